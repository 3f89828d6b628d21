// One keyed stream as a pure reducer: snapshot pages, then deltas; anything that does not fit asks for a new snapshot.
import type { Delta, Fields, Snapshot } from './frames';

export interface KeyedStream {
  readonly ep: string;
  readonly off: number;
  /** Relay time of the terminal's last word, ms. */
  readonly asOf: number;
  readonly keys: ReadonlyMap<string, Fields>;
  /** Pages of a snapshot still under way; deltas meanwhile wait. */
  readonly pending: {
    readonly keys: Map<string, Fields>;
    readonly nextPage: number;
    readonly waiting: Positioned[];
  } | null;
}

interface Positioned {
  readonly off: number;
  readonly delta: Delta;
}

export type Step = { readonly stream: KeyedStream; readonly resync: boolean };

export const emptyStream: KeyedStream = { ep: '', off: 0, asOf: 0, keys: new Map(), pending: null };

export function applySnapshot(stream: KeyedStream, ep: string, off: number, page: Snapshot): Step {
  // Pages count from 0. A first page always starts over; one that skips is useless.
  const started = page.page === 0 ? { keys: new Map<string, Fields>(), nextPage: 0, waiting: [] } : stream.pending;
  if (started === null || started.nextPage !== page.page || (page.page > 0 && stream.ep !== ep)) {
    return { stream, resync: true };
  }
  const keys = new Map(started.keys);
  for (const [key, fields] of Object.entries(page.keys)) keys.set(key, fields);
  if (!page.last) {
    return {
      stream: { ...stream, ep, pending: { keys, nextPage: page.page + 1, waiting: started.waiting } },
      resync: false,
    };
  }
  let next: Step = { stream: { ep, off, asOf: page.as_of, keys, pending: null }, resync: false };
  for (const { off: position, delta } of started.waiting) next = applyDelta(next.stream, ep, position, delta);
  return next;
}

export function applyDelta(stream: KeyedStream, ep: string, off: number, delta: Delta): Step {
  if (stream.pending !== null) {
    if (stream.ep !== ep) return { stream, resync: true };
    const pending = { ...stream.pending, waiting: [...stream.pending.waiting, { off, delta }] };
    return { stream: { ...stream, pending }, resync: false };
  }
  if (stream.ep !== ep) return { stream, resync: true };
  if (off <= stream.off) return { stream, resync: false };
  if (delta.from > stream.off) return { stream, resync: true };
  const keys = new Map(stream.keys);
  for (const key of delta.del) keys.delete(key);
  for (const [key, changed] of Object.entries(delta.set)) {
    const merged: Fields = { ...keys.get(key) };
    for (const [name, value] of Object.entries(changed)) {
      if (value === null) delete merged[name];
      else merged[name] = value;
    }
    keys.set(key, merged);
  }
  return { stream: { ep, off, asOf: delta.as_of, keys, pending: null }, resync: false };
}
