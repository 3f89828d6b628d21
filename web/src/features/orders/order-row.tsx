import { Button } from '@/components/button';
import { cell, forbidden } from '@/features/book/book-table';
import { AsOf, HeadCells, type RowContext, TailCells } from '@/features/book/row-parts';
import { money, price } from '@/lib/format';
import type { Order } from '@/lib/live/views';
import { expiryWords } from './expiry';
import { distanceOf, nameOf } from './order-words';

interface Props {
  row: Order;
  context: RowContext;
  point: string | null;
  act: (kind: 'cancel' | 'modify') => void;
}

/** The row stays until the terminal's own list no longer has the order, whatever a command says. */
export function OrderRow({ row, context, point, act }: Props) {
  const { account, standing, relayNow, command, allowed } = context;
  const button = { disabled: !allowed, title: forbidden(allowed) };
  return (
    <tr data-order={row.id} className={standing.fresh ? 'hover:bg-raised' : 'text-dim'}>
      <HeadCells
        account={account}
        symbol={row.symbol}
        ours={row.ours ? 'Placed by SignalOS' : null}
        under={row.type?.replaceAll('_', ' ')}
        phone={money(row.volume)}
        late={<AsOf standing={standing} age={relayNow - row.asOf} />}
      />
      <td className={cell.wide}>{money(row.volume)}</td>
      <td className={cell.always}>
        {price(row.price, row.digits)}
        {row.stopLimit && <span className="block text-xs text-dim">limit {price(row.stopLimit, row.digits)}</span>}
        <span className="block text-xs text-dim sm:hidden">{distanceOf(row, point)} away</span>
        <span className="block text-xs text-dim md:hidden">{expiryWords(row.expiration, relayNow)}</span>
      </td>
      <td className={cell.wide}>{price(row.current, row.digits)}</td>
      <td className={cell.middle} data-distance>
        {distanceOf(row, point)}
      </td>
      <td className={cell.wide}>{price(row.stopLoss, row.digits)}</td>
      <td className={cell.wide}>{price(row.takeProfit, row.digits)}</td>
      <td className={cell.wide}>{expiryWords(row.expiration, relayNow)}</td>
      <TailCells since={row.placed_at} relayNow={relayNow} command={command}>
        <Button {...button} aria-label={`Change ${nameOf(row)}`} onClick={() => act('modify')}>
          Change
        </Button>
        <Button {...button} aria-label={`Cancel ${nameOf(row)}`} onClick={() => act('cancel')}>
          Cancel
        </Button>
      </TailCells>
    </tr>
  );
}
