// The three lights: each speaks for one link only.
import type { LightColour } from '@/components/light';
import { duration } from '@/lib/format';
import type { SocketState } from '@/lib/live/socket-machine';
import type { Mission } from '@/lib/live/views';

export interface LightView {
  colour: LightColour;
  words: string;
}

export function browserLight(socket: SocketState, latencyMs: number | null): LightView {
  switch (socket.at) {
    case 'live':
      return { colour: 'green', words: latencyMs === null ? 'live' : `live, ${latencyMs} ms` };
    case 'stale':
      return { colour: 'amber', words: 'silent' };
    case 'connecting':
      return { colour: 'amber', words: 'connecting' };
    case 'reconnecting':
      return { colour: 'red', words: 'no connection' };
    case 'stopped':
      return { colour: 'red', words: `ended (${socket.code})` };
    case 'idle':
      return { colour: 'unknown', words: 'off' };
  }
}

const lateMs = 12_000;
const freshMs = 3_000;

/** Whether changes at this terminal would reach this page now. */
export function isHeard(mission: Mission, socket: SocketState, relayNow: number): boolean {
  if (socket.at !== 'live' || !mission.link?.connected || mission.ea_silent_since) return false;
  return relayNow - (mission.link.last_seen ?? 0) <= lateMs;
}

/** Of figures last told `age` ms ago. A terminal tells changes only: on a living link silence means nothing changed. */
export function ageWords(age: number, heard: boolean): string {
  if (!heard) return `as of ${duration(age)} ago`;
  return age < freshMs ? 'live' : `unchanged for ${duration(age)}`;
}

/** What the relay says of the terminal's link; unknown while this browser cannot hear the relay. */
export function terminalLight(mission: Mission, socket: SocketState, relayNow: number): LightView {
  if (socket.at !== 'live') return { colour: 'unknown', words: 'not known' };
  if (!mission.link?.connected) {
    const since = mission.link?.since ?? mission.since;
    return { colour: 'red', words: since ? `offline for ${duration(relayNow - since)}` : 'never connected' };
  }
  const silent = relayNow - (mission.link.last_seen ?? relayNow);
  if (silent > lateMs) return { colour: 'amber', words: `silent for ${duration(silent)}` };
  if (mission.ea_silent_since)
    return { colour: 'amber', words: `EA not responding for ${duration(relayNow - mission.ea_silent_since)}` };
  const rtt = mission.link.rtt_ms;
  return { colour: 'green', words: typeof rtt === 'number' && rtt >= 0 ? `connected, ${rtt} ms` : 'connected' };
}

export function brokerLight(mission: Mission, socket: SocketState): LightView {
  if (socket.at !== 'live' || !mission.link?.connected) return { colour: 'unknown', words: 'not known' };
  if (mission.broker_connected === undefined || mission.broker_connected === null || mission.ea_silent_since)
    return { colour: 'unknown', words: 'not known' };
  return mission.broker_connected ? { colour: 'green', words: 'connected' } : { colour: 'red', words: 'no connection' };
}
