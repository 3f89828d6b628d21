import { Link } from '@tanstack/react-router';
import { counted } from '@/lib/format';
import { useLive } from '@/lib/live/live-store';
import { useOpenAlarms } from './use-alarms';

/** On every page, as long as somebody must see to something. */
export function AlarmBanner() {
  const open = useOpenAlarms();
  const doubts = useLive(({ data }) => [...data.commands.values()].filter(({ state }) => state === 'in_doubt').length);
  if (open === 0 && doubts === 0) return null;
  const words = [
    open > 0 && `${counted(open, 'alarm')} nobody has acknowledged`,
    doubts > 0 && `${counted(doubts, 'command')} of unknown outcome`,
  ];
  return (
    <div role="status" data-banner="alarms" className="border-b border-loss bg-raised px-4 py-1.5 text-sm">
      <span className="text-loss">▲</span> {words.filter(Boolean).join(', ')}.{' '}
      <Link to="/alarms" className="inline-flex min-h-6 items-center text-accent underline">
        See to it
      </Link>
    </div>
  );
}
