// What a person changed about a level, told from what they typed.
import { parse } from '@/lib/decimal';
import { price, trend } from '@/lib/format';
import type { Side } from './checks';

export type Change = { kind: 'same' } | { kind: 'remove' } | { kind: 'set'; to: string; from: string | null };

/** The text a field begins with; a level that does not stand is empty. */
export function typedLevel(level: string | null | undefined): string {
  return trend(level) === 0 ? '' : (level ?? '');
}

/** An emptied field removes the level; a number that reads the same as what stands changes nothing. */
export function changeOf(stands: string | null | undefined, typed: string): Change {
  const before = typedLevel(stands);
  const now = typed.trim();
  if (now === '') return before === '' ? { kind: 'same' } : { kind: 'remove' };
  const value = parse(now);
  if (before !== '' && value !== null && value === parse(before)) return { kind: 'same' };
  return { kind: 'set', to: now, from: before === '' ? null : before };
}

/** Moving a stop away from the price, or removing it, adds risk; a first stop and any target do not. */
export function addsRisk(side: Side, stop: Change): boolean {
  if (stop.kind === 'remove') return true;
  if (stop.kind === 'same' || stop.from === null) return false;
  const from = parse(stop.from);
  const to = parse(stop.to);
  if (from === null || to === null) return true;
  return side === 'buy' ? to < from : to > from;
}

/** "Stop loss 1.08000 → 1.08200."; nothing when it stays. */
export function changeWords(
  name: string,
  stands: string | null | undefined,
  change: Change,
  digits?: number | null,
): string {
  if (change.kind === 'same') return '';
  const before = price(stands, digits);
  if (change.kind === 'remove') return `${name} ${before} is removed.`;
  return change.from === null
    ? `${name} is set to ${price(change.to, digits)}.`
    : `${name} ${before} → ${price(change.to, digits)}.`;
}
