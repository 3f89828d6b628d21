import { Button } from '@/components/button';
import { reconnectNow } from '@/lib/live/live-socket';
import { useLive } from '@/lib/live/live-store';
import { useNow } from '@/lib/use-now';

const finalWords: Record<number, string> = {
  4401: 'You have been signed out. Reload the page to sign in again.',
  4403: 'The relay does not allow live data for this page.',
  4426: 'This page is too old for the relay. Reload it.',
};

/** Says that what is shown may be old, and when the next try is. Nothing is hidden behind it. */
export function ConnectionBanner() {
  const socket = useLive((live) => live.socket);
  const now = useNow(500);
  if (socket.at === 'live' || socket.at === 'idle') return null;
  const words =
    socket.at === 'reconnecting'
      ? `No connection to the relay. Next try in ${Math.max(0, Math.ceil((socket.until - now) / 1000))} s. Figures below are as last heard.`
      : socket.at === 'connecting'
        ? 'Connecting to the relay…'
        : socket.at === 'stale'
          ? 'The relay has been silent for a while. Figures may be old.'
          : (finalWords[socket.code] ?? `Live data ended (${socket.code}). Reload the page.`);
  return (
    <div
      role="status"
      data-banner="connection"
      className="flex flex-wrap items-center gap-3 border-b border-warn bg-raised px-4 py-2 text-sm"
    >
      <span>{words}</span>
      {socket.at === 'reconnecting' && <Button onClick={reconnectNow}>Try now</Button>}
    </div>
  );
}
