import { describe, expect, it } from 'vitest';
import type { Command } from '@/lib/api';
import { chipWords, isFinal, reasonOf, titleOf } from './command-words';

const command = (fields: Partial<Command> & Record<string, unknown>) =>
  ({ kind: 'close', state: 'done', arguments: {}, ...fields }) as Command;

describe('the words for a state', () => {
  it.each([
    ['queued', 'queued', 'working', false],
    ['sent', 'sent', 'working', false],
    ['accepted', 'accepted', 'working', false],
    ['executing', 'executing', 'working', false],
    ['in_doubt', 'checking', 'unsure', false],
    ['done', 'done', 'good', true],
    ['partial', 'partly done', 'unsure', true],
    ['rejected', 'rejected', 'bad', true],
    ['refused', 'refused', 'bad', true],
    ['not_executed', 'not executed', 'bad', true],
    ['expired', 'expired', 'bad', true],
    ['cancelled', 'cancelled', 'bad', true],
    ['from_the_future', 'from_the_future', 'unsure', false],
  ])('%s: %s, %s', (state, text, tone, final) => {
    expect(chipWords(state)).toEqual({ text, tone });
    expect(isFinal(state)).toBe(final);
  });

  it('never calls anything but done good', () => {
    const good = ['queued', 'sent', 'accepted', 'executing', 'in_doubt', 'partial', 'expired'].filter(
      (state) => chipWords(state).tone === 'good',
    );
    expect(good).toEqual([]);
  });
});

describe('the reason', () => {
  it.each([
    [
      { state: 'refused', rule: 'max_lots', message: '5 above 2' },
      'More lots than the terminal’s inputs allow in one order · 5 above 2',
    ],
    [{ state: 'rejected', retcode: 10019, retcode_text: 'No money' }, 'No money · code 10019'],
    [{ state: 'rejected', retcode: 10019, retcode_text: 'No money', message: 'Not enough' }, 'Not enough · code 10019'],
    [{ state: 'done', retcode: 10009, late: true }, 'found late'],
    [{ state: 'done' }, ''],
  ] as const)('%o', (fields, words) => expect(reasonOf(command(fields))).toBe(words));
});

describe('the title', () => {
  it.each([
    [{ kind: 'open', arguments: { side: 'buy', volume: '0.1', symbol: 'EURUSD' } }, 'Open buy 0.1 EURUSD'],
    [{ kind: 'close', arguments: { position: '12' } }, 'Close #12'],
    [{ kind: 'close', arguments: { position: '12', symbol: 'EURUSD' } }, 'Close EURUSD #12'],
    [{ kind: 'emergency_stop', arguments: { level: 'flatten' } }, 'Emergency stop flatten'],
    [{ kind: 'pause', arguments: {} }, 'Pause'],
  ])('%o is %s', (fields, words) => expect(titleOf(command(fields as never))).toBe(words));
});
