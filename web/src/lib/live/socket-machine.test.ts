import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, deadAfterMs, type SocketState, staleAfterMs, step } from './socket-machine';

const live: SocketState = { at: 'live', lastFrame: 1000 };
const connecting: SocketState = { at: 'connecting', attempt: 3 };
const waiting: SocketState = { at: 'reconnecting', attempt: 3, until: 5000 };

describe('the live socket after a close', () => {
  it.each([1009, 4400, 4401, 4403, 4426])('%i: stops, since trying again changes nothing', (code) => {
    expect(step(live, { on: 'closed', code }, 2000, 0.5)).toEqual([{ at: 'stopped', code }, 'none']);
  });

  it.each([1000, 1001, 1005, 1006, 1011, 1012, 4408, 4409, 4410, 4500, 4503, 4508])('%i: tries again, soon', (code) => {
    const [state, action] = step(live, { on: 'closed', code }, 2000, 0.5);
    expect(state).toEqual({ at: 'reconnecting', attempt: 0, until: 2250 });
    expect(action).toBe('none');
  });

  it('4429: waits at least 30 s', () => {
    const [state] = step(live, { on: 'closed', code: 4429 }, 2000, 0);
    expect(state).toEqual({ at: 'reconnecting', attempt: 0, until: 32_000 });
  });

  it('counts attempts only while it does not get through', () => {
    expect(step(connecting, { on: 'closed', code: 1006 }, 0, 0)[0]).toMatchObject({ attempt: 4 });
    expect(step(live, { on: 'closed', code: 1006 }, 0, 0)[0]).toMatchObject({ attempt: 0 });
  });

  it.each<SocketState>([{ at: 'idle' }, waiting, { at: 'stopped', code: 4401 }])(
    'is not moved by a late close at %o',
    (state) => {
      expect(step(state, { on: 'closed', code: 1006 }, 2000, 0.5)).toEqual([state, 'none']);
    },
  );
});

describe('the waiting time', () => {
  it('is random below a ceiling that doubles from 0.5 s to 30 s', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => backoffMs(attempt, 1006, 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('stays within its bounds for every attempt and draw', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const wait = backoffMs(attempt, 1006, random);
        return wait >= 0 && wait <= 30_000;
      }),
    );
  });
});

describe('a silent line', () => {
  it.each([
    ['just below stale', staleAfterMs - 1, 'live', 'none'],
    ['stale', staleAfterMs, 'stale', 'none'],
    ['just below dead', deadAfterMs - 1, 'stale', 'none'],
    ['dead', deadAfterMs, 'reconnecting', 'close'],
  ])('%s', (_, silent, at, action) => {
    const [state, what] = step(live, { on: 'tick' }, 1000 + silent, 0.5);
    expect([state.at, what]).toEqual([at, action]);
  });

  it('is dead after 15 s without a frame, as the protocol says', () => expect(deadAfterMs).toBe(15_000));

  it('comes back to life with any frame', () => {
    expect(step({ at: 'stale', lastFrame: 0 }, { on: 'frame' }, 7, 0)).toEqual([{ at: 'live', lastFrame: 7 }, 'none']);
  });

  it('also dies from stale', () => {
    expect(step({ at: 'stale', lastFrame: 0 }, { on: 'tick' }, deadAfterMs, 0)[1]).toBe('close');
  });
});

describe('the rest of its life', () => {
  it.each<[string, SocketState, Parameters<typeof step>[1], number, SocketState, string]>([
    ['starts', { at: 'idle' }, { on: 'start' }, 0, { at: 'connecting', attempt: 0 }, 'connect'],
    ['starts once', live, { on: 'start' }, 0, live, 'none'],
    ['opens', connecting, { on: 'opened' }, 9, { at: 'live', lastFrame: 9 }, 'none'],
    ['waits', waiting, { on: 'tick' }, 4999, waiting, 'none'],
    ['tries when the wait is over', waiting, { on: 'tick' }, 5000, { at: 'connecting', attempt: 3 }, 'connect'],
    ['tries at once when asked', waiting, { on: 'hurry' }, 0, { at: 'connecting', attempt: 3 }, 'connect'],
    ['is not hurried while live', live, { on: 'hurry' }, 0, live, 'none'],
    ['stops', live, { on: 'stop' }, 0, { at: 'idle' }, 'close'],
  ])('%s', (_, state, event, now, next, action) => {
    expect(step(state, event, now, 0.5)).toEqual([next, action]);
  });
});
