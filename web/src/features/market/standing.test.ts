import { describe, expect, it } from 'vitest';
import type { SocketState } from '@/lib/live/socket-machine';
import type { Mission } from '@/lib/live/views';
import { inForce, standingOf } from './standing';

const now = 1_000_000;
const live: SocketState = { at: 'live', lastFrame: now };
const mission = (more: Partial<Mission> = {}): Mission => ({
  terminal: 't',
  link: { connected: true, since: 0, rtt_ms: 3, last_seen: now },
  broker_connected: true,
  ...more,
});
const offline = mission({ link: { connected: false, since: 0, rtt_ms: 3, last_seen: now } });
const silent = mission({ link: { connected: true, since: 0, rtt_ms: 3, last_seen: now - 20_000 } });

describe('what adds risk', () => {
  it('may be sent when everyone hears everyone', () => {
    expect(standingOf(mission(), live, now, now)).toEqual({ fresh: true, warning: null, refusal: null });
  });

  it.each([
    ['this page is cut off', mission(), { at: 'stopped', code: 4401 }, /no connection to the relay.*90|1 min/],
    ['the page’s link is stale', mission(), { at: 'stale', lastFrame: 0 }, /no connection to the relay/],
    ['the terminal is offline', offline, live, /offline: figures are as of 1 min ago/],
    ['the terminal is not known', undefined, live, /offline/],
    ['the terminal is silent', silent, live, /silent/],
    ['its EA hangs', mission({ ea_silent_since: now - 9000 }), live, /EA is not responding/],
    ['the broker is cut off', mission({ broker_connected: false }), live, /no connection to the broker/],
  ] as [string, Mission | undefined, SocketState, RegExp][])(
    'is held back, with the age, when %s',
    (_, of, socket, words) => {
      const standing = standingOf(of, socket, now, now - 90_000);
      expect(standing.fresh).toBe(false);
      expect(standing.refusal).toMatch(words);
      expect(standing.warning).toMatch(words);
    },
  );
});

it('says of a reducing command to an absent terminal what becomes of it', () => {
  expect(standingOf(offline, live, now, now).warning).toContain('waits at the relay for 2 minutes');
  expect(standingOf(offline, live, now, now, 'It waits for it.').warning).toContain('It waits for it.');
});

it.each([
  [mission({ latch: { id: '7', level: 'halt', scope: 'account' } }), /^Emergency stop 7 is in force/],
  [mission({ paused: true }), /^Opening is paused/],
])('names what is in force', (of, words) => expect(inForce(of)).toMatch(words));
it('names nothing when nothing is', () => expect(inForce(mission())).toBeNull());
