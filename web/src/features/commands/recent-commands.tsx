import type { Command } from '@/lib/api';
import { timeOfDay } from '@/lib/format';
import { useLive } from '@/lib/live/live-store';
import { missionsOf } from '@/lib/live/views';
import { CommandChip } from './command-chip';
import { CommandLink } from './command-link';
import { titleOf } from './command-words';
import { useCommandHistory } from './use-command-history';

const shown = 12;

/** Milliseconds each stage took, in order, for those who want to know where the time went. */
export function stagesOf(times: Command['times']): string {
  const names = ['received', 'sent', 'accepted', 'executing', 'broker_answered', 'result_stored'] as const;
  const known = names.filter((name) => typeof times[name] === 'number');
  return known
    .slice(1)
    .map(
      (name, index) =>
        `${name.replace('_', ' ')} +${Math.max(0, (times[name] ?? 0) - (times[known[index] ?? name] ?? 0))} ms`,
    )
    .join(', ');
}

export function RecentCommands() {
  const commands = useLive((live) => live.data.commands);
  const data = useLive((live) => live.data);
  const { isPending } = useCommandHistory();

  const names = new Map(missionsOf(data).map((mission) => [mission.terminal, mission.name ?? mission.terminal]));
  const newest = [...commands.values()].sort((a, b) => b.created_at - a.created_at).slice(0, shown);
  return (
    <section aria-labelledby="recent" className="rounded-lg border border-line bg-panel">
      <h2 id="recent" className="border-b border-line px-4 py-2 font-semibold">
        Recent commands
      </h2>
      {newest.length === 0 ? (
        <p className="px-4 py-6 text-dim">{isPending ? 'Loading…' : 'Nothing has been commanded yet.'}</p>
      ) : (
        <ul className="divide-y divide-line">
          {newest.map((command) => (
            <li
              key={command.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm"
              title={stagesOf(command.times)}
            >
              <span className="num text-dim">{timeOfDay(command.created_at)}</span>
              <CommandLink id={command.id} className="inline-flex min-h-6 items-center font-medium hover:underline">
                {titleOf(command)}
              </CommandLink>
              <span className="text-dim">{names.get(command.terminal) ?? ''}</span>
              <span className="text-dim">{command.actor.name}</span>
              <CommandChip command={command} withReason />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
