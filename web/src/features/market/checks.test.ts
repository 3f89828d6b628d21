import { describe, expect, it } from 'vitest';
import { levelsFault, openingFault, pendingFault, pointOf, volumeFault, volumeRange } from './checks';
import { euro } from './euro.fixture';

describe('a volume', () => {
  it.each([
    ['0.01', null],
    ['50', null],
    ['0.30', null],
    ['0.001', /below the smallest volume 0.01/],
    ['50.01', /above the largest volume 50/],
    ['0.015', /not a multiple of the step 0.01/],
    ['', /Give the volume/],
    ['0', /Give the volume/],
    ['-1', /Give the volume/],
    ['much', /Give the volume/],
  ])('of "%s" is judged', (volume, words) => {
    const fault = volumeFault(volume, euro);
    if (words === null) expect(fault).toBeNull();
    else expect(fault).toMatch(words);
  });

  it('is only read, not judged, while the limits are not known', () => {
    expect(volumeFault('0.015', null)).toBeNull();
    expect(volumeFault('x', null)).not.toBeNull();
    expect(volumeRange(null)).toContain('The terminal checks');
  });

  it('has its range in words', () => {
    expect(volumeRange(euro)).toBe('0.01 to 50 lots in steps of 0.01');
    expect(volumeRange(euro, '0.09')).toBe('0.01 to 0.09 lots in steps of 0.01');
    expect(volumeRange({ ...euro, volume_max: null })).toBe('0.01 or more lots in steps of 0.01');
  });
});

describe('stop and target', () => {
  it.each([
    ['buy', '1.08400', '1.08600', null],
    ['sell', '1.08600', '1.08400', null],
    ['buy', '', '', null],
    ['buy', '1.08600', '', /stop loss 1.08600 is on the wrong side.*below 1.08500/],
    ['buy', '', '1.08400', /take profit 1.08400 is on the wrong side.*above 1.08500/],
    ['sell', '1.08400', '', /stop loss.*wrong side.*above/],
    ['sell', '', '1.08600', /take profit.*wrong side.*below/],
    ['buy', '1.08495', '', /stops level of 10 points/],
    ['buy', '1.08490', '', null],
    ['buy', 'low', '', /must be a price/],
    ['buy', '0', '', /must be a price/],
  ] as const)('of a %s at %s and %s', (side, sl, tp, words) => {
    const fault = levelsFault(side, '1.08500', sl, tp, euro);
    if (words === null) expect(fault).toBeNull();
    else expect(fault).toMatch(words);
  });

  it('are not judged without a price to measure from', () => {
    expect(levelsFault('buy', null, '9', '', euro)).toBeNull();
  });
});

describe('a pending price', () => {
  it.each([
    ['buy', 'limit', '1.08400', '', null],
    ['buy', 'limit', '1.08600', '', /needs a price below the market’s 1.08510/],
    ['sell', 'limit', '1.08600', '', null],
    ['sell', 'limit', '1.08400', '', /needs a price above the market’s 1.08500/],
    ['buy', 'stop', '1.08600', '', null],
    ['buy', 'stop', '1.08510', '', /needs a price above/],
    ['sell', 'stop', '1.08400', '', null],
    ['buy', 'stop', '1.08515', '', /stops level/],
    ['buy', 'stop_limit', '1.08600', '1.08550', null],
    ['buy', 'stop_limit', '1.08600', '1.08650', /must not be above the stop/],
    ['sell', 'stop_limit', '1.08400', '1.08350', /must not be below the stop/],
    ['buy', 'stop_limit', '1.08600', '', /Give the limit price/],
    ['buy', 'limit', '', '', /Give the price/],
    ['buy', 'limit', 'x', '', /must be a price/],
  ] as const)('of a %s %s at %s (%s)', (side, type, price, limit, words) => {
    const fault = pendingFault(side, type, price, limit, euro);
    if (words === null) expect(fault).toBeNull();
    else expect(fault).toMatch(words);
  });

  it('is not judged without a market', () => expect(pendingFault('buy', 'limit', '9', '', null)).toBeNull());
});

it.each([
  ['buy', 'market', {}, null],
  ['buy', 'stop_limit', {}, /takes no stop limit orders for EURUSD/],
  ['buy', 'market', { trade_mode: 'close_only' }, /takes no new buy orders now \(close only\)/],
  ['buy', 'market', { trade_mode: 'short_only' }, /no new buy/],
  ['sell', 'market', { trade_mode: 'short_only' }, null],
] as const)('a new %s %s order where %o', (side, type, more, words) => {
  const fault = openingFault(side, type, { ...euro, ...more });
  if (words === null) expect(fault).toBeNull();
  else expect(fault).toMatch(words);
});

it.each([
  [euro, null, '0.00001'],
  [null, 3, '0.001'],
  [null, null, null],
])('the point of %o with %s digits is %s', (rules, digits, point) => expect(pointOf(rules, digits)).toBe(point));
