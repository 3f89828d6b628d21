import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { Button } from '@/components/button';
import { ConnectionBanner } from '@/components/connection-banner';
import { ToastRegion } from '@/components/toasts';
import { AlarmBanner } from '@/features/alarms/alarm-banner';
import { useMe, useSignOut } from '@/features/auth/session';
import { useCommandHistory } from '@/features/commands/use-command-history';
import { EmergencyStop } from '@/features/stop/emergency-stop';
import { StopBanner } from '@/features/stop/stop-banner';
import type { Me } from '@/lib/api';
import { startLive } from '@/lib/live/live-socket';
import { useLive } from '@/lib/live/live-store';
import { toggleTheme } from './theme';

const signedOutCode = 4401;
const NoticeBar = lazy(() => import('@/features/notices/notice-bar'));

export function mayTrade(me: Me | null | undefined): boolean {
  return me?.permissions.includes('trade') ?? false;
}

export function mayManage(me: Me | null | undefined): boolean {
  return me?.permissions.includes('manage') ?? false;
}

// The last is for those who manage.
const tabs = [
  ['/', 'Overview'],
  ['/positions', 'Positions'],
  ['/orders', 'Orders'],
  ['/alarms', 'Alarms'],
  ['/terminals', 'Terminals'],
  ['/account', 'Account'],
  ['/people', 'People'],
] as const;

const tab =
  'inline-flex shrink-0 min-h-9 items-center rounded-md px-3 text-sm text-dim hover:text-ink [&.active]:bg-raised [&.active]:text-ink';

export function Shell() {
  const me = useMe();
  const signOut = useSignOut();
  const allowed = mayTrade(me.data);
  const signedOut = useLive(({ socket }) => socket.at === 'stopped' && socket.code === signedOutCode);
  const noticed = useLive(({ data }) => data.notices.length > 0);
  const refetch = me.refetch;
  useEffect(startLive, []);
  // Signed out elsewhere, or expired: the relay's answer brings the sign-in page.
  useEffect(() => {
    if (signedOut) void refetch();
  }, [signedOut, refetch]);
  useCommandHistory();
  return (
    <div className="min-h-dvh">
      <header className="sticky top-0 z-10 flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-panel px-4 py-2 max-sm:gap-x-2 max-sm:px-2">
        <span className="text-lg font-semibold max-sm:text-base">SignalOS</span>
        <nav aria-label="Pages" className="flex gap-1 overflow-x-auto max-sm:order-last max-sm:w-full">
          {(mayManage(me.data) ? tabs : tabs.slice(0, -1)).map(([to, title]) => (
            <Link key={to} to={to} className={tab} activeOptions={{ exact: to === '/' }}>
              {title}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-2">
          <span className="text-sm text-dim max-lg:hidden">
            {me.data?.organisation.name} · {me.data?.user?.name} ({me.data?.user?.role})
          </span>
          <Button aria-label="Switch between dark and light" className="max-sm:hidden" onClick={toggleTheme}>
            ◐
          </Button>
          <Button onClick={() => signOut.mutate()}>Sign out</Button>
          <EmergencyStop allowed={allowed} />
        </div>
      </header>
      <StopBanner allowed={allowed} />
      <AlarmBanner />
      <ConnectionBanner />
      <Suspense>{noticed && <NoticeBar />}</Suspense>
      <main className="mx-auto max-w-7xl p-4">
        <Outlet />
      </main>
      <ToastRegion />
    </div>
  );
}
