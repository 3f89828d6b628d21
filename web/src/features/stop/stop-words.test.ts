import { describe, expect, it } from 'vitest';
import { latchWords, levelName, levels, resumeWords, stopWords } from './stop-words';

describe('every level the protocol knows', () => {
  it('can be chosen, the one that reduces most first', () => {
    expect(levels.map(([level]) => level)).toEqual(['flatten', 'halt_cancel', 'halt', 'pause']);
  });
  it('has a name of its own', () => expect(new Set(levels.map(([, name]) => name)).size).toBe(4));
  it('from the future is shown under its own name', () => expect(levelName('melt_down')).toBe('melt down'));
});

const latch = { id: '3', level: 'halt_cancel', scope: 'ours', since: 1 };

it('names what is in force by number, level and scope', () => {
  expect(latchWords(latch)).toBe('emergency stop 3 (stop and cancel orders, what SignalOS opened)');
});

it.each([
  [{ latch }, /^Lifts emergency stop 3 \(.*\) on Demo\. New positions and orders will be possible again at once\.$/],
  [{ latch, paused: true }, /^Lifts emergency stop 3 \(.*\) and the pause on Demo\./],
  [{ paused: true }, /^Lifts the pause on Demo\./],
])('says what lifting %o brings', (fields, words) => {
  expect(resumeWords({ terminal: 't', name: 'Demo', ...fields })).toMatch(words);
});

describe('what a stop will do', () => {
  const held = { positions: 1, orders: 2, known: true, live: true };
  it.each([
    ['flatten', 'account', held, /^Closes 1 position and cancels 2 pending orders on every account/],
    [
      'halt_cancel',
      'ours',
      held,
      /^Cancels 2 pending orders that SignalOS opened .* Left open: 1 position that SignalOS opened/,
    ],
    ['halt', 'account', held, /Left as they are: 1 position, 2 pending orders\.$/],
    ['pause', 'account', { ...held, live: false }, /as last heard/],
    [
      'flatten',
      'account',
      { ...held, known: false },
      /^Closes the positions and cancels the pending orders .* no numbers are known/,
    ],
  ] as const)('%s of %s', (level, scope, of, words) =>
    expect(stopWords(level, scope, 'every account', of)).toMatch(words),
  );
});
