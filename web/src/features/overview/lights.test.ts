import { describe, expect, it } from 'vitest';
import type { SocketState } from '@/lib/live/socket-machine';
import type { Mission } from '@/lib/live/views';
import { ageWords, brokerLight, browserLight, isHeard, terminalLight } from './lights';

const now = 100_000;
const live: SocketState = { at: 'live', lastFrame: now };
const away: SocketState = { at: 'reconnecting', attempt: 1, until: now };
const mission = (link: Partial<NonNullable<Mission['link']>>, more: Partial<Mission> = {}): Mission => ({
  terminal: 't',
  link: { connected: true, since: now - 60_000, rtt_ms: 3, last_seen: now - 1000, ...link },
  broker_connected: true,
  ...more,
});

describe('the light between terminal and relay', () => {
  it.each([
    ['connected', mission({}), live, 'green', 'connected, 3 ms'],
    ['silent', mission({ last_seen: now - 13_000 }), live, 'amber', 'silent for 13 s'],
    ['without its EA', mission({}, { ea_silent_since: now - 12_000 }), live, 'amber', 'EA not responding for 12 s'],
    ['gone', mission({ connected: false }), live, 'red', 'offline for 1 min'],
    ['never there', { terminal: 't' }, live, 'red', 'never connected'],
    ['out of this page’s hearing', mission({}), away, 'unknown', 'not known'],
  ] as const)('%s', (_, of, socket, colour, words) => {
    expect(terminalLight(of, socket, now)).toEqual({ colour, words });
  });
});

describe('the light between terminal and broker', () => {
  it.each([
    ['connected', mission({}), live, 'green'],
    ['cut', mission({}, { broker_connected: false }), live, 'red'],
    ['not told yet', mission({}, { broker_connected: null }), live, 'unknown'],
    ['behind a dead link', mission({ connected: false }), live, 'unknown'],
    ['behind a silent EA', mission({}, { ea_silent_since: now - 12_000 }), live, 'unknown'],
    ['out of hearing', mission({}), away, 'unknown'],
  ] as const)('%s', (_, of, socket, colour) => expect(brokerLight(of, socket).colour).toBe(colour));
});

it.each([
  [live, 'green'],
  [{ at: 'stale', lastFrame: 0 }, 'amber'],
  [{ at: 'connecting', attempt: 0 }, 'amber'],
  [away, 'red'],
  [{ at: 'stopped', code: 4401 }, 'red'],
  [{ at: 'idle' }, 'unknown'],
] as [SocketState, string][])('the light between this page and the relay: %o', (socket, colour) => {
  expect(browserLight(socket, 4).colour).toBe(colour);
});

describe('the age of figures', () => {
  it.each([
    [1_000, true, 'live'],
    [7_000, true, 'unchanged for 7 s'],
    [1_000, false, 'as of 1 s ago'],
    [90_000, false, 'as of 1 min ago'],
  ])('%i ms, heard: %s', (age, heard, words) => expect(ageWords(age, heard)).toBe(words));

  it.each([
    ['all well', mission({}), live, true],
    ['this page cannot hear', mission({}), away, false],
    ['the terminal is gone', mission({ connected: false }), live, false],
    ['the terminal is silent', mission({ last_seen: now - 13_000 }), live, false],
    ['its EA is silent', mission({}, { ea_silent_since: now - 12_000 }), live, false],
  ] as const)('is that of something heard: %s', (_, of, socket, heard) => {
    expect(isHeard(of, socket, now)).toBe(heard);
  });
});
