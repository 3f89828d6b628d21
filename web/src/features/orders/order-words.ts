import type { PendingType, Side } from '@/features/market/checks';
import { pointsBetween } from '@/lib/decimal';
import { money } from '@/lib/format';
import type { Order } from '@/lib/live/views';

export function sideOf(order: Order): Side {
  return order.type?.startsWith('sell') ? 'sell' : 'buy';
}

/** Without its side; null for a name this version does not know. */
export function typeOf(order: Order): PendingType | null {
  const type = order.type?.replace(/^(buy|sell)_/, '');
  return type === 'limit' || type === 'stop' || type === 'stop_limit' ? type : null;
}

export function nameOf(order: Order): string {
  return `${order.type?.replaceAll('_', ' ') ?? 'order'} ${money(order.volume)} ${order.symbol ?? ''}`;
}

/** How far the market has to go until the order triggers. */
export function distanceOf(order: Order, point: string | null): string {
  const points = pointsBetween(order.price, order.current, point);
  return points === null ? '–' : `${points} pts`;
}
