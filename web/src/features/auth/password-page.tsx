import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { wordsOf } from '@/lib/problem';
import { NewPasswordFields, newPasswordOf } from './new-password';
import { useChangePassword } from './session';

/** Shown after the first sign-in with the one-time password, before anything else. */
export function PasswordPage() {
  const change = useChangePassword();
  const [fault, setFault] = useState('');

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { password, fault: wrong } = newPasswordOf(form);
    setFault(wrong);
    if (wrong) return;
    change.mutate({ current: String(form.get('current')), password });
  }

  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <form onSubmit={submit} className="w-full max-w-sm rounded-lg border border-line bg-panel p-6">
        <h1 className="mb-1 text-2xl font-semibold">Choose your password</h1>
        <p className="mb-5 text-sm text-dim">The one-time password ends here. Choose one that only you know.</p>
        <TextField label="One-time password" name="current" type="password" autoComplete="current-password" required />
        <NewPasswordFields />
        <div role="alert" className="min-h-6 text-sm text-loss">
          {fault || (change.error && wordsOf(change.error))}
        </div>
        <Button type="submit" look="primary" className="mt-2 w-full" disabled={change.isPending}>
          {change.isPending ? 'Saving…' : 'Save and go on'}
        </Button>
      </form>
    </main>
  );
}
