import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delta, Fields } from './frames';
import { applyDelta, applySnapshot, emptyStream, type KeyedStream, type Step } from './keyed-stream';

/** The number of the first page of a snapshot. */
const firstPage = 0;

const page = (number: number, last: boolean, keys: Record<string, Fields>) => ({ as_of: 5, page: number, last, keys });
const delta = (from: number, set: Record<string, Fields>, del: string[] = []): Delta => ({ from, as_of: 9, set, del });

function begun(keys: Record<string, Fields>, off = 10): KeyedStream {
  return applySnapshot(emptyStream, 'e', off, page(firstPage, true, keys)).stream;
}

describe('a keyed stream', () => {
  it('takes its position and time from a snapshot of one page', () => {
    const stream = begun({ a: { x: 1 } });
    expect(stream).toMatchObject({ ep: 'e', off: 10, asOf: 5, pending: null });
    expect([...stream.keys]).toEqual([['a', { x: 1 }]]);
  });

  it('replaces, never merges, what an older snapshot said', () => {
    const stream = applySnapshot(begun({ gone: { x: 1 } }), 'f', 3, page(firstPage, true, { a: {} })).stream;
    expect([...stream.keys.keys()]).toEqual(['a']);
    expect(stream).toMatchObject({ ep: 'f', off: 3 });
  });

  it('shows the old rows until the last page of a new snapshot is there', () => {
    const first = applySnapshot(begun({ old: {} }), 'e', 20, page(firstPage, false, { a: {} }));
    expect([...first.stream.keys.keys()]).toEqual(['old']);
    const second = applySnapshot(first.stream, 'e', 20, page(firstPage + 1, true, { b: {} }));
    expect([...second.stream.keys.keys()]).toEqual(['a', 'b']);
    expect(second.stream.off).toBe(20);
  });

  it('holds deltas back while pages are under way, and applies them after the last', () => {
    const first = applySnapshot(emptyStream, 'e', 20, page(firstPage, false, { a: { x: 1 } }));
    const held = applyDelta(first.stream, 'e', 21, delta(20, { a: { x: 2 } }));
    expect(held.resync).toBe(false);
    const done = applySnapshot(held.stream, 'e', 20, page(firstPage + 1, true, {}));
    expect(done.stream.keys.get('a')).toEqual({ x: 2 });
    expect(done.stream.off).toBe(21);
  });

  it.each([
    ['a page is missing', firstPage + 2, 'e'],
    ['a later page is of another epoch', firstPage + 1, 'other'],
  ])('asks again when %s', (_, number, ep) => {
    const first = applySnapshot(emptyStream, 'e', 20, page(firstPage, false, {}));
    expect(applySnapshot(first.stream, ep, 20, page(number, true, {})).resync).toBe(true);
  });

  it('asks again when a later page comes before the first', () => {
    expect(applySnapshot(emptyStream, 'e', 1, page(firstPage + 1, true, {})).resync).toBe(true);
  });

  it.each([
    ['exactly joins', 10, 11, false, 2],
    ['spans what was already heard', 4, 11, false, 2],
    ['is a duplicate', 9, 10, false, 1],
    ['is older', 3, 7, false, 1],
    ['leaves a gap', 12, 13, true, 1],
  ])('a delta that %s', (_, from, off, resync, x) => {
    const step = applyDelta(begun({ a: { x: 1 } }), 'e', off, delta(from, { a: { x: 2 } }));
    expect(step.resync).toBe(resync);
    expect(step.stream.keys.get('a')).toEqual({ x });
  });

  it('asks again when the epoch changed', () => {
    expect(applyDelta(begun({}), 'other', 11, delta(10, {})).resync).toBe(true);
  });

  it('merges changed fields, removes fields sent as null and keys in del', () => {
    const stream = begun({ a: { x: 1, y: 1 }, b: {} });
    const next = applyDelta(stream, 'e', 11, delta(10, { a: { y: null, z: 3 }, c: { n: 1 } }, ['b'])).stream;
    expect(Object.fromEntries(next.keys)).toEqual({ a: { x: 1, z: 3 }, c: { n: 1 } });
  });

  it('keeps a key that is both deleted and set anew, with the new fields alone', () => {
    const next = applyDelta(begun({ a: { x: 1 } }), 'e', 11, delta(10, { a: { y: 2 } }, ['a'])).stream;
    expect(next.keys.get('a')).toEqual({ y: 2 });
  });

  it('never changes an earlier state', () => {
    const stream = begun({ a: { x: 1 } });
    applyDelta(stream, 'e', 11, delta(10, { a: { x: 2 } }, []));
    expect(stream.keys.get('a')).toEqual({ x: 1 });
  });
});

// ---- Property: whatever happens to the frames on the way, the copy equals the truth or a resync was asked for. ----

type Change = { key: string; fields: Fields | null };
type Frame =
  | { kind: 'delta'; off: number; delta: Delta }
  | { kind: 'page'; off: number; page: ReturnType<typeof page> };

