// What a part of a position may be. The terminal's rules: whole steps, not below the smallest volume, and what is left must
// not be below it either.

import { volumeFault } from '@/features/market/checks';
import { floorTo, parse, percentOf, text } from '@/lib/decimal';
import type { SymbolRules } from '@/lib/live/views';

/** The share in per cent, cut down to whole steps, but not below the smallest volume. */
export function partOf(whole: string, percent: number, rules: SymbolRules | null): string {
  const cut = floorTo(percentOf(parse(whole) ?? 0n, percent), parse(rules?.volume_step) ?? parse('0.01') ?? 1n);
  const least = parse(rules?.volume_min) ?? 0n;
  return text(cut < least ? least : cut, 2);
}

/** The largest volume that leaves a position which may stay; null when that is not known. */
export function largestPart(whole: string, rules: SymbolRules | null): string | null {
  const all = parse(whole);
  const least = parse(rules?.volume_min);
  if (all === null || least === null || all <= least) return null;
  return text(floorTo(all - least, parse(rules?.volume_step) ?? 1n), 2);
}

export function restOf(whole: string, part: string): string {
  return text((parse(whole) ?? 0n) - (parse(part) ?? 0n), 2);
}

export function partFault(part: string, whole: string, rules: SymbolRules | null): string | null {
  const shape = volumeFault(part, rules);
  if (shape) return shape;
  const rest = (parse(whole) ?? 0n) - (parse(part) ?? 0n);
  if (rest < 0n) return `The position has ${text(parse(whole) ?? 0n, 2)} lots only.`;
  if (rest === 0n) return 'That is all of it: use Close instead.';
  const least = parse(rules?.volume_min);
  return least !== null && rest < least
    ? `It would leave ${text(rest, 2)} lots, below the smallest volume ${rules?.volume_min}.`
    : null;
}
