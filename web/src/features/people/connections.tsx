import { Confirm, Fault, ListState, Panel, when } from './parts';
import { kick, useConnections, usePeopleChange } from './use-people';

const by = {
  session: 'dashboard',
  api_key: 'API key',
  access_token: 'access token',
  terminal: 'terminal',
  console: 'console',
} as const;

export function Connections() {
  const query = useConnections();
  const change = usePeopleChange(kick);
  return (
    <Panel title="Connected now">
      <ListState query={query} none="Nobody is connected." />
      <ul className="divide-y divide-line" aria-label="Connected now">
        {query.data?.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <div className="min-w-0 flex-1 basis-56 text-sm">
              <strong className="break-words">{one.name}</strong>
              <p className="text-dim">
                {by[one.credential]} · since {when(one.since)}
                {one.rtt_ms === null ? '' : ` · ${one.rtt_ms} ms away`}
                {one.queued === 0 ? '' : ` · ${one.queued} waiting`}
                {one.dropped === 0 ? '' : ` · ${one.dropped} changes folded, because it reads slowly`}
              </p>
            </div>
            <Confirm
              label={`Kick ${one.name}`}
              what="This closes the connection alone; they may come back. To keep them out, disable them."
              disabled={change.isPending}
              onYes={() => change.mutate(one.id)}
            />
          </li>
        ))}
      </ul>
      <div className="px-4">
        <Fault error={change.error} />
      </div>
    </Panel>
  );
}
