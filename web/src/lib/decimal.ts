// Exact arithmetic on decimal strings: prices and volumes are never doubles. Eight decimals, as on the wire.

const places = 8;
const one = 10n ** BigInt(places);

/** In units of 1e-8; null when the text is no plain decimal number of at most eight decimals. */
export function parse(text: string | null | undefined): bigint | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,8}))?$/.exec(text?.trim() ?? '');
  if (!match) return null;
  const value = BigInt(match[2] ?? '0') * one + BigInt((match[3] ?? '').padEnd(places, '0'));
  return match[1] === '-' ? -value : value;
}

/** The shortest text of a value, with at least `least` decimals. */
export function text(value: bigint, least = 0): string {
  const size = value < 0n ? -value : value;
  const fraction = (size % one).toString().padStart(places, '0').replace(/0+$/, '').padEnd(least, '0');
  return `${value < 0n ? '-' : ''}${size / one}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The largest multiple of `step` that is not above a value that is not negative; without a step the value itself. */
export function floorTo(value: bigint, step: bigint): bigint {
  return step > 0n ? value - (value % step) : value;
}

/** `percent` per cent of a value, cut to 1e-8. */
export function percentOf(value: bigint, percent: number): bigint {
  return (value * BigInt(percent)) / 100n;
}

/** How many points lie between two prices, to one decimal and unsigned; null when that cannot be told. */
export function pointsBetween(
  a: string | null | undefined,
  b: string | null | undefined,
  point: string | null | undefined,
): string | null {
  const from = parse(a);
  const to = parse(b);
  const unit = parse(point);
  if (from === null || to === null || unit === null || unit <= 0n) return null;
  const gap = from > to ? from - to : to - from;
  const tenths = (gap * 10n) / unit;
  return tenths % 10n === 0n ? `${tenths / 10n}` : `${tenths / 10n}.${tenths % 10n}`;
}
