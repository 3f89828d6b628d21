import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, text } from '@/lib/decimal';
import type { SymbolRules } from '@/lib/live/views';
import { largestPart, partFault, partOf, restOf } from './partial';

const rules = (volume_min: string, volume_step: string): SymbolRules => ({
  symbol: 'X',
  volume_min,
  volume_step,
  volume_max: null,
  digits: 5,
  stops_level: 0,
  freeze_level: 0,
});
const euro = rules('0.01', '0.01');

describe('a share of a position', () => {
  it.each([
    ['0.10', 50, '0.05'],
    ['0.03', 50, '0.01'],
    ['0.10', 25, '0.02'],
    ['0.02', 25, '0.01'],
    ['1.00', 75, '0.75'],
  ])('of %s lots, %i %% is %s', (whole, percent, part) => expect(partOf(whole, percent, euro)).toBe(part));

  it('always fits, when any part fits at all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 2, max: 5000 }),
        fc.constantFrom(25, 50, 75),
        (least, step, steps, percent) => {
          const symbol = rules(text(BigInt(least * step) * 10n ** 6n), text(BigInt(step) * 10n ** 6n));
          const whole = text(BigInt(steps * step) * 10n ** 6n);
          const most = parse(largestPart(whole, symbol) ?? '0') ?? 0n;
          const part = partOf(whole, percent, symbol);
          if ((parse(part) ?? 0n) <= most) expect(partFault(part, whole, symbol)).toBeNull();
          else expect(partFault(part, whole, symbol)).not.toBeNull();
        },
      ),
    );
  });
});

it.each([
  ['0.05', '0.10', null],
  ['0.10', '0.10', /use Close/],
  ['0.20', '0.10', /0.10 lots only/],
  ['0.015', '0.10', /step/],
  ['', '0.10', /Give the volume/],
])('closing %s of %s is judged', (part, whole, words) => {
  const fault = partFault(part, whole, euro);
  if (words === null) expect(fault).toBeNull();
  else expect(fault).toMatch(words);
});

it('leaves no remainder that the broker would not keep', () => {
  const coarse = rules('0.10', '0.01');
  expect(partFault('0.15', '0.20', coarse)).toMatch(/leave 0.05 lots, below the smallest volume 0.10/);
  expect(largestPart('0.20', coarse)).toBe('0.10');
  expect(largestPart('0.10', coarse)).toBeNull();
});

it('says exactly what stays', () => expect(restOf('0.3', '0.1')).toBe('0.20'));
