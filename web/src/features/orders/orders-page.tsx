import clsx from 'clsx';
import { useState } from 'react';
import { Button } from '@/components/button';
import { pointOf } from '@/features/market/checks';
import { standingOf } from '@/features/market/standing';
import { cell } from '@/features/positions/position-row';
import { useFrozenOrder } from '@/features/positions/use-frozen-order';
import { useLive } from '@/lib/live/live-store';
import { missionsOf, type Order, ordersOf, symbolOf } from '@/lib/live/views';
import { useNow } from '@/lib/use-now';
import { CancelAllDialog } from './cancel-all-dialog';
import { CancelDialog } from './cancel-dialog';
import { ModifyOrderDialog } from './modify-order-dialog';
import { OrderRow } from './order-row';
import { TicketDialog } from './ticket-dialog';

const columns: [string, keyof typeof cell][] = [
  ['Account', 'wide'],
  ['Order', 'always'],
  ['Lots', 'wide'],
  ['Price', 'always'],
  ['Market', 'wide'],
  ['Distance', 'middle'],
  ['Stop', 'wide'],
  ['Target', 'wide'],
  ['Ends', 'wide'],
  ['Age', 'wide'],
  ['', 'always'],
];

type Open = { kind: 'place' } | { kind: 'all' } | { kind: 'cancel' | 'modify'; row: Order };

export function OrdersPage({ allowed }: { allowed: boolean }) {
  const data = useLive((live) => live.data);
  const socket = useLive((live) => live.socket);
  const relayNow = useNow() + data.clockOffsetMs;
  const [inside, setInside] = useState(false);
  const [dialog, setDialog] = useState<Open | null>(null);

  const missions = new Map(missionsOf(data).map((mission) => [mission.terminal, mission]));
  const nameOf = (terminal: string) => missions.get(terminal)?.name ?? '';
  const sorted = ordersOf(data).sort((a, b) => (b.placed_at ?? 0) - (a.placed_at ?? 0) || a.id.localeCompare(b.id));
  const rows = useFrozenOrder(sorted, (row) => row.id, inside || dialog !== null);
  const commands = [...data.commands.values()];
  const forbidden = allowed ? undefined : 'Your role may not trade';
  const close = () => setDialog(null);
  const live = socket.at === 'live';

  return (
    <section aria-labelledby="orders" className="rounded-lg border border-line bg-panel">
      <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2">
        <h1 id="orders" className="font-semibold">
          Orders <span className="num text-dim">({rows.length})</span>
        </h1>
        <div className="flex gap-2">
          <Button disabled={!allowed || rows.length === 0} title={forbidden} onClick={() => setDialog({ kind: 'all' })}>
            Cancel all…
          </Button>
          <Button look="primary" disabled={!allowed} title={forbidden} onClick={() => setDialog({ kind: 'place' })}>
            Place…
          </Button>
        </div>
      </header>
      {rows.length === 0 ? (
        <p className="px-4 py-10 text-center text-dim">{live ? 'No pending orders.' : 'Waiting for the relay…'}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
        <section aria-label="Pending orders" tabIndex={0} className={`overflow-x-auto ${live ? '' : 'opacity-60'}`}>
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
                <OrderRow
                  key={row.id}
                  row={row}
                  account={nameOf(row.terminal)}
                  point={pointOf(symbolOf(data, row.terminal, row.symbol), row.digits)}
                  standing={standingOf(missions.get(row.terminal), socket, relayNow, row.asOf)}
                  relayNow={relayNow}
                  command={commands.findLast(
                    (one) => one.terminal === row.terminal && one.arguments.ticket === row.ticket,
                  )}
                  allowed={allowed}
                  act={(kind) => setDialog({ kind, row })}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {dialog?.kind === 'place' && <TicketDialog first="limit" onClose={close} />}
      {dialog?.kind === 'all' && <CancelAllDialog orders={rows} accountOf={nameOf} onClose={close} />}
      {(dialog?.kind === 'cancel' || dialog?.kind === 'modify') && (
        <OrderDialog
          kind={dialog.kind}
          opened={dialog.row}
          order={sorted.find((row) => row.id === dialog.row.id) ?? null}
          account={nameOf(dialog.row.terminal)}
          onClose={close}
        />
      )}
    </section>
  );
}

const dialogs = { cancel: CancelDialog, modify: ModifyOrderDialog } as const;

function OrderDialog({ kind, ...rest }: { kind: keyof typeof dialogs } & Parameters<typeof CancelDialog>[0]) {
  const Dialog = dialogs[kind];
  return <Dialog {...rest} />;
}
