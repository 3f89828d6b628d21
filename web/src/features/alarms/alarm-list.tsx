import { Button } from '@/components/button';
import { CommandLink } from '@/features/commands/command-link';
import { duration, timeOfDay } from '@/lib/format';
import { useLive } from '@/lib/live/live-store';
import { missionsOf } from '@/lib/live/views';
import { wordsOf } from '@/lib/problem';
import { useNow } from '@/lib/use-now';
import { type Alarm, useAcknowledge } from './use-alarms';

const edges = { high: 'border-l-loss', medium: 'border-l-warn', low: 'border-l-accent' } as const;

/** Alarms as they come from the relay: open ones first. */
export function AlarmList({ alarms, allowed }: { alarms: Alarm[]; allowed: boolean }) {
  return (
    <ul className="divide-y divide-line" aria-label="Alarms">
      {alarms.map((alarm) => (
        <AlarmItem key={alarm.id} alarm={alarm} allowed={allowed} />
      ))}
    </ul>
  );
}

function AlarmItem({ alarm, allowed }: { alarm: Alarm; allowed: boolean }) {
  const data = useLive((live) => live.data);
  const relayNow = useNow(5000) + data.clockOffsetMs;
  const account = missionsOf(data).find((mission) => mission.terminal === alarm.terminal)?.name ?? alarm.terminal;
  const acknowledge = useAcknowledge();
  const open = alarm.acknowledged_at === null;
  return (
    <li
      data-alarm={alarm.id}
      data-open={open}
      className={`border-l-4 px-4 py-2.5 text-sm ${open ? edges[alarm.severity] : 'border-l-line text-dim'}`}
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-1">
        <p className="min-w-0 flex-1 basis-72 break-words">
          <strong>{alarm.severity}</strong> · {account} · {alarm.error}
        </p>
        <p className="num text-dim" title={new Date(alarm.timestamp).toLocaleString()}>
          {duration(relayNow - alarm.timestamp)} ago, {timeOfDay(alarm.timestamp)}
        </p>
        {alarm.command && <CommandLink id={alarm.command}>Command</CommandLink>}
        {open && (
          <Button
            disabled={!allowed || acknowledge.isPending}
            title={allowed ? undefined : 'Your role may not acknowledge'}
            onClick={() => acknowledge.mutate(alarm.id)}
          >
            Acknowledge
          </Button>
        )}
      </div>
      {!open && (
        <p className="text-xs">
          Acknowledged by {alarm.acknowledged_by} at {timeOfDay(alarm.acknowledged_at ?? 0)}
        </p>
      )}
      {alarm.excerpt && (
        <details className="mt-1">
          <summary className="min-h-6 cursor-pointer text-xs text-dim">What the terminal said</summary>
          <pre className="max-h-40 overflow-auto rounded bg-ground p-2 text-xs whitespace-pre-wrap break-all">
            {alarm.excerpt}
          </pre>
        </details>
      )}
      {acknowledge.error && <p className="text-loss">{wordsOf(acknowledge.error)}</p>}
    </li>
  );
}
