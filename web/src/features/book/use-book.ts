import { standingOf } from '@/features/market/standing';
import type { Command } from '@/lib/api';
import { useLive } from '@/lib/live/live-store';
import { missionsOf } from '@/lib/live/views';
import { useNow } from '@/lib/use-now';
import type { RowContext } from './row-parts';

/** The live data, and what a row of the book knows about itself beside its own figures. */
export function useBook(allowed: boolean) {
  const data = useLive((live) => live.data);
  const socket = useLive((live) => live.socket);
  const relayNow = useNow() + data.clockOffsetMs;
  const missions = new Map(missionsOf(data).map((mission) => [mission.terminal, mission]));
  const commands = [...data.commands.values()];
  const accountOf = (terminal: string) => missions.get(terminal)?.name ?? '';
  return {
    data,
    missions,
    accountOf,
    contextOf: (row: { terminal: string; asOf: number }, isAbout: (command: Command) => boolean): RowContext => ({
      account: accountOf(row.terminal),
      standing: standingOf(missions.get(row.terminal), socket, relayNow, row.asOf),
      relayNow,
      command: commands.findLast((one) => one.terminal === row.terminal && isAbout(one)),
      allowed,
    }),
  };
}
