import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { AlarmsPage } from '@/features/alarms/alarms-page';
import { useMe } from '@/features/auth/session';
import { CommandPage } from '@/features/commands/command-page';
import { OrdersPage } from '@/features/orders/orders-page';
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

function Orders() {
  return <OrdersPage allowed={mayTrade(useMe().data)} />;
}

function Alarms() {
  return <AlarmsPage allowed={mayTrade(useMe().data)} />;
}

const command = createRoute({ getParentRoute: () => root, path: '/commands/$id', component: OneCommand });

function OneCommand() {
  return <CommandPage id={command.useParams().id} />;
}

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: Overview }),
  createRoute({ getParentRoute: () => root, path: '/positions', component: Positions }),
  createRoute({ getParentRoute: () => root, path: '/orders', component: Orders }),
  createRoute({ getParentRoute: () => root, path: '/alarms', component: Alarms }),
  command,
];

export const router = createRouter({ routeTree: root.addChildren(routes) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