const field = fc.record({ name: fc.constantFrom('p', 'q', 'r'), value: fc.integer({ min: 0, max: 9 }) });
const change: fc.Arbitrary<Change> = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd'),
  fields: fc.option(
    fc.array(field, { minLength: 1, maxLength: 3 }).map((all) => Object.fromEntries(all.map((f) => [f.name, f.value]))),
  ),
});

type Truth = Record<string, Fields>;

/** What the relay holds after the first `count` changes. */
function truthAfter(changes: Change[], count: number): Truth {
  const truth: Truth = {};
  for (const { key, fields } of changes.slice(0, count)) {
    if (fields === null) delete truth[key];
    else truth[key] = { ...truth[key], ...fields };
  }
  return truth;
}

/** The changes after `from` up to `off` as one delta, as a conflating relay sends them: a key that went and came back is in both. */
function conflated(changes: Change[], from: number, off: number): Frame {
  const before = truthAfter(changes, from);
  const after = truthAfter(changes, off);
  const touched = new Set(changes.slice(from, off).map((one) => one.key));
  const vanished = changes.slice(from, off).filter((one) => one.fields === null);
  const del = [...new Set(vanished.map((one) => one.key))];
  const set: Record<string, Fields> = {};
  for (const key of touched) if (after[key] && (del.includes(key) || after[key] !== before[key])) set[key] = after[key];
  return { kind: 'delta', off, delta: delta(from, set, del) };
}

function pagesOf(truth: Truth, off: number, size: number): Frame[] {
  const entries = Object.entries(truth);
  const count = Math.max(1, Math.ceil(entries.length / size));
  return Array.from({ length: count }, (_, index) => ({
    kind: 'page',
    off,
    page: page(
      firstPage + index,
      index === count - 1,
      Object.fromEntries(entries.slice(index * size, (index + 1) * size)),
    ),
  }));
}

function feed(stream: KeyedStream, frame: Frame): Step {
  return frame.kind === 'delta'
    ? applyDelta(stream, 'e', frame.off, frame.delta)
    : applySnapshot(stream, 'e', frame.off, frame.page);
}

describe('a keyed stream under a bad line', () => {
  const cases = fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 12 }),
    start: fc.nat(12),
    spans: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 12, maxLength: 12 }),
    pageSize: fc.integer({ min: 1, max: 4 }),
    shuffle: fc.array(fc.nat(30), { maxLength: 30 }),
  });

  it('ends at the truth, or has asked for a snapshot, after loss, duplication and reordering', () => {
    fc.assert(
      fc.property(cases, ({ changes, start, spans, pageSize, shuffle }) => {
        const begin = Math.min(start, changes.length);
        const deltas: Frame[] = [];
        for (let at = begin, index = 0; at < changes.length; index++) {
          const to = Math.min(changes.length, at + (spans[index] ?? 1));
          deltas.push(conflated(changes, at, to));
          at = to;
        }
        // Any pick of the deltas in any order: losses, duplicates, reordering, replays.
        const sent = shuffle
          .map((pick) => deltas[pick % Math.max(1, deltas.length)])
          .filter((one) => one !== undefined);
        let asked = false;
        let stream = emptyStream;
        for (const frame of [...pagesOf(truthAfter(changes, begin), begin, pageSize), ...sent]) {
          const step = feed(stream, frame);
          stream = step.stream;
          asked ||= step.resync;
          if (stream.pending === null) {
            expect(Object.fromEntries(stream.keys)).toEqual(truthAfter(changes, stream.off));
          }
        }
        const reached = Math.max(begin, ...sent.map((one) => one.off));
        if (!asked) expect(stream.off).toBe(reached);
        // What a resync brings is the truth, whatever was before.
        for (const frame of pagesOf(truthAfter(changes, changes.length), changes.length, pageSize)) {
          stream = feed(stream, frame).stream;
        }
        expect(Object.fromEntries(stream.keys)).toEqual(truthAfter(changes, changes.length));
      }),
      { numRuns: 500 },
    );
  });

  it('ends at the truth when deltas come between the pages of a snapshot', () => {
    fc.assert(
      fc.property(cases, ({ changes, start, pageSize }) => {
        const begin = Math.min(start, changes.length);
        const pages = pagesOf(truthAfter(changes, begin), begin, pageSize);
        const deltas = changes.slice(begin).map((_, index) => conflated(changes, begin + index, begin + index + 1));
        const [first, ...rest] = pages;
        let stream = emptyStream;
        for (const frame of [first, ...deltas, ...rest]) {
          if (frame === undefined) continue;
          const step = feed(stream, frame);
          expect(step.resync).toBe(false);
          stream = step.stream;
        }
        expect(Object.fromEntries(stream.keys)).toEqual(truthAfter(changes, changes.length));
      }),
      { numRuns: 300 },
    );
  });
});
