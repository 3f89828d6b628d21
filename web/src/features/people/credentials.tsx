import { agentWords } from '@/features/account/agent-words';
import { Confirm, Fault, ListState, when } from './parts';
import { endSession, revokeKey, useAllKeys, useAllSessions, usePeopleChange } from './use-people';

const row = 'flex flex-wrap items-center gap-x-4 gap-y-1 py-2';

/** Where one member is signed in, and what signs in for them. */
export function Credentials({ user }: { user: string }) {
  const sessions = useAllSessions();
  const keys = useAllKeys();
  const end = usePeopleChange(endSession);
  const revoke = usePeopleChange(revokeKey);
  const theirSessions = sessions.data?.filter((one) => one.user === user);
  const theirKeys = keys.data?.filter((one) => one.user === user);
  return (
    <>
      <h3 className="mt-4 font-semibold">Sessions</h3>
      <ListState query={sessions} />
      {theirSessions?.length === 0 && <p className="text-sm text-dim">Signed in nowhere.</p>}
      <ul aria-label="Sessions of this member">
        {theirSessions?.map((one) => (
          <li key={one.id} className={row}>
            <div className="min-w-0 flex-1 basis-56 text-sm">
              {agentWords(one.agent)}
              <p className="num text-dim">
                {one.address} · last seen {when(one.last_seen)}
              </p>
            </div>
            <Confirm
              label={`End the session: ${agentWords(one.agent)}, ${when(one.created_at)}`}
              what="That browser is signed out at once."
              disabled={end.isPending}
              onYes={() => end.mutate(one.id)}
            />
          </li>
        ))}
      </ul>
      <h3 className="mt-4 font-semibold">API keys</h3>
      <ListState query={keys} />
      {theirKeys?.length === 0 && <p className="text-sm text-dim">No key.</p>}
      <ul aria-label="API keys of this member">
        {theirKeys?.map((one) => (
          <li key={one.id} className={row}>
            <div className="min-w-0 flex-1 basis-56 text-sm">
              <span className="break-words">{one.name}</span> <code className="text-dim">{one.prefix}…</code>
              <p className="num text-dim">
                may {one.scope} · {one.last_used === null ? 'never used' : `last used ${when(one.last_used)}`}
              </p>
            </div>
            <Confirm
              label={`Revoke the key ${one.name}`}
              what="What uses it is refused from now on. It cannot be taken back."
              disabled={revoke.isPending}
              onYes={() => revoke.mutate(one.id)}
            />
          </li>
        ))}
      </ul>
      <Fault error={end.error ?? revoke.error} />
    </>
  );
}
