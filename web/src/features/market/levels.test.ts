import { describe, expect, it } from 'vitest';
import { addsRisk, changeOf, changeWords, typedLevel } from './levels';

describe('what was changed about a level', () => {
  it.each([
    [null, '', { kind: 'same' }],
    ['0', '', { kind: 'same' }],
    ['1.08000', '', { kind: 'remove' }],
    ['1.08000', '  ', { kind: 'remove' }],
    ['1.08000', '1.08', { kind: 'same' }],
    ['1.08000', '1.081', { kind: 'set', to: '1.081', from: '1.08000' }],
    [null, ' 1.081 ', { kind: 'set', to: '1.081', from: null }],
    ['1.08000', 'low', { kind: 'set', to: 'low', from: '1.08000' }],
  ] as const)('%s, typed "%s"', (stands, typed, change) => expect(changeOf(stands, typed)).toEqual(change));
});

describe('risk', () => {
  it.each([
    ['buy', { kind: 'remove' }, true],
    ['buy', { kind: 'same' }, false],
    ['buy', { kind: 'set', to: '1.07', from: null }, false],
    ['buy', { kind: 'set', to: '1.07', from: '1.08' }, true],
    ['buy', { kind: 'set', to: '1.09', from: '1.08' }, false],
    ['sell', { kind: 'set', to: '1.09', from: '1.08' }, true],
    ['sell', { kind: 'set', to: '1.07', from: '1.08' }, false],
  ] as const)('of a %s whose stop is %o: %s', (side, change, risky) => expect(addsRisk(side, change)).toBe(risky));
});

it.each([
  [null, { kind: 'same' }, ''],
  ['1.08', { kind: 'remove' }, 'Stop loss 1.08000 is removed.'],
  [null, { kind: 'set', to: '1.09', from: null }, 'Stop loss is set to 1.09000.'],
  ['1.08', { kind: 'set', to: '1.09', from: '1.08' }, 'Stop loss 1.08000 → 1.09000.'],
] as const)('a change of %s by %o reads "%s"', (stands, change, words) => {
  expect(changeWords('Stop loss', stands, change, 5)).toBe(words);
});

it('begins with an empty field where no level stands', () => {
  expect([typedLevel('0.00000'), typedLevel(undefined), typedLevel('1.2')]).toEqual(['', '', '1.2']);
});
