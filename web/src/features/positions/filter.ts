// Which positions and orders a close_all would take, by the terminal's own rule: profit is floating result plus swap.
import { parse, text } from '@/lib/decimal';
import type { Order, Position } from '@/lib/live/views';

export interface Filter {
  terminal: string;
  symbol: string;
  side: '' | 'buy' | 'sell';
  profit: '' | 'winning' | 'losing';
  ours: boolean;
  pending: boolean;
}

const resultOf = (position: Position) => (parse(position.pnl) ?? 0n) + (parse(position.swap) ?? 0n);

export function matching(filter: Filter, positions: Position[]): Position[] {
  return positions.filter((position) => {
    if (!fits(filter, position, position.side)) return false;
    const result = resultOf(position);
    return filter.profit === '' || (filter.profit === 'winning' ? result > 0n : result < 0n);
  });
}

/** Of orders the sign of a result means nothing: they match by the rest of the filter. */
export function matchingOrders(filter: Filter, orders: Order[]): Order[] {
  if (!filter.pending) return [];
  return orders.filter((order) => fits(filter, order, order.type?.startsWith('sell') ? 'sell' : 'buy'));
}

function fits(filter: Filter, row: Position | Order, side: string | undefined): boolean {
  return (
    row.terminal === filter.terminal &&
    (filter.symbol === '' || row.symbol === filter.symbol) &&
    (filter.side === '' || side === filter.side) &&
    (!filter.ours || row.ours === true)
  );
}

/** Lots and result of several positions. */
export function sumOf(positions: Position[]): { lots: string; result: string } {
  const lots = positions.reduce((sum, position) => sum + (parse(position.volume) ?? 0n), 0n);
  return {
    lots: text(lots, 2),
    result: text(
      positions.reduce((sum, position) => sum + resultOf(position), 0n),
      2,
    ),
  };
}

/** The arguments of the command: what is not asked for is absent. */
export function argumentsOf(filter: Filter): Record<string, unknown> {
  return {
    ...(filter.symbol && { symbol: filter.symbol }),
    ...(filter.side && { side: filter.side }),
    ...(filter.profit && { profit: filter.profit }),
    ...(filter.ours && { magic: 'ours' }),
    ...(filter.pending && { pending: true }),
  };
}
