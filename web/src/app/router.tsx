import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { useMe } from '@/features/auth/session';
import { Gate } from './gate';
import { mayManage, mayTrade } from './shell';

// What a page alone needs comes with the page. Sign-in, shell and the emergency stop are in the entry chunk: they must
// work when nothing else loads.
const OverviewPage = lazyRouteComponent(() => import('@/features/overview/overview-page'), 'OverviewPage');
const PositionsPage = lazyRouteComponent(() => import('@/features/positions/positions-page'), 'PositionsPage');
const OrdersPage = lazyRouteComponent(() => import('@/features/orders/orders-page'), 'OrdersPage');
const AlarmsPage = lazyRouteComponent(() => import('@/features/alarms/alarms-page'), 'AlarmsPage');
const TerminalsPage = lazyRouteComponent(() => import('@/features/terminals/terminals-page'), 'TerminalsPage');
const PeoplePage = lazyRouteComponent(() => import('@/features/people/people-page'), 'PeoplePage');
const PairPage = lazyRouteComponent(() => import('@/features/terminals/pair-page'), 'PairPage');
const AccountPage = lazyRouteComponent(() => import('@/features/account/account-page'), 'AccountPage');
const CommandPage = lazyRouteComponent(() => import('@/features/commands/command-page'), 'CommandPage');

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

function Terminals() {
  return <TerminalsPage allowed={mayManage(useMe().data)} />;
}

function People() {
  return <PeoplePage me={useMe().data} />;
}

function Pair() {
  return <PairPage allowed={mayManage(useMe().data)} />;
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
  createRoute({ getParentRoute: () => root, path: '/terminals', component: Terminals }),
  createRoute({ getParentRoute: () => root, path: '/people', component: People }),
  createRoute({ getParentRoute: () => root, path: '/pair', component: Pair }),
  createRoute({ getParentRoute: () => root, path: '/account', component: AccountPage }),
  command,
];

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPendingComponent: () => <p className="text-dim">Loading…</p>,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
