import { Facts } from '@/components/facts';
import { CommandDialog } from '@/features/commands/command-dialog';
import { useSubmit } from '@/features/commands/submit';
import { useStanding } from '@/features/market/use-standing';
import { money, price } from '@/lib/format';
import type { Order } from '@/lib/live/views';
import { expiryWords } from './expiry';
import { nameOf } from './order-words';

export interface OrderDialogProps {
  opened: Order;
  /** The live row; null once it is gone. */
  order: Order | null;
  account: string;
  onClose: () => void;
}

export const orderGone = 'This order no longer stands.';

export function CancelDialog({ opened, order, account, onClose }: OrderDialogProps) {
  const submit = useSubmit();
  const { warning, relayNow } = useStanding(opened.terminal);
  return (
    <CommandDialog
      title={`Cancel ${nameOf(opened)}`}
      submit={submit}
      action="Cancel order"
      onSend={() => submit.once({ kind: 'cancel_order', terminal: opened.terminal, args: { ticket: opened.ticket } })}
      onClose={onClose}
      blocked={order === null ? orderGone : null}
      warning={warning}
      will={`Removes order ${opened.ticket} at ${price(opened.price, opened.digits)}. If it is filled before that, its position stays open.`}
    >
      <OrderFacts order={order ?? opened} account={account} relayNow={relayNow} />
    </CommandDialog>
  );
}

export function OrderFacts({ order, account, relayNow }: { order: Order; account: string; relayNow: number }) {
  return (
    <Facts
      facts={[
        ['Account', account],
        ['Order', order.ticket],
        ['Price', price(order.price, order.digits)],
        ['Market', price(order.current, order.digits)],
        ['Volume', `${money(order.volume)} lots`],
        ['Ends', expiryWords(order.expiration, relayNow)],
        ['Stop loss', price(order.stopLoss, order.digits)],
        ['Take profit', price(order.takeProfit, order.digits)],
      ]}
    />
  );
}
