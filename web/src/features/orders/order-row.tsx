import { Button } from '@/components/button';
import { CommandChip } from '@/features/commands/command-chip';
import { isFinal } from '@/features/commands/command-words';
import type { Standing } from '@/features/market/standing';
import { cell } from '@/features/positions/position-row';
import type { Command } from '@/lib/api';
import { duration, money, price } from '@/lib/format';
import type { Order } from '@/lib/live/views';
import { expiryWords } from './expiry';
import { distanceOf, nameOf } from './order-words';

interface Props {
  row: Order;
  account: string;
  point: string | null;
  standing: Standing;
  relayNow: number;
  command: Command | undefined;
  allowed: boolean;
  act: (kind: 'cancel' | 'modify') => void;
}

/** The row stays until the terminal's own list no longer has the order, whatever a command says. */
export function OrderRow({ row, account, point, standing, relayNow, command, allowed, act }: Props) {
  const late = !standing.fresh && (
    <span className="block text-xs text-warn">as of {duration(relayNow - row.asOf)} ago</span>
  );
  const forbidden = allowed ? undefined : 'Your role may not trade';
  return (
    <tr data-order={row.id} className={standing.fresh ? 'hover:bg-raised' : 'text-dim'}>
      <td className={cell.wide}>
        {account}
        {late}
      </td>
      <td className={cell.always}>
        <span className="font-medium">{row.symbol}</span>{' '}
        {row.ours && (
          <span className="text-xs text-dim" title="Placed by SignalOS">
            S
          </span>
        )}
        <span className="block text-xs text-dim">
          {row.type?.replaceAll('_', ' ')}
          <span className="md:hidden">
            {' '}
            {money(row.volume)}, {account}
          </span>
        </span>
        <span className="md:hidden">{late}</span>
      </td>
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
      <td className={`${cell.wide} whitespace-nowrap text-dim`}>
        {row.placed_at ? duration(relayNow - row.placed_at) : '–'}
      </td>
      <td className={cell.always}>
        <div className="flex flex-wrap items-center justify-end gap-2">
          {command && <CommandChip command={command} withReason={isFinal(command.state)} />}
          <Button
            disabled={!allowed}
            title={forbidden}
            aria-label={`Change ${nameOf(row)}`}
            onClick={() => act('modify')}
          >
            Change
          </Button>
          <Button
            disabled={!allowed}
            title={forbidden}
            aria-label={`Cancel ${nameOf(row)}`}
            onClick={() => act('cancel')}
          >
            Cancel
          </Button>
        </div>
      </td>
    </tr>
  );
}
