// Levels and scopes of an emergency stop in plain words.
import type { Latch, Mission } from '@/lib/live/views';

export type StopLevel = 'pause' | 'halt' | 'halt_cancel' | 'flatten';
export type StopScope = 'account' | 'ours';

export const levels: [StopLevel, string, string][] = [
  [
    'flatten',
    'Close everything',
    'cancel every pending order, close every position, and refuse new ones until resumed',
  ],
  ['halt_cancel', 'Stop and cancel orders', 'cancel every pending order and refuse new ones; open positions stay open'],
  ['halt', 'Stop', 'refuse everything that adds risk until resumed; positions and orders stay as they are'],
  ['pause', 'Pause', 'refuse new positions and orders; no emergency stop is latched'],
];

export const scopes: [StopScope, string][] = [
  ['account', 'The whole account, whoever opened it'],
  ['ours', 'Only what SignalOS opened'],
];

const names = new Map<string, string>(levels.map(([level, name]) => [level, name.toLowerCase()]));

export function levelName(level: string): string {
  return names.get(level) ?? level.replaceAll('_', ' ');
}

export function scopeName(scope: string): string {
  return scope === 'ours' ? 'what SignalOS opened' : 'the whole account';
}

/** "emergency stop 3 (close everything, the whole account)". */
export function latchWords(latch: Latch): string {
  return `emergency stop ${latch.id} (${levelName(latch.level)}, ${scopeName(latch.scope)})`;
}

/** What lifting it brings. The terminal lifts a pause together with the stop that is named. */
export function resumeWords(mission: Mission): string {
  const what = [mission.latch && latchWords(mission.latch), mission.paused && 'the pause']
    .filter(Boolean)
    .join(' and ');
  return `Lifts ${what} on ${mission.name ?? 'this account'}. New positions and orders will be possible again at once.`;
}

/** What a stop will do, with the numbers of what it reaches; without numbers while none were heard. */
export function stopWords(
  level: StopLevel,
  scope: StopScope,
  where: string,
  held: { positions: number; orders: number; known: boolean; live: boolean },
): string {
  const of = scope === 'ours' ? ' that SignalOS opened' : '';
  const count = (number: number, one: string) =>
    held.known ? `${number} ${one}${number === 1 ? '' : 's'}${of}` : `the ${one}s${of}`;
  const positions = count(held.positions, 'position');
  const orders = count(held.orders, 'pending order');
  const does = {
    flatten: `Closes ${positions} and cancels ${orders} on ${where}, and refuses new ones until resumed.`,
    halt_cancel: `Cancels ${orders} on ${where} and refuses new ones until resumed. Left open: ${positions}.`,
    halt: `Refuses everything that adds risk on ${where} until resumed. Left as they are: ${positions}, ${orders}.`,
    pause: `Refuses new positions and orders on ${where} until resumed. Left as they are: ${positions}, ${orders}.`,
  }[level];
  if (!held.known) return `${does} Nothing has been heard from the relay yet, so no numbers are known.`;
  return held.live ? does : `${does} The numbers are as last heard.`;
}
