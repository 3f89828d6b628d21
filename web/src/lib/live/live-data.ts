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
  readonly latencyMs: number | null;
  /** Relay clock minus this browser's, ms. */
  readonly clockOffsetMs: number;
}

export const noData: LiveData = {
  streams: new Map(),
  positions: new Map(),
  commands: new Map(),
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
      return keyed(data, frame.ch, applySnapshot(streamOf(data, frame.ch), frame.ep ?? '', frame.off ?? 0, page.data));
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
  return { data: { ...data, streams }, resync: step.resync ? [channel] : [], beat: null };
}

function hearHeartbeat(data: LiveData, frame: Envelope, now: number): Heard {
  const beat = heartbeatSchema.safeParse(frame.data);
  if (!beat.success) return { data, resync: [], beat: null };
  const latencyMs = beat.data.latency_ms ?? data.latencyMs;
  const behind = Object.entries(beat.data.tops ?? {})
    .filter(([channel, top]) => isBehind(data, channel, top))
    .map(([channel]) => channel);
  const clockOffsetMs = frame.ts + (latencyMs ?? 0) / 2 - now;
  return { data: { ...data, latencyMs, clockOffsetMs }, resync: behind, beat: beat.data.n ?? 0 };
}

/** A quiet channel whose newest frame never came. */
function isBehind(data: LiveData, channel: string, top: number): boolean {
  const stream = data.streams.get(channel);
  if (stream !== undefined) return stream.pending === null && stream.off < top;
  const position = data.positions.get(channel);
  return position !== undefined && position.off < top;
}

function hearSubscribed(data: LiveData, frame: Envelope): LiveData {
  const answer = subscribedSchema.safeParse(frame.data);
  if (!answer.success) return data;
  const positions = new Map(data.positions);
  for (const { ch, ep, off, recovered } of answer.data.channels) {
    if (ch.startsWith('events:') && !recovered) positions.set(ch, { ep, off });
  }
  return { ...data, positions };
}

function hearEvent(data: LiveData, frame: Envelope): Heard {
  let next = data;
  if (frame.ch !== undefined && frame.off !== undefined) {
    const known = data.positions.get(frame.ch);
    if (known !== undefined && known.ep === frame.ep && frame.off <= known.off) return { data, resync: [], beat: null };
    next = { ...next, positions: new Map(data.positions).set(frame.ch, { ep: frame.ep ?? '', off: frame.off }) };
  }
  if (frame.type === 'command_update') next = rememberCommand(next, frame.data as unknown as Command);
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
  for (const id of commands.keys()) {
    if (commands.size <= commandsKept) break;
    commands.delete(id);
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
