// Numbers and times for people. Decimals stay strings: they are never computed with here.

const grouping = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** "10000.5" → "10,000.50"; text that is no decimal comes back as it is, absent as a dash. */
export function money(value: string | null | undefined, digits = 2): string {
  if (value === null || value === undefined || value === '') return '–';
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
  if (!match) return value;
  const fraction = (match[3] ?? '').padEnd(digits, '0');
  const whole = grouping.format(BigInt(match[2] ?? '0'));
  return `${match[1] === '-' ? '−' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** With an explicit sign, for results. */
export function signed(value: string | null | undefined, digits = 2): string {
  const text = money(value, digits);
  return trend(value) > 0 ? `+${text}` : text;
}

/** 1, 0 or −1 by the sign of a decimal string. */
export function trend(value: string | null | undefined): -1 | 0 | 1 {
  if (!value || /^-?0*(\.0*)?$/.test(value)) return 0;
  return value.startsWith('-') ? -1 : 1;
}

export function price(value: string | null | undefined, digits?: number | null): string {
  if (value === null || value === undefined || value === '' || trend(value) === 0) return '–';
  const [whole, fraction = ''] = value.split('.');
  return digits ? `${whole}.${fraction.padEnd(digits, '0')}` : value;
}

/** "3 s", "4 min", "2 h 5 min", "3 d". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d`;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
export function timeOfDay(ms: number): string {
  return clock.format(new Date(ms));
}

/** "1 position", "2 positions": `one` is a noun that takes an s. */
export const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
