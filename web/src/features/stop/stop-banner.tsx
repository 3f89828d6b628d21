import { useState } from 'react';
import { Button } from '@/components/button';
import { useLive } from '@/lib/live/live-store';
import { type Mission, missionsOf } from '@/lib/live/views';
import { ResumeDialog } from './resume-dialog';

/** Stays until every emergency stop is resumed. */
export function StopBanner({ allowed }: { allowed: boolean }) {
  const data = useLive((live) => live.data);
  const [resuming, setResuming] = useState<Mission | null>(null);
  const stopped = missionsOf(data).filter((mission) => mission.latch);
  if (stopped.length === 0) return null;
  return (
    <>
      <div role="alert" data-banner="stopped" className="bg-danger px-4 py-2 text-white">
        {stopped.map((mission) => (
          <div key={mission.terminal} className="flex flex-wrap items-center gap-3 py-0.5">
            <span className="min-w-0 flex-1 basis-56">
              <strong>STOPPED</strong> {mission.name}: emergency stop {mission.latch?.id} ({mission.latch?.level}) is in
              force. Opening is refused.{mission.latch?.reason ? ` ${mission.latch.reason}.` : ''}
            </span>
            <Button
              disabled={!allowed}
              title={allowed ? undefined : 'Your role may not command terminals'}
              aria-label={`Resume ${mission.name ?? ''}…`}
              onClick={() => setResuming(mission)}
            >
              Resume…
            </Button>
          </div>
        ))}
      </div>
      {resuming && <ResumeDialog mission={resuming} onClose={() => setResuming(null)} />}
    </>
  );
}
