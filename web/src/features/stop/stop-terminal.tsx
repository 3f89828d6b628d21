import { Outcome } from '@/features/commands/outcome';
import type { Command } from '@/lib/api';
import { signed } from '@/lib/format';
import type { LiveData } from '@/lib/live/live-data';
import { accountOf, type Mission, ordersOf, positionsOf } from '@/lib/live/views';
import { latchWords } from './stop-words';

/** One account in the stop dialog: what it holds, what is in force, and then what the stop did to each ticket. */
export function StopTerminal({
  mission,
  data,
  sent,
}: {
  mission: Mission;
  data: LiveData;
  sent: Command | 'none' | null;
}) {
  const mine = (row: { terminal: string }) => row.terminal === mission.terminal;
  const positions = positionsOf(data).filter(mine).length;
  const orders = ordersOf(data).filter(mine).length;
  const command = sent === null || sent === 'none' ? null : (data.commands.get(sent.id) ?? sent);
  return (
    <li className="py-2" data-stop={mission.terminal}>
      <p className="flex flex-wrap justify-between gap-x-3">
        <span className="font-medium">{mission.name}</span>
        <span className="num text-dim">
          {positions} open, {orders} pending, {signed(accountOf(data, mission.terminal)?.profit)}
        </span>
      </p>
      {mission.state === 'offline' && (
        <p className="text-warn">Offline: the stop waits for it without end, and is the first thing it gets.</p>
      )}
      {mission.latch && !command && <p className="text-warn">In force already: {latchWords(mission.latch)}.</p>}
      {sent === 'none' && <p className="text-warn">No stop was made for this account.</p>}
      {command && <Outcome command={command} />}
    </li>
  );
}
