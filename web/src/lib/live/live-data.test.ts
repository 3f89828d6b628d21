import { describe, expect, it } from 'vitest';
import type { Command } from '@/lib/api';
import type { Envelope } from './frames';
import { hear, type LiveData, noData, reconnected, rememberCommand, rowsOf, withoutPositions } from './live-data';

const now = 1_000_000;
const frame = (type: string, data: Record<string, unknown>, more: Partial<Envelope> = {}): Envelope => ({
  type,
  ts: now,
  data,
  ...more,
});
const snapshot = (ch: string, off: number, keys: Record<string, Record<string, unknown>>, ep = 'e') =>
  frame('snapshot', { as_of: 7, page: 0, last: true, keys }, { ch, ep, off });
const delta = (ch: string, from: number, off: number) =>
  frame('delta', { from, as_of: 8, set: { k: { off } }, del: [] }, { ch, ep: 'e', off });
const beat = (tops: Record<string, number>, n = 1) =>
  frame('heartbeat', { n, latency_ms: 10, clock_offset_ms: 0, tops });
const command = (id: string, state: Command['state']) => ({ id, state, kind: 'close', created_at: 1 }) as Command;
const update = (ch: string, off: number, id: string, state: Command['state'], ep = 'e') =>
  frame('command_update', command(id, state) as unknown as Record<string, unknown>, { ch, ep, off });
const subscribed = (ch: string, off: number, recovered: boolean, ep = 'e') =>
  frame('subscribed', { channels: [{ ch, ep, off, recovered }] });

function told(...frames: Envelope[]): LiveData {
  return frames.reduce((data, one) => hear(data, one, now).data, noData);
}

describe('what the live socket tells', () => {
  it('keeps each keyed channel apart', () => {
    const data = told(snapshot('state:a', 1, { 'position:1': { x: 1 } }), snapshot('state:b', 1, { account: {} }));
    expect([...rowsOf(data, 'position:')]).toEqual([{ terminal: 'a', key: 'position:1', fields: { x: 1 }, asOf: 7 }]);
  });

  it.each([
    ['an unknown type', frame('weather', { rain: true })],
    ['a snapshot of the wrong shape', frame('snapshot', { page: 'one' }, { ch: 'mission', ep: 'e', off: 1 })],
    ['a delta without a channel', frame('delta', { from: 1, as_of: 1, set: {}, del: [] })],
    ['a heartbeat of the wrong shape', frame('heartbeat', { n: 'x' })],
  ])('is not moved by %s', (_, one) => {
    const heard = hear(noData, one, now);
    expect(heard).toEqual({ data: noData, resync: [], beat: null });
  });

  it('asks once for a snapshot however many deltas do not fit, and again after that snapshot', () => {
    let data = told(snapshot('mission', 5, {}));
    const asked: string[] = [];
    for (const one of [
      delta('mission', 7, 8),
      delta('mission', 8, 9),
      snapshot('mission', 9, {}),
      delta('mission', 11, 12),
    ]) {
      const heard = hear(data, one, now);
      data = heard.data;
      asked.push(...heard.resync);
    }
    expect(asked).toEqual(['mission', 'mission']);
  });

  it('asks anew on a new connection', () => {
    const lost = hear(told(snapshot('mission', 5, {})), delta('mission', 7, 8), now).data;
    expect(hear(lost, delta('mission', 7, 8), now).resync).toEqual([]);
    expect(hear(reconnected(lost), delta('mission', 7, 8), now).resync).toEqual(['mission']);
  });
});

describe('a heartbeat', () => {
  it('is answered with its number and gives latency and clock offset', () => {
    const heard = hear(noData, { ...beat({}, 4), ts: now + 100 }, now);
    expect(heard.beat).toBe(4);
    expect(heard.data).toMatchObject({ latencyMs: 10, clockOffsetMs: 105 });
  });

  it('asks for a channel whose frames have not come by the next one', () => {
    const data = told(snapshot('mission', 5, {}));
    const first = hear(data, beat({ mission: 6 }), now);
    expect(first.resync).toEqual([]);
    expect(hear(first.data, beat({ mission: 6 }), now).resync).toEqual(['mission']);
  });

  it('leaves a channel alone whose frames it only overtook', () => {
    const data = told(snapshot('mission', 5, {}), beat({ mission: 6 }), delta('mission', 5, 6));
    expect(hear(data, beat({ mission: 7 }), now).resync).toEqual([]);
  });

  it('asks for a durable channel that fell behind', () => {
    const data = told(subscribed('events:a', 3, false), beat({ 'events:a': 5 }));
    expect(hear(data, beat({ 'events:a': 5 }), now).resync).toEqual(['events:a']);
  });
});

describe('a durable channel', () => {
  it('remembers where it stands', () => {
    expect(
      told(subscribed('events:a', 3, false), update('events:a', 4, 'c', 'sent')).positions.get('events:a'),
    ).toEqual({
      ep: 'e',
      off: 4,
    });
  });

  it('hears an event once', () => {
    const once = told(update('events:a', 4, 'c', 'sent'));
    expect(hear(once, update('events:a', 4, 'c', 'done'), now).data).toBe(once);
  });

  it('hears the first event of a new epoch, whatever its number', () => {
    const data = told(update('events:a', 4, 'c', 'sent'), update('events:a', 1, 'c', 'done', 'f'));
    expect(data.commands.get('c')?.state).toBe('done');
  });

  it.each([
    ['went on without what was missed', subscribed('events:a', 9, false), 1],
    ['belongs to another epoch', subscribed('events:a', 3, false, 'f'), 1],
    ['was recovered', subscribed('events:a', 3, true), 0],
    ['missed nothing', subscribed('events:a', 3, false), 0],
    ['is heard for the first time', subscribed('events:new', 3, false), 0],
  ])('counts a gap when it %s', (_, again, gaps) => {
    expect(told(subscribed('events:a', 3, false), again).gaps).toBe(gaps);
  });
});

it('counts a gap when positions are forgotten, since what came meanwhile must be read anew', () => {
  const forgotten = withoutPositions(told(subscribed('events:a', 3, false)));
  expect(forgotten).toMatchObject({ gaps: 1, positions: new Map() });
});

describe('commands', () => {
  it.each([
    ['sent', 'queued', 'sent'],
    ['queued', 'sent', 'sent'],
    ['executing', 'in_doubt', 'in_doubt'],
    ['in_doubt', 'executing', 'in_doubt'],
    ['in_doubt', 'done', 'done'],
    ['done', 'executing', 'done'],
    ['not_executed', 'done', 'done'],
  ] as const)('%s then %s shows %s', (first, second, shown) => {
    const data = rememberCommand(rememberCommand(noData, command('c', first)), command('c', second));
    expect(data.commands.get('c')?.state).toBe(shown);
  });

  it('keeps the newest 200', () => {
    let data = noData;
    for (let index = 0; index < 250; index++) data = rememberCommand(data, command(`c${index}`, 'done'));
    expect(data.commands.size).toBe(200);
    expect(data.commands.has('c249') && !data.commands.has('c49')).toBe(true);
  });
});
