// What somebody tells everybody who is connected: shown until it is read, or until its time is over.
import { useState } from 'react';
import { useLive } from '@/lib/live/live-store';
import { useNow } from '@/lib/use-now';
import { type Notice, NoticeLine } from './notice-line';

/** By hand: a schema would bring its library into what every page loads. */
function noticeOf({ severity, text, until }: Record<string, unknown>): Notice | null {
  const known = severity === 'low' || severity === 'medium' || severity === 'high';
  if (!known || typeof text !== 'string') return null;
  return { severity, text, until: typeof until === 'number' ? until : null };
}

export default function NoticeBar() {
  const frames = useLive(({ data }) => data.notices);
  const offset = useLive(({ data }) => data.clockOffsetMs);
  const [read, setRead] = useState<ReadonlySet<object>>(new Set());
  const now = useNow(1000) + offset;
  const open: [object, Notice][] = [];
  for (const frame of frames) {
    const notice = read.has(frame) ? null : noticeOf(frame.data);
    if (notice && (notice.until === null || notice.until > now)) open.push([frame, notice]);
  }
  return (
    <div role="status" data-banner="notices">
      {open.map(([frame, notice]) => (
        <NoticeLine
          key={frames.indexOf(frame as never)}
          notice={notice}
          onRead={() => setRead(new Set([...read, frame]))}
        />
      ))}
    </div>
  );
}
