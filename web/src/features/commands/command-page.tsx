import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Facts } from '@/components/facts';
import { api, type Command } from '@/lib/api';
import { timeOfDay } from '@/lib/format';
import { useLive } from '@/lib/live/live-store';
import { missionsOf } from '@/lib/live/views';
import { wordsOf } from '@/lib/problem';
import { titleOf } from './command-words';
import { Outcome } from './outcome';
import { stagesOf } from './recent-commands';

/** One command with all that is known of it, live. */
export function CommandPage({ id }: { id: string }) {
  const { data, error, isPending } = useQuery({
    queryKey: ['command', id],
    queryFn: async () => (await api.GET('/api/commands/{id}', { params: { path: { id } } })).data?.command,
  });
  const command = useLive((live) => live.data.commands.get(id)) ?? data;
  useEffect(() => {
    if (data) useLive.getState().remember(data);
  }, [data]);
  if (!command) {
    return <p className="text-dim">{error ? wordsOf(error) : isPending ? 'Loading…' : 'There is no such command.'}</p>;
  }
  return <Details command={command} />;
}

function Details({ command }: { command: Command }) {
  const data = useLive((live) => live.data);
  const account = missionsOf(data).find((mission) => mission.terminal === command.terminal)?.name ?? command.terminal;
  const given = Object.entries(command.arguments).map(([name, value]): [string, string] => [
    name.replaceAll('_', ' '),
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return (
    <section aria-labelledby="command" className="rounded-lg border border-line bg-panel" data-command={command.id}>
      <h1 id="command" className="border-b border-line px-4 py-2 font-semibold">
        {titleOf(command)}
      </h1>
      <div className="space-y-4 px-4 py-3">
        <Facts
          facts={[
            ['Account', account],
            ['Given by', command.actor.name],
            ['At', `${new Date(command.created_at).toLocaleDateString()} ${timeOfDay(command.created_at)}`],
            ['Stages', stagesOf(command.times) || '–'],
            ['Command', command.id],
          ]}
        />
        <Outcome command={command} />
        {command.evidence && command.state !== 'in_doubt' && (
          <p className="text-sm text-dim" data-evidence>
            Evidence: {command.evidence}
          </p>
        )}
        <div>
          <h2 className="mb-2 text-sm font-semibold">Arguments</h2>
          {given.length === 0 ? <p className="text-sm text-dim">None</p> : <Facts facts={given} />}
        </div>
      </div>
    </section>
  );
}
