import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duration, money, price, signed, trend } from './format';

describe('money', () => {
  it.each([
    ['10000.5', '10,000.50'],
    ['0', '0.00'],
    ['-12.3', '−12.30'],
    ['123456789012345678.12', '123,456,789,012,345,678.12'],
    ['1.005', '1.005'],
    ['', '–'],
    [null, '–'],
    [undefined, '–'],
    ['n/a', 'n/a'],
  ])('%s is shown as %s', (value, shown) => expect(money(value)).toBe(shown));

  it('needs no fraction', () => expect(money('812', 0)).toBe('812'));

  it('loses no digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 10, max: 99 }), (whole, cents) => {
        expect(money(`${whole}.${cents}`).replaceAll(',', '')).toBe(`${whole}.${cents}`);
      }),
    );
  });
});

describe('signed and trend', () => {
  it.each([
    ['4.2', '+4.20', 1],
    ['-4.2', '−4.20', -1],
    ['0.00', '0.00', 0],
    ['-0.00', '−0.00', 0],
    [null, '–', 0],
  ] as const)('%s', (value, shown, direction) => {
    expect(signed(value)).toBe(shown);
    expect(trend(value)).toBe(direction);
  });
});

describe('price', () => {
  it.each([
    ['1.085', 5, '1.08500'],
    ['1.085', undefined, '1.085'],
    ['150', 3, '150.000'],
    ['150', 0, '150'],
    ['0', 5, '–'],
    ['0.00000', 5, '–'],
    [null, 5, '–'],
  ])('%s with %s digits is %s', (value, digits, shown) => expect(price(value, digits)).toBe(shown));
});

describe('duration', () => {
  it.each([
    [-5, '0 s'],
    [3_000, '3 s'],
    [61_000, '1 min'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [90_000_000, '1 d'],
  ])('%i ms is %s', (ms, shown) => expect(duration(ms)).toBe(shown));
});
