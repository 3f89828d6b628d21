import { useState } from 'react';
import { Button } from '@/components/button';
import { duration } from '@/lib/format';
import { useLive } from '@/lib/live/live-store';
import { type Mission, missionsOf } from '@/lib/live/views';
import { useNow } from '@/lib/use-now';
import { ResumeDialog } from './resume-dialog';
import { latchWords } from './stop-words';

/** What is in force, on every page, until it is resumed: emergency stops in red, pauses below them. */
export function StopBanner({ allowed }: { allowed: boolean }) {
  const data = useLive((live) => live.data);
  const relayNow = useNow(5000) + data.clockOffsetMs;
  const [resuming, setResuming] = useState<Mission | null>(null);
  const missions = missionsOf(data);
  const stopped = missions.filter((mission) => mission.latch);
  const paused = missions.filter((mission) => mission.paused && !mission.latch);
  const resume = (mission: Mission) => (
    <Button
      disabled={!allowed}
      title={allowed ? undefined : 'Your role may not command terminals'}
      aria-label={`Resume ${mission.name ?? ''}…`}
      onClick={() => setResuming(mission)}
    >
      Resume…
    </Button>
  );
  return (
    <>
      {stopped.length > 0 && (
        <div role="alert" data-banner="stopped" className="bg-danger px-4 py-2 text-white">
          {stopped.map((mission) => (
            <div key={mission.terminal} className="flex flex-wrap items-center gap-3 py-0.5">
              <span className="min-w-0 flex-1 basis-56">
                <strong>STOPPED</strong> {mission.name}: {mission.latch && latchWords(mission.latch)} is in force
                {mission.latch?.since ? ` for ${duration(relayNow - mission.latch.since)}` : ''}. What adds risk is
                refused.{mission.latch?.reason ? ` ${mission.latch.reason}.` : ''}
              </span>
              {resume(mission)}
            </div>
          ))}
        </div>
      )}
      {paused.length > 0 && (
        <div role="status" data-banner="paused" className="border-b border-warn bg-raised px-4 py-1.5 text-sm">
          {paused.map((mission) => (
            <div key={mission.terminal} className="flex flex-wrap items-center gap-3 py-0.5">
              <span className="min-w-0 flex-1 basis-56">
                <strong className="text-warn">PAUSED</strong> {mission.name}: new positions and orders are refused.
              </span>
              {resume(mission)}
            </div>
          ))}
        </div>
      )}
      {resuming && <ResumeDialog mission={resuming} onClose={() => setResuming(null)} />}
    </>
  );
}
