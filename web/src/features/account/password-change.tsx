import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Panel } from '@/components/panel';
import { NewPasswordFields, newPasswordOf } from '@/features/auth/new-password';
import { useChangePassword } from '@/features/auth/session';
import { wordsOf } from '@/lib/problem';
import { accountKey } from './use-account';

export function PasswordChange() {
  const change = useChangePassword();
  const client = useQueryClient();
  const [fault, setFault] = useState('');

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const { password, fault: wrong } = newPasswordOf(given);
    setFault(wrong);
    if (wrong) return;
    change.mutate(
      { current: String(given.get('current')), password },
      {
        onSuccess: () => {
          form.reset();
          // The other sessions have ended with the old password.
          void client.invalidateQueries({ queryKey: accountKey });
        },
      },
    );
  }

  return (
    <Panel title="Password">
      <form onSubmit={submit} className="max-w-sm p-4">
        <p className="mb-3 text-sm">Your other sessions end with the present password.</p>
        <TextField label="Present password" name="current" type="password" autoComplete="current-password" required />
        <NewPasswordFields />
        <div role="alert" className="min-h-6 text-sm text-loss">
          {fault || (change.error && wordsOf(change.error))}
        </div>
        <p role="status" className="text-sm text-gain">
          {change.isSuccess && !fault ? 'Your password is changed.' : ''}
        </p>
        <Button type="submit" look="primary" disabled={change.isPending}>
          Change the password
        </Button>
      </form>
    </Panel>
  );
}
