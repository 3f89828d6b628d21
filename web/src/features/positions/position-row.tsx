import clsx from 'clsx';
import { Button } from '@/components/button';
import { Menu, type MenuItem } from '@/components/menu';
import { cell, forbidden } from '@/features/book/book-table';
import { AsOf, HeadCells, type RowContext, TailCells } from '@/features/book/row-parts';
import { money, price, signed, trend } from '@/lib/format';
import type { Position } from '@/lib/live/views';
import type { PositionAction } from './position-dialogs';

interface Props {
  row: Position;
  context: RowContext;
  /** Where closing by an opposite position exists at all. */
  hedging: boolean;
  /** An opposite position is open. */
  opposite: boolean;
  act: (action: PositionAction) => void;
}

const arrows = { 1: '▲', 0: '', [-1]: '▼' } as const;
const colours = { 1: 'text-gain', 0: '', [-1]: 'text-loss' } as const;

/** The row stays until the terminal's own list no longer has the position, whatever a command says. */
export function PositionRow({ row, context, hedging, opposite, act }: Props) {
  const { account, standing, relayNow, command, allowed } = context;
  const name = `${row.symbol} ${row.side} ${money(row.volume)}`;
  const items: MenuItem[] = [
    { label: 'Close a part…', onChoose: () => act('part') },
    { label: 'Stop and target…', onChoose: () => act('modify') },
  ];
  if (hedging) {
    items.push({
      label: 'Close by an opposite position…',
      reason: opposite ? null : `No opposite position of ${row.symbol} is open`,
      onChoose: () => act('by'),
    });
  }
  const direction = trend(row.pnl);
  return (
    <tr data-trade={row.tradeId} className={standing.fresh ? 'hover:bg-raised' : 'text-dim'}>
      <HeadCells
        account={account}
        symbol={row.symbol}
        ours={row.ours ? 'Opened by SignalOS' : null}
        phone={`${row.side} ${money(row.volume)}`}
        late={<AsOf standing={standing} age={relayNow - row.asOf} />}
      />
      <td className={cell.wide}>{row.side}</td>
      <td className={cell.wide}>{money(row.volume)}</td>
      <td className={cell.wide}>{price(row.price, row.digits)}</td>
      <td className={cell.middle}>{price(row.current, row.digits)}</td>
      <td className={cell.wide}>{price(row.stopLoss, row.digits)}</td>
      <td className={cell.wide}>{price(row.takeProfit, row.digits)}</td>
      <td className={clsx(cell.always, 'whitespace-nowrap', colours[direction])}>
        {signed(row.pnl)} {arrows[direction]}
      </td>
      <TailCells since={row.opened_at} relayNow={relayNow} command={command}>
        <Button
          disabled={!allowed}
          title={forbidden(allowed)}
          aria-label={`Close ${name}`}
          onClick={() => act('close')}
        >
          Close
        </Button>
        <Menu name={`More for ${name}`} items={items} disabled={!allowed} />
      </TailCells>
    </tr>
  );
}
