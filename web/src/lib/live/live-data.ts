// What the live socket has told so far, as a pure reducer: keyed streams by channel, positions of durable streams, commands.
import type { Command } from '@/lib/api';
import { deltaSchema, type Envelope, type Fields, heartbeatSchema, snapshotSchema, subscribedSchema } from './frames';
import { applyDelta, applySnapshot, emptyStream, type KeyedStream, type Step } from './keyed-stream';

export interface LiveData {
  readonly streams: ReadonlyMap<string, KeyedStream>;
  /** Last event seen per durable channel. */
  readonly positions: ReadonlyMap<string, { readonly ep: string; readonly off: number }>;
  /** Newest view of each command heard of, by id. */
  readonly commands: ReadonlyMap<string, Command>;
  /** Channels asked for again whose answer is still on its way: a burst of unfitting frames asks once. */
  readonly asked: ReadonlySet<string>;
  /** Tops of the last heartbeat. */
  readonly tops: ReadonlyMap<string, number>;
  /** How often a durable stream went on without its missed events: what they told must be read anew. */
  readonly gaps: number;
  /** How often an alarm was raised or acknowledged: the list of alarms must be read anew. */
  readonly alarms: number;
  /** What the relay's people tell everybody, as it came, newest last. */
  readonly notices: readonly Envelope[];
  readonly latencyMs: number | null;
  /** Relay clock minus this browser's, ms. */
  readonly clockOffsetMs: number;
}

export const noData: LiveData = {
  streams: new Map(),
  positions: new Map(),
  commands: new Map(),
  asked: new Set(),
  tops: new Map(),
  gaps: 0,
  alarms: 0,
  notices: [],
  latencyMs: null,
  clockOffsetMs: 0,
};

export interface Heard {
  readonly data: LiveData;
  /** Channels whose copy is not whole: ask for them again. */
  readonly resync: string[];
  /** A heartbeat to be answered. */
  readonly beat: number | null;
}

const commandsKept = 200;

export function hear(data: LiveData, frame: Envelope, now: number): Heard {
  const same = { data, resync: [], beat: null };
  switch (frame.type) {
    case 'heartbeat':
      return hearHeartbeat(data, frame, now);
    case 'subscribed':
      return { ...same, data: hearSubscribed(data, frame) };
    case 'snapshot': {
      const page = snapshotSchema.safeParse(frame.data);
      if (!page.success || frame.ch === undefined) return same;
      const step = applySnapshot(streamOf(data, frame.ch), frame.ep ?? '', frame.off ?? 0, page.data);
      return keyed(step.resync ? data : answered(data, frame.ch), frame.ch, step);
    }
    case 'delta': {
      const delta = deltaSchema.safeParse(frame.data);
      if (!delta.success || frame.ch === undefined) return same;
      return keyed(data, frame.ch, applyDelta(streamOf(data, frame.ch), frame.ep ?? '', frame.off ?? 0, delta.data));
    }
    default:
      return hearEvent(data, frame);
  }
}

function streamOf(data: LiveData, channel: string): KeyedStream {
  return data.streams.get(channel) ?? emptyStream;
}

function keyed(data: LiveData, channel: string, step: Step): Heard {
  const streams = new Map(data.streams).set(channel, step.stream);
  const next = { ...data, streams };
  return step.resync ? ask(next, [channel]) : { data: next, resync: [], beat: null };
}

function ask(data: LiveData, channels: string[]): Heard {
  const resync = channels.filter((channel) => !data.asked.has(channel));
  if (resync.length === 0) return { data, resync, beat: null };
  return { data: { ...data, asked: new Set([...data.asked, ...resync]) }, resync, beat: null };
}

function answered(data: LiveData, channel: string): LiveData {
  if (!data.asked.has(channel)) return data;
  const asked = new Set(data.asked);
  asked.delete(channel);
  return { ...data, asked };
}

/** Forgets where the durable streams stood; what they told must be read anew. */
export function withoutPositions(data: LiveData): LiveData {
  return { ...data, positions: new Map(), gaps: data.gaps + 1 };
}

