import { when } from '@/components/panel';

export interface Notice {
  severity: 'low' | 'medium' | 'high';
  text: string;
  until: number | null;
}

const edges = { low: 'border-line', medium: 'border-warn', high: 'border-loss' } as const;
const words = { low: 'Notice', medium: 'Important', high: 'Urgent' } as const;

/** One notice as everybody sees it; without onRead it is only looked at. */
export function NoticeLine({ notice, onRead }: { notice: Notice; onRead?: () => void }) {
  return (
    <p
      className={`flex flex-wrap items-center gap-3 border-b border-l-4 bg-raised px-4 py-2 text-sm ${edges[notice.severity]}`}
    >
      <strong>{words[notice.severity]}</strong>
      <span className="min-w-0 flex-1 basis-56 break-words">{notice.text}</span>
      {notice.until !== null && <span className="num text-dim">until {when(notice.until)}</span>}
      {onRead && (
        <button type="button" className="min-h-6 min-w-6 text-dim" aria-label="Dismiss the notice" onClick={onRead}>
          ×
        </button>
      )}
    </p>
  );
}
