// What a command's state means, in a trader's words.
import type { Command } from '@/lib/api';
import { ruleWords } from './rules';

export type Tone = 'working' | 'good' | 'bad' | 'unsure';

export interface ChipWords {
  text: string;
  tone: Tone;
}

const words: Record<Command['state'], ChipWords> = {
  queued: { text: 'queued', tone: 'working' },
  sent: { text: 'sent', tone: 'working' },
  accepted: { text: 'accepted', tone: 'working' },
  executing: { text: 'executing', tone: 'working' },
  in_doubt: { text: 'checking', tone: 'unsure' },
  done: { text: 'done', tone: 'good' },
  partial: { text: 'partly done', tone: 'unsure' },
  rejected: { text: 'rejected', tone: 'bad' },
  refused: { text: 'refused', tone: 'bad' },
  not_executed: { text: 'not executed', tone: 'bad' },
  expired: { text: 'expired', tone: 'bad' },
  cancelled: { text: 'cancelled', tone: 'bad' },
};

/** A name this version does not know is shown as it is, and as unsure. */
export function chipWords(state: string): ChipWords {
  return words[state as Command['state']] ?? { text: state, tone: 'unsure' };
}

export function isFinal(state: string): boolean {
  return ['done', 'partial', 'rejected', 'refused', 'not_executed', 'expired', 'cancelled'].includes(state);
}

/** Why it ended as it did: the rule, the broker's words and number, whatever there is. */
export function reasonOf(command: Command): string {
  const parts: string[] = [];
  if (command.rule) parts.push(ruleWords(command.rule));
  if (command.message) parts.push(command.message);
  else if (command.retcode_text) parts.push(command.retcode_text);
  if (command.retcode && command.state === 'rejected') parts.push(`code ${command.retcode}`);
  if (command.late) parts.push('found late');
  return parts.join(' · ');
}

const titles: Record<Command['kind'], string> = {
  open: 'Open',
  close: 'Close',
  partial_close: 'Close part of',
  close_by: 'Close by opposite',
  modify: 'Change',
  cancel_order: 'Cancel',
  close_all: 'Close all',
  pause: 'Pause',
  resume: 'Resume',
  emergency_stop: 'Emergency stop',
  force_sync: 'Sync',
  health_check: 'Health check',
};

export function titleOf(command: Command): string {
  const args = command.arguments as {
    symbol?: string;
    side?: string;
    volume?: string;
    position?: string;
    ticket?: string;
    order?: string;
    price?: string;
    level?: string;
  };
  const position = args.position ? `#${args.position}` : undefined;
  const order = !args.position && args.ticket ? `order ${args.ticket}` : undefined;
  const resting = args.order && args.order !== 'market' ? args.order.replace('_', ' ') : undefined;
  const price = args.price ? `at ${args.price}` : undefined;
  const title = titles[command.kind] ?? command.kind;
  const words = [title, args.side, resting, args.volume, args.symbol, position ?? order, price, args.level];
  return words.filter(Boolean).join(' ');
}
