import clsx from 'clsx';
import { useState } from 'react';
import { Button } from '@/components/button';
import { standingOf } from '@/features/market/standing';
import { useLive } from '@/lib/live/live-store';
import { missionsOf, type Position, positionsOf } from '@/lib/live/views';
import { useNow } from '@/lib/use-now';
import { TicketDialog } from '../orders/ticket-dialog';
import { CloseAllDialog } from './close-all-dialog';
import { type PositionAction, PositionDialog } from './position-dialogs';
import { cell, PositionRow } from './position-row';
import { useFrozenOrder } from './use-frozen-order';

const columns: [string, keyof typeof cell][] = [
  ['Account', 'wide'],
  ['Symbol', 'always'],
  ['Side', 'wide'],
  ['Lots', 'wide'],
  ['Open', 'wide'],
  ['Current', 'middle'],
  ['Stop', 'wide'],
  ['Target', 'wide'],
  ['Result', 'always'],
  ['Age', 'wide'],
  ['', 'always'],
];

export function PositionsPage({ allowed }: { allowed: boolean }) {
  const data = useLive((live) => live.data);
  const socket = useLive((state) => state.socket);
  const live = socket.at === 'live';
  const now = useNow();
  const [inside, setInside] = useState(false);
  const [acting, setActing] = useState<{ action: PositionAction; row: Position } | null>(null);
  const [dialog, setDialog] = useState<'open' | 'all' | null>(null);

  const relayNow = now + data.clockOffsetMs;
  const missions = new Map(missionsOf(data).map((mission) => [mission.terminal, mission]));
  const nameOf = (terminal: string) => missions.get(terminal)?.name ?? '';
  const sorted = positionsOf(data).sort(
    (a, b) => (b.opened_at ?? 0) - (a.opened_at ?? 0) || a.tradeId.localeCompare(b.tradeId),
  );
  const rows = useFrozenOrder(sorted, (row) => row.tradeId, inside || acting !== null);
  const commands = [...data.commands.values()];
  // Looked up by each row: whether anything stands on its other side.
  const sides = new Set(sorted.map((row) => `${row.terminal} ${row.symbol} ${row.side}`));

  return (
    <section aria-labelledby="positions" className="rounded-lg border border-line bg-panel">
      <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2">
        <h1 id="positions" className="font-semibold">
          Positions <span className="num text-dim">({rows.length})</span>
        </h1>
        <div className="flex gap-2">
          <Button
            disabled={!allowed || rows.length === 0}
            title={allowed ? undefined : 'Your role may not trade'}
            onClick={() => setDialog('all')}
          >
            Close several…
          </Button>
          <Button
            look="primary"
            disabled={!allowed}
            title={allowed ? undefined : 'Your role may not trade'}
            onClick={() => setDialog('open')}
          >
            Open…
          </Button>
        </div>
      </header>
      {rows.length === 0 ? (
        <p className="px-4 py-10 text-center text-dim">{live ? 'No open positions.' : 'Waiting for the relay…'}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
        <section aria-label="Open positions" tabIndex={0} className={`overflow-x-auto ${live ? '' : 'opacity-60'}`}>
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
            <tbody className="divide-y divide-line">
              {rows.map((row) => (
                <PositionRow
                  key={row.tradeId}
                  row={row}
                  account={nameOf(row.terminal)}
                  standing={standingOf(missions.get(row.terminal), socket, relayNow, row.asOf)}
                  relayNow={relayNow}
                  command={commands.findLast(
                    (one) =>
                      one.terminal === row.terminal &&
                      (one.arguments.position === row.position || one.arguments.opposite === row.position),
                  )}
                  allowed={allowed}
                  hedging={missions.get(row.terminal)?.margin_mode === 'hedging'}
                  opposite={sides.has(`${row.terminal} ${row.symbol} ${row.side === 'buy' ? 'sell' : 'buy'}`)}
                  act={(action, of) => setActing({ action, row: of })}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {acting && (
        <PositionDialog
          action={acting.action}
          opened={acting.row}
          position={sorted.find((row) => row.tradeId === acting.row.tradeId) ?? null}
          account={nameOf(acting.row.terminal)}
          onClose={() => setActing(null)}
        />
      )}
      {dialog === 'open' && <TicketDialog first="market" onClose={() => setDialog(null)} />}
      {dialog === 'all' && <CloseAllDialog onClose={() => setDialog(null)} />}
    </section>
  );
}
