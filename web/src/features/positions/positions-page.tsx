import { useState } from 'react';
import { BookTable, type Column } from '@/features/book/book-table';
import { useBook } from '@/features/book/use-book';
import { type Position, positionsOf } from '@/lib/live/views';
import { TicketDialog } from '../orders/ticket-dialog';
import { CloseAllDialog } from './close-all-dialog';
import { type PositionAction, PositionDialog } from './position-dialogs';
import { PositionRow } from './position-row';

const columns: Column[] = [
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
  const { data, missions, accountOf, contextOf } = useBook(allowed);
  const [acting, setActing] = useState<{ action: PositionAction; row: Position } | null>(null);
  const [dialog, setDialog] = useState<'open' | 'all' | null>(null);
  const positions = positionsOf(data).sort(
    (a, b) => (b.opened_at ?? 0) - (a.opened_at ?? 0) || a.tradeId.localeCompare(b.tradeId),
  );
  // Looked up by each row: whether anything stands on its other side.
  const sides = new Set(positions.map((row) => `${row.terminal} ${row.symbol} ${row.side}`));
  return (
    <>
      <BookTable
        id="positions"
        title="Positions"
        label="Open positions"
        empty="No open positions."
        columns={columns}
        rows={positions}
        keyOf={(row) => row.tradeId}
        held={acting !== null || dialog !== null}
        allowed={allowed}
        actions={[
          { label: 'Close several…', overRows: true, onClick: () => setDialog('all') },
          { label: 'Open…', look: 'primary', onClick: () => setDialog('open') },
        ]}
      >
        {(row) => (
          <PositionRow
            key={row.tradeId}
            row={row}
            context={contextOf(
              row,
              ({ arguments: { position, opposite } }) => position === row.position || opposite === row.position,
            )}
            hedging={missions.get(row.terminal)?.margin_mode === 'hedging'}
            opposite={sides.has(`${row.terminal} ${row.symbol} ${row.side === 'buy' ? 'sell' : 'buy'}`)}
            act={(action) => setActing({ action, row })}
          />
        )}
      </BookTable>
      {acting && (
        <PositionDialog
          action={acting.action}
          opened={acting.row}
          position={positions.find((row) => row.tradeId === acting.row.tradeId) ?? null}
          account={accountOf(acting.row.terminal)}
          onClose={() => setActing(null)}
        />
      )}
      {dialog === 'open' && <TicketDialog first="market" onClose={() => setDialog(null)} />}
      {dialog === 'all' && <CloseAllDialog onClose={() => setDialog(null)} />}
    </>
  );
}
