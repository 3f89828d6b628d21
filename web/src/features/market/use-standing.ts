import { useLive } from '@/lib/live/live-store';
import { type Mission, missionsOf } from '@/lib/live/views';
import { useNow } from '@/lib/use-now';
import { type Standing, standingOf } from './standing';

export interface TerminalNow extends Standing {
  mission: Mission | undefined;
  relayNow: number;
}

/** The terminal's row and whether its figures are those of now, looked at every second. */
export function useStanding(terminal: string, wait?: string): TerminalNow {
  const data = useLive((live) => live.data);
  const socket = useLive((live) => live.socket);
  const relayNow = useNow() + data.clockOffsetMs;
  const mission = missionsOf(data).find((row) => row.terminal === terminal);
  const asOf = data.streams.get(`state:${terminal}`)?.asOf ?? mission?.as_of ?? relayNow;
  return { mission, relayNow, ...standingOf(mission, socket, relayNow, asOf, wait) };
}
