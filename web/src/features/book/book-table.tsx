import clsx from 'clsx';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/button';
import { useLive } from '@/lib/live/live-store';
import { useFrozenOrder } from './use-frozen-order';

/** Cells by how much room there must be for them; what a phone leaves out is in the dialog. */
export const cell = {
  always: 'px-2 py-1.5 sm:px-3',
  middle: 'px-2 py-1.5 max-sm:hidden sm:px-3',
  wide: 'px-3 py-1.5 max-md:hidden',
} as const;

export type Column = readonly [title: string, room: keyof typeof cell];

interface Action {
  label: string;
  look?: 'primary';
  /** It needs at least one row. */
  overRows?: boolean;
  onClick: () => void;
}

interface Props<Row> {
  id: string;
  title: string;
  /** Of the table, for those who hear it. */
  label: string;
  /** Said when the relay knows of no row. */
  empty: string;
  columns: readonly Column[];
  rows: Row[];
  keyOf: (row: Row) => string;
  /** A dialog is open over a row: rows keep their places. */
  held: boolean;
  allowed: boolean;
  actions: Action[];
  children: (row: Row) => ReactNode;
}

/** What stands in the book of all accounts. Rows keep their places while a pointer or the keyboard is among them. */
export function BookTable<Row>(props: Props<Row>) {
  const { id, title, label, empty, columns, keyOf, held, allowed, actions, children } = props;
  const live = useLive((state) => state.socket.at === 'live');
  const [inside, setInside] = useState(false);
  const rows = useFrozenOrder(props.rows, keyOf, inside || held);
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-panel">
      <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2">
        <h1 id={id} className="font-semibold">
          {title} <span className="num text-dim">({rows.length})</span>
        </h1>
        <div className="flex gap-2">
          {actions.map((action) => (
            <Button
              key={action.label}
              look={action.look}
              disabled={!allowed || (action.overRows && rows.length === 0)}
              title={forbidden(allowed)}
              onClick={action.onClick}
            >
              {action.label}
            </Button>
          ))}
        </div>
      </header>
      {rows.length === 0 ? (
        <p className="px-4 py-10 text-center text-dim">{live ? empty : 'Waiting for the relay…'}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
        <section aria-label={label} tabIndex={0} className={clsx('overflow-x-auto', !live && 'opacity-60')}>
          <table
            className="num w-full text-sm"
            onPointerEnter={() => setInside(true)}
            onPointerLeave={() => setInside(false)}
            onFocus={() => setInside(true)}
            onBlur={() => setInside(false)}
          >
            <thead className="text-left text-xs text-dim">
              <tr>
                {columns.map(([column, room]) => (
                  <th key={column} scope="col" className={clsx(cell[room], 'font-normal')}>
                    {column || <span className="sr-only">Actions</span>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">{rows.map(children)}</tbody>
          </table>
        </section>
      )}
    </section>
  );
}

/** Why a button is grey for a caller who may not trade. */
export function forbidden(allowed: boolean): string | undefined {
  return allowed ? undefined : 'Your role may not trade';
}
