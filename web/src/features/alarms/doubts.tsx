import { titleOf } from '@/features/commands/command-words';
import { Outcome } from '@/features/commands/outcome';
import { duration } from '@/lib/format';
import { useLive } from '@/lib/live/live-store';
import { missionsOf } from '@/lib/live/views';
import { useNow } from '@/lib/use-now';

/** Commands of which nobody knows yet whether they ran: they stay here, with their evidence, until the terminal has found out. */
export function Doubts() {
  const data = useLive((live) => live.data);
  const relayNow = useNow() + data.clockOffsetMs;
  const doubts = [...data.commands.values()].filter((command) => command.state === 'in_doubt');
  if (doubts.length === 0) return null;
  const nameOf = (terminal: string) => missionsOf(data).find((mission) => mission.terminal === terminal)?.name ?? '';
  return (
    <section aria-labelledby="doubts" className="rounded-lg border border-warn bg-panel" data-doubts={doubts.length}>
      <h2 id="doubts" className="border-b border-line px-4 py-2 font-semibold text-warn">
        Not known yet whether they ran ({doubts.length})
      </h2>
      <ul className="divide-y divide-line">
        {doubts.map((command) => (
          <li key={command.id} className="px-4 py-2.5" data-doubt={command.id}>
            <p className="mb-1 flex flex-wrap gap-x-4 text-sm">
              <strong>{titleOf(command)}</strong>
              <span className="text-dim">{nameOf(command.terminal)}</span>
              <span className="num text-dim">{duration(relayNow - command.created_at)} ago</span>
            </p>
            <Outcome command={command} brief />
          </li>
        ))}
      </ul>
    </section>
  );
}
