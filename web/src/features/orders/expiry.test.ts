import { describe, expect, it } from 'vitest';
import { type Expiry, expiryAt, expiryFault, expiryWords } from './expiry';

const now = Date.UTC(2026, 0, 5, 12);
const soon: Expiry = { kind: 'after', minutes: 60 };

it('counts a duration from the relay’s now', () => expect(expiryAt(soon, now)).toBe(now + 3_600_000));
it('has no time when it stands until cancelled', () => expect(expiryAt({ kind: 'gtc' }, now)).toBeNull());
it('takes a local time as the browser means it', () => {
  expect(expiryAt({ kind: 'at', local: '2030-01-02T03:04' }, now)).toBe(new Date(2030, 0, 2, 3, 4).getTime());
});

describe('an expiry', () => {
  it.each([
    [{ kind: 'gtc' }, ['gtc'], null],
    [{ kind: 'gtc' }, undefined, null],
    [{ kind: 'gtc' }, ['specified'], /without an expiry/],
    [soon, ['gtc'], /no expiry time/],
    [soon, ['gtc', 'specified'], null],
    [{ kind: 'at', local: '' }, undefined, /Give the day/],
    [{ kind: 'at', local: '2020-01-01T00:00' }, undefined, /past/],
  ] as [Expiry, string[] | undefined, RegExp | null][])('%o where %o are taken', (expiry, kinds, words) => {
    const fault = expiryFault(expiry, now, kinds);
    if (words === null) expect(fault).toBeNull();
    else expect(fault).toMatch(words);
  });
});

it.each([
  [0, 'until cancelled'],
  [null, 'until cancelled'],
  [now - 1, 'due now'],
])('%s is told as %s', (at, words) => expect(expiryWords(at, now)).toBe(words));
it('is told with how long it takes', () => expect(expiryWords(now + 3_600_000, now)).toMatch(/^in 1 h, /));
