import { Button } from '@/components/button';
import { CommandChip } from '@/features/commands/command-chip';
import type { Command } from '@/lib/api';
import { duration, price, signed, trend } from '@/lib/format';
import type { Position } from '@/lib/live/views';

interface Props {
  row: Position;
  account: string;
  offline: boolean;
  relayNow: number;
  command: Command | undefined;
  allowed: boolean;
  onClose: (row: Position) => void;
}

const arrows = { 1: '▲', 0: '', [-1]: '▼' } as const;
const colours = { 1: 'text-gain', 0: '', [-1]: 'text-loss' } as const;

/** The row stays until the terminal's own list no longer has the position, whatever a command says. */
export function PositionRow({ row, account, offline, relayNow, command, allowed, onClose }: Props) {
  const direction = trend(row.pnl);
  return (
    <tr data-trade={row.tradeId} className={offline ? 'text-dim' : 'hover:bg-raised'}>
      <td className="px-3 py-1.5">
        {account}
        {offline && <span className="block text-xs text-warn">offline, as of {duration(relayNow - row.asOf)} ago</span>}
      </td>
      <td className="px-3 py-1.5 font-medium">
        {row.symbol}
        {row.ours && (
          <span className="ml-1.5 text-xs text-dim" title="Opened by SignalOS">
            S
          </span>
        )}
      </td>
      <td className="px-3 py-1.5">{row.side}</td>
      <td className="px-3 py-1.5">{row.volume}</td>
      <td className="px-3 py-1.5">{price(row.price, row.digits)}</td>
      <td className="px-3 py-1.5">{price(row.current, row.digits)}</td>
      <td className="px-3 py-1.5">{price(row.stopLoss, row.digits)}</td>
      <td className="px-3 py-1.5">{price(row.takeProfit, row.digits)}</td>
      <td className={`px-3 py-1.5 whitespace-nowrap ${colours[direction]}`}>
        {signed(row.pnl)} {arrows[direction]}
      </td>
      <td className="px-3 py-1.5 whitespace-nowrap text-dim">
        {row.opened_at ? duration(relayNow - row.opened_at) : '–'}
      </td>
      <td className="px-3 py-1.5 text-right whitespace-nowrap">
        {command && (
          <span className="mr-2">
            <CommandChip command={command} />
          </span>
        )}
        <Button
          disabled={!allowed}
          aria-label={`Close ${row.symbol} ${row.side} ${row.volume}`}
          onClick={() => onClose(row)}
        >
          Close
        </Button>
      </td>
    </tr>
  );
}
