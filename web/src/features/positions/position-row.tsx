import clsx from 'clsx';
import { Button } from '@/components/button';
import { Menu, type MenuItem } from '@/components/menu';
import { CommandChip } from '@/features/commands/command-chip';
import { isFinal } from '@/features/commands/command-words';
import type { Standing } from '@/features/market/standing';
import type { Command } from '@/lib/api';
import { duration, money, price, signed, trend } from '@/lib/format';
import type { Position } from '@/lib/live/views';
import type { PositionAction } from './position-dialogs';

/** Cells by how much room there must be for them; what a phone leaves out is in the dialog. */
export const cell = {
  always: 'px-2 py-1.5 sm:px-3',
  middle: 'px-2 py-1.5 max-sm:hidden sm:px-3',
  wide: 'px-3 py-1.5 max-md:hidden',
} as const;

interface Props {
  row: Position;
  account: string;
  standing: Standing;
  relayNow: number;
  command: Command | undefined;
  allowed: boolean;
  /** Where closing by an opposite position exists at all. */
  hedging: boolean;
  /** An opposite position is open. */
  opposite: boolean;
  act: (action: PositionAction, row: Position) => void;
}

const arrows = { 1: '▲', 0: '', [-1]: '▼' } as const;
const colours = { 1: 'text-gain', 0: '', [-1]: 'text-loss' } as const;

/** The row stays until the terminal's own list no longer has the position, whatever a command says. */
export function PositionRow({ row, account, standing, relayNow, command, allowed, hedging, opposite, act }: Props) {
  const name = `${row.symbol} ${row.side} ${money(row.volume)}`;
  const items: MenuItem[] = [
    { label: 'Close a part…', onChoose: () => act('part', row) },
    { label: 'Stop and target…', onChoose: () => act('modify', row) },
  ];
  if (hedging) {
    items.push({
      label: 'Close by an opposite position…',
      reason: opposite ? null : `No opposite position of ${row.symbol} is open`,
      onChoose: () => act('by', row),
    });
  }
  const direction = trend(row.pnl);
  const late = !standing.fresh && (
    <span className="block text-xs text-warn" title={standing.warning ?? undefined}>
      as of {duration(relayNow - row.asOf)} ago
    </span>
  );
  return (
    <tr data-trade={row.tradeId} className={standing.fresh ? 'hover:bg-raised' : 'text-dim'}>
      <td className={cell.wide}>
        {account}
        {late}
      </td>
      <td className={cell.always}>
        <span className="font-medium">{row.symbol}</span>
        {row.ours && (
          <span className="ml-1.5 text-xs text-dim" title="Opened by SignalOS">
            S
          </span>
        )}
        <span className="block text-xs text-dim md:hidden">
          {row.side} {money(row.volume)}, {account}
        </span>
        <span className="md:hidden">{late}</span>
      </td>
      <td className={cell.wide}>{row.side}</td>
      <td className={cell.wide}>{money(row.volume)}</td>
      <td className={cell.wide}>{price(row.price, row.digits)}</td>
      <td className={cell.middle}>{price(row.current, row.digits)}</td>
      <td className={cell.wide}>{price(row.stopLoss, row.digits)}</td>
      <td className={cell.wide}>{price(row.takeProfit, row.digits)}</td>
      <td className={clsx(cell.always, 'whitespace-nowrap', colours[direction])}>
        {signed(row.pnl)} {arrows[direction]}
      </td>
      <td className={clsx(cell.wide, 'whitespace-nowrap text-dim')}>
        {row.opened_at ? duration(relayNow - row.opened_at) : '–'}
      </td>
      <td className={cell.always}>
        <div className="flex flex-wrap items-center justify-end gap-2">
          {command && <CommandChip command={command} withReason={isFinal(command.state)} />}
          <Button
            disabled={!allowed}
            title={allowed ? undefined : 'Your role may not trade'}
            aria-label={`Close ${name}`}
            onClick={() => act('close', row)}
          >
            Close
          </Button>
          <Menu name={`More for ${name}`} items={items} disabled={!allowed} />
        </div>
      </td>
    </tr>
  );
}
