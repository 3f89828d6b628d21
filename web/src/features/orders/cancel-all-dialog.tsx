import { useState } from 'react';
import { Button } from '@/components/button';
import { Modal } from '@/components/modal';
import { CommandChip } from '@/features/commands/command-chip';
import { reasonOf } from '@/features/commands/command-words';
import { type Sent, useSubmitMany } from '@/features/commands/submit-many';
import { price } from '@/lib/format';
import { useLive } from '@/lib/live/live-store';
import type { Order } from '@/lib/live/views';
import { wordsOf } from '@/lib/problem';
import { nameOf } from './order-words';

/** Cancels the orders that stood when the dialog opened, one command each, so that each ticket has its own result. */
export function CancelAllDialog({
  orders,
  accountOf,
  onClose,
}: {
  orders: Order[];
  accountOf: (terminal: string) => string;
  onClose: () => void;
}) {
  const [all] = useState(orders);
  const { sent, send, sending } = useSubmitMany();
  const failed = [...sent.values()].some((one) => one instanceof Error);
  const begun = sent.size > 0;

  function press() {
    void send(
      all.map((order) => ({
        id: order.id,
        body: { kind: 'cancel_order', terminal: order.terminal, args: { ticket: order.ticket } },
      })),
    );
  }

  return (
    <Modal title={`Cancel ${all.length} pending orders`} onClose={onClose}>
      <ul className="num mb-3 max-h-80 divide-y divide-line overflow-y-auto text-sm" aria-label="Orders">
        {all.map((order) => (
          <li
            key={order.id}
            className="flex flex-wrap items-center justify-between gap-2 py-1.5"
            data-cancel={order.ticket}
          >
            <span>
              {order.ticket} · {nameOf(order)} at {price(order.price, order.digits)} · {accountOf(order.terminal)}
            </span>
            <Result sent={sent.get(order.id)} />
          </li>
        ))}
      </ul>
      {!begun && (
        <p className="mb-2 rounded-md bg-raised px-3 py-2 text-sm" data-will>
          Removes these {all.length} orders, one by one. One that is filled before its turn leaves an open position.
        </p>
      )}
      <div className="mt-2 flex justify-end gap-2">
        <Button data-focus-first onClick={onClose}>
          {begun ? 'Done' : 'Keep them'}
        </Button>
        {(!begun || failed) && (
          <Button look="danger" disabled={sending} onClick={press}>
            {failed ? 'Try the failed ones again' : `Cancel ${all.length} orders`}
          </Button>
        )}
      </div>
    </Modal>
  );
}

function Result({ sent }: { sent: Sent | undefined }) {
  const id = sent !== undefined && sent !== 'sending' && !(sent instanceof Error) ? sent.id : '';
  const newest = useLive((live) => live.data.commands.get(id));
  if (sent === undefined) return null;
  if (sent === 'sending') return <CommandChip command="sending" />;
  if (sent instanceof Error) return <span className="text-loss">{wordsOf(sent)}</span>;
  const command = newest ?? sent;
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <CommandChip command={command} />
      <span className="text-xs text-dim">{reasonOf(command)}</span>
    </span>
  );
}
