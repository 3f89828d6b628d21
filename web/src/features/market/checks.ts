// The terminal's own checks, made beforehand with what it last told, so that a mistake is seen while typing. They never
// decide: the terminal judges again, with the prices of that moment. What is not known here is not judged here.
import { parse, text } from '@/lib/decimal';
import type { SymbolRules } from '@/lib/live/views';

export type Side = 'buy' | 'sell';
export type PendingType = 'limit' | 'stop' | 'stop_limit';

/** The smallest step of a price, as text: told by the terminal, or by the number of digits. */
export function pointOf(rules: SymbolRules | null, digits: number | null | undefined): string | null {
  if (rules?.point) return rules.point;
  const places = rules?.digits ?? digits;
  return typeof places === 'number' ? text(10n ** BigInt(8 - Math.min(places, 8))) : null;
}

/** "0.01 to 100 lots in steps of 0.01". */
export function volumeRange(rules: SymbolRules | null, most?: string | null): string {
  if (!rules?.volume_min || !rules.volume_step) return 'The terminal checks the symbol’s limits.';
  const upper = most ?? rules.volume_max;
  return `${rules.volume_min}${upper ? ` to ${upper}` : ' or more'} lots in steps of ${rules.volume_step}`;
}

/** Why the volume cannot be traded; null when it can, as far as is known. */
export function volumeFault(volume: string, rules: SymbolRules | null): string | null {
  const asked = parse(volume);
  if (asked === null || asked <= 0n) return 'Give the volume in lots, such as 0.10.';
  const least = parse(rules?.volume_min);
  const most = parse(rules?.volume_max);
  const step = parse(rules?.volume_step);
  if (least !== null && asked < least) return `${volume} lots is below the smallest volume ${rules?.volume_min}.`;
  if (most !== null && most > 0n && asked > most)
    return `${volume} lots is above the largest volume ${rules?.volume_max}.`;
  if (step !== null && step > 0n && asked % step !== 0n)
    return `${volume} lots is not a multiple of the step ${rules?.volume_step}.`;
  return null;
}

/** A price as typed, for one field: '' is none. */
export function priceFault(name: string, typed: string): string | null {
  if (typed.trim() === '') return null;
  const value = parse(typed);
  return value === null || value <= 0n ? `${name} must be a price, such as 1.08500.` : null;
}

function stopsDistance(rules: SymbolRules | null): bigint {
  return BigInt(rules?.stops_level ?? 0) * (parse(rules?.point) ?? 0n);
}

/**
 * Why stop and target cannot stand; '' is none. `base` is the price they are measured from: bid of a buy, ask of a sell, or
 * the price at which a pending order will rest.
 */
export function levelsFault(
  side: Side,
  base: string | null | undefined,
  sl: string,
  tp: string,
  rules: SymbolRules | null,
): string | null {
  const shape = priceFault('The stop loss', sl) ?? priceFault('The take profit', tp);
  if (shape) return shape;
  const from = parse(base);
  if (from === null) return null;
  const sign = side === 'buy' ? 1n : -1n;
  const stop = parse(sl);
  const target = parse(tp);
  const below = side === 'buy' ? 'below' : 'above';
  const above = side === 'buy' ? 'above' : 'below';
  if (stop !== null && (from - stop) * sign <= 0n)
    return `The stop loss ${sl} is on the wrong side: of a ${side} it lies ${below} ${base}.`;
  if (target !== null && (target - from) * sign <= 0n)
    return `The take profit ${tp} is on the wrong side: of a ${side} it lies ${above} ${base}.`;
  const room = stopsDistance(rules);
  const near = (stop !== null && (from - stop) * sign < room) || (target !== null && (target - from) * sign < room);
  return near ? `Closer to ${base} than the broker’s stops level of ${rules?.stops_level} points.` : null;
}

/** Why an order cannot rest at this price; null when it can, as far as is known. */
export function pendingFault(
  side: Side,
  type: PendingType,
  price: string,
  limit: string,
  rules: SymbolRules | null,
): string | null {
  if (price.trim() === '') return 'Give the price at which the order rests.';
  if (type === 'stop_limit' && limit.trim() === '') return 'Give the limit price that the stop turns into.';
  const shape = priceFault('The price', price) ?? priceFault('The stop-limit price', limit);
  if (shape) return shape;
  const wanted = parse(price) ?? 0n;
  if (type === 'stop_limit') {
    const rests = parse(limit) ?? 0n;
    if (side === 'buy' ? rests > wanted : rests < wanted)
      return `The limit ${limit} must not be ${side === 'buy' ? 'above' : 'below'} the stop ${price}.`;
  }
  const quoted = side === 'buy' ? rules?.ask : rules?.bid;
  const market = parse(quoted);
  if (market === null) return null;
  const above = (side === 'sell') === (type === 'limit');
  const room = above ? wanted - market : market - wanted;
  if (room <= 0n)
    return `A ${side} ${type.replace('_', ' ')} order needs a price ${above ? 'above' : 'below'} the market’s ${quoted}, not ${price}.`;
  return room < stopsDistance(rules)
    ? `Closer to the market’s ${quoted} than the broker’s stops level of ${rules?.stops_level} points.`
    : null;
}

/** Why the symbol takes no new order of this side and type; null when it does, or when that is not known. */
export function openingFault(side: Side, type: 'market' | PendingType, rules: SymbolRules | null): string | null {
  const mode = rules?.trade_mode;
  const shut = mode === 'disabled' || mode === 'close_only' || mode === (side === 'buy' ? 'short_only' : 'long_only');
  if (shut) return `${rules?.symbol} takes no new ${side} orders now (${mode?.replaceAll('_', ' ')}).`;
  if (rules?.orders && !rules.orders.includes(type))
    return `The broker takes no ${type.replace('_', ' ')} orders for ${rules.symbol}.`;
  return null;
}
