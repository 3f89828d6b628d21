// The life of the live socket as a pure reducer: events in, the next state and what to do out.

export type SocketState =
  | { readonly at: 'idle' }
  | { readonly at: 'connecting'; readonly attempt: number }
  | { readonly at: 'live'; readonly lastFrame: number }
  | { readonly at: 'stale'; readonly lastFrame: number }
  | { readonly at: 'reconnecting'; readonly attempt: number; readonly until: number }
  | { readonly at: 'stopped'; readonly code: number };

export type SocketEvent =
  | { readonly on: 'start' }
  | { readonly on: 'opened' }
  | { readonly on: 'frame' }
  | { readonly on: 'closed'; readonly code: number }
  | { readonly on: 'tick' }
  /** The browser came back online or the page became visible. */
  | { readonly on: 'hurry' }
  | { readonly on: 'stop' };

export type SocketAction = 'connect' | 'close' | 'none';

/** Half of the dead time: shown as stale. */
export const staleAfterMs = 12_000;
export const deadAfterMs = 15_000;
const firstBackoffMs = 500;
const mostBackoffMs = 30_000;

/** Codes after which trying again changes nothing (protocol/README.md section 2). */
const finalCodes = new Set([4400, 4401, 4403, 4426, 1009]);

/** Full jitter: random in [0, 1). */
export function backoffMs(attempt: number, code: number, random: number): number {
  const ceiling = Math.min(mostBackoffMs, firstBackoffMs * 2 ** Math.min(attempt, 10));
  return code === 4429 ? mostBackoffMs : Math.round(ceiling * random);
}

export function step(state: SocketState, event: SocketEvent, now: number, random: number): [SocketState, SocketAction] {
  switch (event.on) {
    case 'start':
      return state.at === 'idle' || state.at === 'stopped'
        ? [{ at: 'connecting', attempt: 0 }, 'connect']
        : [state, 'none'];
    case 'stop':
      return [{ at: 'idle' }, 'close'];
    case 'opened':
      return state.at === 'connecting' ? [{ at: 'live', lastFrame: now }, 'none'] : [state, 'none'];
    case 'frame':
      return state.at === 'live' || state.at === 'stale' ? [{ at: 'live', lastFrame: now }, 'none'] : [state, 'none'];
    case 'closed': {
      if (state.at === 'idle' || state.at === 'stopped' || state.at === 'reconnecting') return [state, 'none'];
      if (finalCodes.has(event.code)) return [{ at: 'stopped', code: event.code }, 'none'];
      const attempt = state.at === 'connecting' ? state.attempt + 1 : 0;
      return [{ at: 'reconnecting', attempt, until: now + backoffMs(attempt, event.code, random) }, 'none'];
    }
    case 'hurry':
      return state.at === 'reconnecting' ? [{ at: 'connecting', attempt: state.attempt }, 'connect'] : [state, 'none'];
    case 'tick':
      return tick(state, now, random);
  }
}

function tick(state: SocketState, now: number, random: number): [SocketState, SocketAction] {
  if (state.at === 'reconnecting' && now >= state.until) {
    return [{ at: 'connecting', attempt: state.attempt }, 'connect'];
  }
  if (state.at !== 'live' && state.at !== 'stale') return [state, 'none'];
  const silent = now - state.lastFrame;
  if (silent >= deadAfterMs) {
    return [{ at: 'reconnecting', attempt: 0, until: now + backoffMs(0, 0, random) }, 'close'];
  }
  if (silent >= staleAfterMs && state.at === 'live') return [{ at: 'stale', lastFrame: state.lastFrame }, 'none'];
  return [state, 'none'];
}
