import type { ReactNode } from 'react';

/** Names and figures, two a row. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="num mb-4 grid grid-cols-2 gap-2 text-sm">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-xs text-dim">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
