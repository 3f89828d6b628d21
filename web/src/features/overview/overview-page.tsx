import { Doubts } from '@/features/alarms/doubts';
import { RecentCommands } from '@/features/commands/recent-commands';
import { useLive } from '@/lib/live/live-store';
import { missionsOf } from '@/lib/live/views';
import { useNow } from '@/lib/use-now';
import { AccountCard } from './account-card';

export function OverviewPage({ allowed }: { allowed: boolean }) {
  const data = useLive((live) => live.data);
  const socket = useLive((live) => live.socket);
  const now = useNow(500);
  const missions = missionsOf(data);
  return (
    <div className="space-y-4">
      <h1 className="sr-only">Overview</h1>
      {missions.length === 0 ? (
        <p className="rounded-lg border border-line bg-panel px-4 py-10 text-center text-dim">
          {data.streams.has('mission')
            ? 'No terminal yet. On the page Terminals, Connect a terminal gives you a code for the SignalOS expert.'
            : 'Waiting for the relay…'}
        </p>
      ) : (
        <div className="grid gap-4 lg:grid-cols-2">
          {missions.map((mission) => (
            <AccountCard
              key={mission.terminal}
              mission={mission}
              data={data}
              socket={socket}
              now={now}
              allowed={allowed}
            />
          ))}
        </div>
      )}
      <Doubts />
      <RecentCommands />
    </div>
  );
}
