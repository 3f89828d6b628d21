import type { Command } from '@/lib/api';
import { chipWords, reasonOf, type Tone } from './command-words';

const looks: Record<Tone, string> = {
  working: 'border-accent text-accent',
  good: 'border-gain text-gain',
  bad: 'border-loss text-loss',
  unsure: 'border-warn text-warn',
};

/** Where a command stands; before the relay has answered there is none yet, and it says so. */
export function CommandChip({ command, withReason = false }: { command: Command | 'sending'; withReason?: boolean }) {
  const { text, tone } =
    command === 'sending' ? ({ text: 'sending', tone: 'working' } as const) : chipWords(command.state);
  const reason = command === 'sending' ? '' : reasonOf(command);
  return (
    <span
      className="inline-flex flex-wrap items-center gap-2"
      data-command-state={command === 'sending' ? 'sending' : command.state}
    >
      <span
        className={`rounded-full border px-2 py-0.5 text-xs font-medium whitespace-nowrap ${looks[tone]}`}
        title={reason}
      >
        {text}
      </span>
      {withReason && reason && <span className="text-xs text-dim">{reason}</span>}
    </span>
  );
}
