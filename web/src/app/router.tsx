import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { useMe } from '@/features/auth/session';
import { OverviewPage } from '@/features/overview/overview-page';
import { PositionsPage } from '@/features/positions/positions-page';
import { Gate } from './gate';
import { mayTrade } from './shell';

const root = createRootRoute({
  component: Gate,
  notFoundComponent: () => <p className="text-dim">There is no such page.</p>,
});

function Overview() {
  return <OverviewPage allowed={mayTrade(useMe().data)} />;
}

function Positions() {
  return <PositionsPage allowed={mayTrade(useMe().data)} />;
}

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: Overview }),
  createRoute({ getParentRoute: () => root, path: '/positions', component: Positions }),
];

export const router = createRouter({ routeTree: root.addChildren(routes) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
