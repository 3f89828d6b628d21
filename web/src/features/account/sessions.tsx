import { useId } from 'react';
import { Button } from '@/components/button';
import { Fault, ListState, Panel, when } from '@/components/panel';
import { agentWords } from './agent-words';
import { endOtherSessions, endSession, type Session, useChange, useSessions } from './use-account';

export function Sessions() {
  const sessions = useSessions();
  const end = useChange(endSession);
  const endOthers = useChange(endOtherSessions);
  const others = sessions.data?.some((one) => !one.current) ?? false;
  const busy = end.isPending || endOthers.isPending;
  return (
    <Panel
      title="Sessions"
      action={
        <Button disabled={!others || busy} onClick={() => endOthers.mutate(undefined)}>
          Sign out everywhere else
        </Button>
      }
    >
      <ListState query={sessions} />
      <div className="px-4 pt-2 empty:hidden">
        <Fault error={end.error ?? endOthers.error} />
      </div>
      <ul className="divide-y divide-line" aria-label="Sessions">
        {sessions.data?.map((one) => (
          <SessionRow key={one.id} session={one} busy={busy} onEnd={() => end.mutate(one.id)} />
        ))}
      </ul>
    </Panel>
  );
}

function SessionRow({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const name = agentWords(session.agent);
  const times = useId();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5" data-session={session.id}>
      <div className="min-w-0 flex-1 basis-56 break-words">
        <strong>{name}</strong>
        <p id={times} className="num text-sm text-dim">
          {session.address} · signed in {when(session.created_at)} · last seen {when(session.last_seen)}
        </p>
      </div>
      {session.current ? (
        // Ended with "Sign out" at the top, which also clears this page.
        <span className="text-sm text-gain">this session</span>
      ) : (
        // Two of one browser and address are told apart by their times.
        <Button
          aria-label={`End the session: ${name}, ${session.address}`}
          aria-describedby={times}
          disabled={busy}
          onClick={onEnd}
        >
          End
        </Button>
      )}
    </li>
  );
}
