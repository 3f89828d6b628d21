import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { duration } from '@/lib/format';
import { Problem, wordsOf } from '@/lib/problem';
import { useNow } from '@/lib/use-now';
import { useSignIn } from './session';

export function LoginPage({ notice }: { notice?: string }) {
  const signIn = useSignIn();
  const [lockedUntil, setLockedUntil] = useState(0);
  const [asksCode, setAsksCode] = useState(false);
  const now = useNow();
  const wait = lockedUntil - now;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const code = String(form.get('code') ?? '').trim();
    signIn.mutate(
      { email: String(form.get('email')), password: String(form.get('password')), ...(code && { code }) },
      {
        onError: (failure) => {
          if (!(failure instanceof Problem)) return;
          if (failure.retryAfterMs) setLockedUntil(Date.now() + failure.retryAfterMs);
          if (failure.code === 'totp_required') setAsksCode(true);
        },
      },
    );
  }

  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <form onSubmit={submit} className="w-full max-w-sm rounded-lg border border-line bg-panel p-6">
        <h1 className="mb-1 text-2xl font-semibold">SignalOS</h1>
        <p className="mb-5 text-sm text-dim">Sign in to command and watch your terminals.</p>
        {notice && <p className="mb-4 rounded-md bg-raised px-3 py-2 text-sm">{notice}</p>}
        <TextField
          label="E-mail"
          name="email"
          type="text"
          autoComplete="username"
          required
          autoFocus
          // A lock-out is one name's; another may go on.
          onChange={() => setLockedUntil(0)}
        />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
        {asksCode && (
          <TextField
            label="Code"
            name="code"
            type="text"
            autoComplete="one-time-code"
            hint="Of your authenticator, or a recovery code"
            required
            autoFocus
          />
        )}
        <div role="alert" className="min-h-6 text-sm text-loss">
          {wait > 0
            ? `Too many failed attempts. Try again in ${duration(wait + 999)}.`
            : signIn.error && wordsOf(signIn.error)}
        </div>
        <Button type="submit" look="primary" className="mt-2 w-full" disabled={signIn.isPending || wait > 0}>
          {signIn.isPending ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
    </main>
  );
}
