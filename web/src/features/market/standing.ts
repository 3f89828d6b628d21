// Whether a command can be given on what this page shows: who hears whom, and how old the figures are.
import { duration } from '@/lib/format';
import type { SocketState } from '@/lib/live/socket-machine';
import type { Mission } from '@/lib/live/views';
import { isHeard } from '../overview/lights';

export interface Standing {
  /** The figures are those of now. */
  fresh: boolean;
  /** Said beside anything that reduces risk: it may be sent all the same. */
  warning: string | null;
  /** Why nothing that adds risk may be sent. */
  refusal: string | null;
}

const fine: Standing = { fresh: true, warning: null, refusal: null };

/** `asOf`: relay time of the last word from the terminal. `wait` says what becomes of a command to a terminal that is away. */
export function standingOf(
  mission: Mission | undefined,
  socket: SocketState,
  relayNow: number,
  asOf: number,
  wait = 'It waits at the relay for 2 minutes and then expires.',
): Standing {
  const age = `figures are as of ${duration(Math.max(0, relayNow - asOf))} ago`;
  if (socket.at !== 'live') {
    const words = `This page has no connection to the relay: ${age}.`;
    return { fresh: false, warning: words, refusal: `${words} Nothing that adds risk is sent on old figures.` };
  }
  if (!mission?.link?.connected) {
    const words = `The terminal is offline: ${age}.`;
    return { fresh: false, warning: `${words} ${wait}`, refusal: `${words} Nothing that adds risk is sent to it.` };
  }
  if (!isHeard(mission, socket, relayNow)) {
    const who = mission.ea_silent_since ? 'The EA is not responding' : 'The terminal has been silent';
    return { fresh: false, warning: `${who}: ${age}. ${wait}`, refusal: `${who}: ${age}. Wait until it answers.` };
  }
  if (mission.broker_connected === false) {
    const words = `The terminal has no connection to the broker: ${age}.`;
    return { fresh: false, warning: words, refusal: `${words} Nothing can be sent to the broker.` };
  }
  return fine;
}

/** What is in force at the terminal and refuses whatever adds risk. */
export function inForce(mission: Mission | undefined): string | null {
  if (mission?.latch)
    return `Emergency stop ${mission.latch.id} is in force: what adds risk is refused until it is resumed.`;
  return mission?.paused ? 'Opening is paused: what adds risk is refused until it is resumed.' : null;
}
