import { ListState, Panel } from './parts';
import { type Limit, useLimits } from './use-people';

export const limitWords: Record<Limit['name'], string> = {
  members: 'Members',
  terminals: 'Terminals',
  api_keys: 'API keys',
  sockets: 'Open connections',
  commands_per_minute: 'Commands a minute',
};

const head = 'px-4 py-2 text-left text-xs font-medium text-dim';
const cell = 'num px-4 py-2';

export function LimitTable({ limits, label }: { limits: Limit[]; label: string }) {
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full text-sm" aria-label={label}>
        <thead>
          <tr>
            <th className={head}>Of</th>
            <th className={head}>Used</th>
            <th className={head}>At most</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {limits.map(({ name, used, limit }) => (
            <tr key={name}>
              <td className="px-4 py-2">{limitWords[name]}</td>
              <td className={`${cell} ${limit !== null && used !== null && used >= limit ? 'text-loss' : ''}`}>
                {used ?? '–'}
              </td>
              <td className={cell}>{limit ?? 'no limit'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the organisation may have, and what binds everybody on this relay. */
export function Limits() {
  const query = useLimits();
  return (
    <Panel title="Limits">
      <ListState query={query} />
      {query.data && <LimitTable limits={query.data.limits} label="Limits" />}
      {query.data && query.data.relay.length > 0 && (
        <details className="border-t border-line px-4 py-2 text-sm">
          <summary className="min-h-6 text-dim">Limits of the relay, the same for everybody</summary>
          <dl className="mt-2 space-y-2">
            {query.data.relay.map(({ key, value, about }) => (
              <div key={key}>
                <dt className="num break-all">
                  {key.slice('limits.'.length)}: {String(value)}
                </dt>
                <dd className="text-dim">{about}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </Panel>
  );
}