/** A new connection: nothing asked on the old one will be answered. */
export function reconnected(data: LiveData): LiveData {
  return { ...data, asked: new Set(), tops: new Map() };
}

function hearHeartbeat(data: LiveData, frame: Envelope, now: number): Heard {
  const beat = heartbeatSchema.safeParse(frame.data);
  if (!beat.success) return { data, resync: [], beat: null };
  const latencyMs = beat.data.latency_ms ?? data.latencyMs;
  // A heartbeat may overtake frames of its own interval, so what counts is the top of the one before.
  const behind = [...data.tops].filter(([channel, top]) => isBehind(data, channel, top)).map(([channel]) => channel);
  const clockOffsetMs = frame.ts + (latencyMs ?? 0) / 2 - now;
  const tops = new Map(Object.entries(beat.data.tops ?? {}));
  return { ...ask({ ...data, latencyMs, clockOffsetMs, tops }, behind), beat: beat.data.n ?? 0 };
}

/** A channel whose frames, due long ago, never came. */
function isBehind(data: LiveData, channel: string, top: number): boolean {
  const stream = data.streams.get(channel);
  if (stream !== undefined) return stream.pending === null && stream.off < top;
  const position = data.positions.get(channel);
  return position !== undefined && position.off < top;
}

function hearSubscribed(data: LiveData, frame: Envelope): LiveData {
  const answer = subscribedSchema.safeParse(frame.data);
  if (!answer.success) return data;
  let next = data;
  for (const { ch, ep, off, recovered } of answer.data.channels) {
    if (!ch.startsWith('events:')) continue;
    next = answered(next, ch);
    if (recovered) continue;
    const known = next.positions.get(ch);
    const missed = known !== undefined && (known.ep !== ep || known.off < off);
    next = { ...next, positions: new Map(next.positions).set(ch, { ep, off }), gaps: next.gaps + (missed ? 1 : 0) };
  }
  return next;
}

function hearEvent(data: LiveData, frame: Envelope): Heard {
  let next = data;
  if (frame.ch !== undefined && frame.off !== undefined) {
    const known = data.positions.get(frame.ch);
    if (known !== undefined && known.ep === frame.ep && frame.off <= known.off) return { data, resync: [], beat: null };
    next = { ...next, positions: new Map(data.positions).set(frame.ch, { ep: frame.ep ?? '', off: frame.off }) };
  }
  if (frame.type === 'command_update') next = rememberCommand(next, frame.data as unknown as Command);
  if (frame.type === 'error_alert' || frame.type === 'alarm_acknowledged') next = { ...next, alarms: next.alarms + 1 };
  if (frame.type === 'system_notice') next = { ...next, notices: [...next.notices.slice(-4), frame] };
  return { data: next, resync: [], beat: null };
}

const rank: Record<string, number> = { queued: 0, sent: 1, accepted: 2, executing: 3, in_doubt: 4 };

/** Keeps the newer view: a late REST answer never takes a command back. */
export function rememberCommand(data: LiveData, command: Command): LiveData {
  const known = data.commands.get(command.id);
  if (known !== undefined && (rank[known.state] ?? 5) > (rank[command.state] ?? 5)) return data;
  const commands = new Map(data.commands);
  commands.delete(command.id);
  commands.set(command.id, command);
  // What has not ended is never forgotten, however many came after it.
  for (const [id, { state }] of commands) {
    if (commands.size <= commandsKept) break;
    if (rank[state] === undefined) commands.delete(id);
  }
  return { ...data, commands };
}

/** The rows of `state:` channels whose keys start with a prefix, with their terminal. */
export function* rowsOf(
  data: LiveData,
  prefix: string,
): Generator<{ terminal: string; key: string; fields: Fields; asOf: number }> {
  for (const [channel, stream] of data.streams) {
    if (!channel.startsWith('state:')) continue;
    const terminal = channel.slice('state:'.length);
    for (const [key, fields] of stream.keys) {
      if (key.startsWith(prefix)) yield { terminal, key, fields, asOf: stream.asOf };
    }
  }
}
