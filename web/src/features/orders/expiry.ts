// When a pending order ends by itself, as typed. Times are sent in the relay's clock, ms UTC; the terminal turns them into the server's.
import { duration } from '@/lib/format';

export type Expiry = { kind: 'gtc' } | { kind: 'after'; minutes: number } | { kind: 'at'; local: string };

export const durations: [number, string][] = [
  [15, '15 minutes'],
  [60, '1 hour'],
  [240, '4 hours'],
  [1440, '1 day'],
  [10080, '1 week'],
];

/** ms UTC; null = until cancelled, NaN = not a time yet. */
export function expiryAt(expiry: Expiry, relayNow: number): number | null {
  if (expiry.kind === 'gtc') return null;
  if (expiry.kind === 'after') return relayNow + expiry.minutes * 60_000;
  return new Date(expiry.local).getTime();
}

export function expiryFault(expiry: Expiry, relayNow: number, kinds: string[] | undefined): string | null {
  const at = expiryAt(expiry, relayNow);
  if (kinds && !kinds.includes(at === null ? 'gtc' : 'specified'))
    return at === null
      ? 'The broker takes no orders without an expiry for this symbol.'
      : 'The broker takes no expiry time for this symbol.';
  if (at === null) return null;
  if (Number.isNaN(at)) return 'Give the day and time at which the order ends.';
  return at <= relayNow ? 'The expiry is past.' : null;
}

const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function expiryWords(at: number | null | undefined, relayNow: number): string {
  if (!at) return 'until cancelled';
  return at <= relayNow ? 'due now' : `in ${duration(at - relayNow)}, ${clock.format(new Date(at))}`;
}
