import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { api, csrf } from '@/lib/api';
import { Problem, wordsOf } from '@/lib/problem';
import { NewPasswordFields, newPasswordOf } from './new-password';

/** The link's token, which stands behind the # so that no server and no log ever sees it. */
const tokenOf = () => window.location.hash.slice(1);

/** Where an invitation's link leads: the invited choose a name and a password of their own. */
export function InvitePage() {
  const [token] = useState(tokenOf);
  const [fault, setFault] = useState('');
  // The address bar and the browser's history keep no credential.
  useEffect(() => window.history.replaceState(null, '', '/invite'), []);
  const invitation = useQuery({
    queryKey: ['invitation'],
    queryFn: async () => (await api.POST('/api/auth/invitation', { params: { header: csrf }, body: { token } })).data,
    retry: false,
  });
  const accept = useMutation({
    mutationFn: (body: { token: string; name: string; password: string }) =>
      api.POST('/api/auth/invitation/accept', { params: { header: csrf }, body }),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = newPasswordOf(form);
    setFault(chosen.fault);
    if (!chosen.fault) accept.mutate({ token, name: String(form.get('name')).trim(), password: chosen.password });
  }

  if (invitation.isPending) return <main className="p-8 text-dim">Loading…</main>;
  const { data } = invitation;
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-sm rounded-lg border border-line bg-panel p-6">
        <h1 className="mb-1 text-2xl font-semibold">SignalOS</h1>
        {!data ? (
          <p role="alert" className="text-sm">
            {invitation.error instanceof Problem && invitation.error.status === 404
              ? 'This invitation is not known: it was used, withdrawn, or has ended. Ask for another.'
              : wordsOf(invitation.error)}
          </p>
        ) : accept.isSuccess ? (
          <p className="text-sm">
            Welcome. Now <a href="/">sign in</a> as {data.email}.
          </p>
        ) : (
          <form onSubmit={submit}>
            <p className="mb-5 text-sm text-dim">
              {data.organisation} invites {data.email} as {data.role}.
            </p>
            <TextField
              label="Your name"
              name="name"
              type="text"
              autoComplete="name"
              maxLength={64}
              required
              autoFocus
            />
            <input type="hidden" name="username" autoComplete="username" value={data.email} />
            <NewPasswordFields />
            <div role="alert" className="min-h-6 text-sm text-loss">
              {fault || (accept.error && wordsOf(accept.error))}
            </div>
            <Button type="submit" look="primary" className="mt-2 w-full" disabled={accept.isPending}>
              {accept.isPending ? 'Accepting…' : 'Accept'}
            </Button>
          </form>
        )}
      </div>
    </main>
  );
}
