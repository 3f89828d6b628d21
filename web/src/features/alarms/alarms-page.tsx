import { Button } from '@/components/button';
import { wordsOf } from '@/lib/problem';
import { AlarmList } from './alarm-list';
import { Doubts } from './doubts';
import { useAlarms } from './use-alarms';

export function AlarmsPage({ allowed }: { allowed: boolean }) {
  const { data: alarms, isPending, error, refetch } = useAlarms();
  const open = (alarms ?? []).filter((alarm) => alarm.acknowledged_at === null).length;
  return (
    <div className="space-y-4">
      <Doubts />
      <section aria-labelledby="alarms" className="rounded-lg border border-line bg-panel">
        <h1 id="alarms" className="border-b border-line px-4 py-2 font-semibold">
          Alarms <span className="num text-dim">({open} open)</span>
        </h1>
        {error ? (
          <p className="flex flex-wrap items-center gap-3 px-4 py-4 text-loss">
            {wordsOf(error)} <Button onClick={() => refetch()}>Try again</Button>
          </p>
        ) : null}
        {alarms?.length ? <AlarmList alarms={alarms} allowed={allowed} /> : null}
        {alarms?.length === 0 && <p className="px-4 py-10 text-center text-dim">No alarm has been raised.</p>}
        {isPending && <p className="px-4 py-10 text-center text-dim">Loading…</p>}
      </section>
    </div>
  );
}
