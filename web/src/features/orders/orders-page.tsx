import { useState } from 'react';
import { BookTable, type Column } from '@/features/book/book-table';
import { useBook } from '@/features/book/use-book';
import { pointOf } from '@/features/market/checks';
import { type Order, ordersOf, symbolOf } from '@/lib/live/views';
import { CancelAllDialog } from './cancel-all-dialog';
import { CancelDialog } from './cancel-dialog';
import { ModifyOrderDialog } from './modify-order-dialog';
import { OrderRow } from './order-row';
import { TicketDialog } from './ticket-dialog';

const columns: Column[] = [
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
  const { data, accountOf, contextOf } = useBook(allowed);
  const [dialog, setDialog] = useState<Open | null>(null);
  const orders = ordersOf(data).sort((a, b) => (b.placed_at ?? 0) - (a.placed_at ?? 0) || a.id.localeCompare(b.id));
  const close = () => setDialog(null);
  return (
    <>
      <BookTable
        id="orders"
        title="Orders"
        label="Pending orders"
        empty="No pending orders."
        columns={columns}
        rows={orders}
        keyOf={(row) => row.id}
        held={dialog !== null}
        allowed={allowed}
        actions={[
          { label: 'Cancel all…', overRows: true, onClick: () => setDialog({ kind: 'all' }) },
          { label: 'Place…', look: 'primary', onClick: () => setDialog({ kind: 'place' }) },
        ]}
      >
        {(row) => (
          <OrderRow
            key={row.id}
            row={row}
            context={contextOf(row, (command) => command.arguments.ticket === row.ticket)}
            point={pointOf(symbolOf(data, row.terminal, row.symbol), row.digits)}
            act={(kind) => setDialog({ kind, row })}
          />
        )}
      </BookTable>
      {dialog?.kind === 'place' && <TicketDialog first="limit" onClose={close} />}
      {dialog?.kind === 'all' && <CancelAllDialog orders={orders} accountOf={accountOf} onClose={close} />}
      {(dialog?.kind === 'cancel' || dialog?.kind === 'modify') && (
        <OrderDialog
          kind={dialog.kind}
          opened={dialog.row}
          order={orders.find((row) => row.id === dialog.row.id) ?? null}
          account={accountOf(dialog.row.terminal)}
          onClose={close}
        />
      )}
    </>
  );
}

const dialogs = { cancel: CancelDialog, modify: ModifyOrderDialog } as const;

function OrderDialog({ kind, ...rest }: { kind: keyof typeof dialogs } & Parameters<typeof CancelDialog>[0]) {
  const Dialog = dialogs[kind];
  return <Dialog {...rest} />;
}
