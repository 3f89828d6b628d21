import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorTo, parse, percentOf, pointsBetween, text } from './decimal';

const units = fc.bigInt({ min: 0n, max: 10n ** 15n });

describe('a decimal', () => {
  it('is the same after being written and read', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (value) => {
        expect(parse(text(value))).toBe(value);
      }),
    );
  });

  it.each(['', ' ', 'much', '1,5', '1e3', '.5', '1.', '0.123456789', '--1', null, undefined])('is not %s', (input) => {
    expect(parse(input)).toBeNull();
  });

  it.each([
    ['1.08500', 0, '1.085'],
    ['1.085', 5, '1.08500'],
    ['-0.10', 2, '-0.10'],
    ['100', 0, '100'],
  ])('%s with at least %i decimals is %s', (input, least, words) => {
    expect(text(parse(input) ?? 0n, least)).toBe(words);
  });
});

describe('a volume cut to its step', () => {
  it('is a multiple of the step, at most the volume, and less than a step below it', () => {
    fc.assert(
      fc.property(units, fc.bigInt({ min: 1n, max: 10n ** 10n }), (volume, step) => {
        const cut = floorTo(volume, step);
        expect(cut % step).toBe(0n);
        expect(cut <= volume && volume - cut < step).toBe(true);
      }),
    );
  });

  it('has no error of a double', () => {
    const half = percentOf(parse('0.07') ?? 0n, 50);
    expect(text(floorTo(half, parse('0.01') ?? 0n))).toBe('0.03');
    expect(text(floorTo(parse('0.3') ?? 0n, parse('0.1') ?? 0n))).toBe('0.3');
  });
});

it.each([
  ['1.08505', '1.08000', '0.00001', '505'],
  ['1.08000', '1.08505', '0.00001', '505'],
  ['150.123', '150.1235', '0.001', '0.5'],
  ['1.08505', null, '0.00001', null],
  ['1.08505', '1.08', '0', null],
])('between %s and %s are, at %s a point, %s points', (a, b, point, points) => {
  expect(pointsBetween(a, b, point)).toBe(points);
});
