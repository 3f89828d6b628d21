import { lazy, Suspense } from 'react';
import { Button } from '@/components/button';
import { LoginPage } from '@/features/auth/login-page';
import { useMe } from '@/features/auth/session';
import { wordsOf } from '@/lib/problem';
import { Shell } from './shell';

// Come alone: each is seen once by whoever is new here.
const InvitePage = lazy(() => import('@/features/auth/invite-page').then((page) => ({ default: page.InvitePage })));
const PasswordPage = lazy(() =>
  import('@/features/auth/password-page').then((page) => ({ default: page.PasswordPage })),
);

/** Decides between sign-in, the first password and the product. */
export function Gate() {
  const me = useMe();
  if (me.isPending) return <main className="p-8 text-dim">Loading…</main>;
  if (me.isError) {
    return (
      <main className="grid min-h-dvh place-items-center p-4 text-center">
        <div>
          <h1 className="mb-2 text-xl font-semibold">SignalOS cannot be reached</h1>
          <p className="mb-4 text-dim">{wordsOf(me.error)}</p>
          <Button onClick={() => me.refetch()}>Try again</Button>
        </div>
      </main>
    );
  }
  const Once =
    window.location.pathname === '/invite' ? InvitePage : me.data?.must_change_password ? PasswordPage : null;
  if (Once) {
    return (
      <Suspense fallback={<main className="p-8 text-dim">Loading…</main>}>
        <Once />
      </Suspense>
    );
  }
  return me.data === null ? <LoginPage /> : <Shell />;
}
