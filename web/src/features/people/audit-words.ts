// The audit log in words.
type Detail = Record<string, unknown>;

const isDetail = (value: unknown): value is Detail =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function say(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Of before and after only what differs; anything else as it is. */
export function changeInWords(detail: Detail): string {
  const { before, after, ...rest } = detail;
  const parts = Object.entries(rest).map(([name, value]) => `${name.replaceAll('_', ' ')}: ${say(value)}`);
  if (isDetail(before) || isDetail(after)) {
    const [old, fresh] = [isDetail(before) ? before : {}, isDetail(after) ? after : {}];
    for (const name of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
      const [from, to] = [say(old[name]), say(fresh[name])];
      if (from !== to) parts.push(`${name.replaceAll('_', ' ')}: ${from} → ${to}`);
    }
  } else if (before !== undefined || after !== undefined) {
    parts.push(`${say(before)} → ${say(after)}`);
  }
  return parts.join('; ');
}

export function verdictInWords(verdict: { sound: boolean; entries: number; first_bad: number | null }): string {
  const entries = verdict.entries === 1 ? 'the one entry is' : `all ${verdict.entries} entries are`;
  if (verdict.sound) return `The chain holds: ${entries} as written.`;
  const place = verdict.first_bad === null ? 'an entry' : `entry ${verdict.first_bad}`;
  return `The chain is broken: ${place} is not as it was written. Do not trust it, or anything after it.`;
}
