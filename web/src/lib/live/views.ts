// Typed views of the keyed streams. Fields may be absent until the terminal has reported them.
import * as z from 'zod/mini';
import type { Fields } from './frames';
import { type LiveData, rowsOf } from './live-data';

const text = z.optional(z.nullable(z.string()));
const number = z.optional(z.nullable(z.number()));
const flag = z.optional(z.nullable(z.boolean()));
const latchSchema = z.object({
  id: z.string(),
  level: z.string(),
  scope: z.string(),
  since: number,
  reason: z.optional(z.string()),
});
export type Latch = z.infer<typeof latchSchema>;

const missionSchema = z.object({
  terminal: z.string(),
  name: z.optional(z.string()),
  login: text,
  server: text,
  state: z.optional(z.string()),
  since: number,
  reason: text,
  link: z.optional(z.nullable(z.object({ connected: z.boolean(), since: number, rtt_ms: number, last_seen: number }))),
  broker_connected: flag,
  ea_silent_since: number,
  as_of: number,
  trade_mode: text,
  margin_mode: text,
  mode: text,
  paused: flag,
  latch: z.optional(z.nullable(latchSchema)),
});
export type Mission = z.infer<typeof missionSchema>;

const accountSchema = z.object({
  balance: text,
  equity: text,
  margin: text,
  freeMargin: text,
  marginLevel: text,
  profit: text,
  currency: text,
});
export type Account = z.infer<typeof accountSchema>;

const positionSchema = z.object({
  tradeId: z.string(),
  position: z.string(),
  ticket: z.optional(z.string()),
  symbol: z.optional(z.string()),
  side: z.optional(z.string()),
  volume: text,
  price: text,
  current: text,
  stopLoss: text,
  takeProfit: text,
  pnl: text,
  swap: text,
  magic: text,
  opened_at: number,
  ours: flag,
  digits: number,
});
export type Position = z.infer<typeof positionSchema> & { terminal: string; asOf: number };

const orderSchema = z.object({
  ticket: z.string(),
  symbol: z.optional(z.string()),
  type: z.optional(z.string()),
  volume: text,
  price: text,
  stopLimit: text,
  current: text,
  stopLoss: text,
  takeProfit: text,
  expiration: number,
  placed_at: number,
  ours: flag,
  digits: number,
});
export type Order = z.infer<typeof orderSchema> & { id: string; terminal: string; asOf: number };

const symbolSchema = z.object({
  symbol: z.string(),
  bid: text,
  ask: text,
  digits: number,
  point: text,
  volume_min: text,
  volume_max: text,
  volume_step: text,
  stops_level: number,
  freeze_level: number,
  trade_mode: text,
  orders: z.optional(z.array(z.string())),
  expiry: z.optional(z.array(z.string())),
});
export type SymbolRules = z.infer<typeof symbolSchema>;

function read<T>(
  schema: { safeParse: (value: unknown) => { success: boolean; data?: T } },
  fields: Fields | undefined,
): T | null {
  const parsed = schema.safeParse(fields ?? {});
  return parsed.success && parsed.data !== undefined ? parsed.data : null;
}

export function missionsOf(data: LiveData): Mission[] {
  const stream = data.streams.get('mission');
  if (!stream) return [];
  const missions = [...stream.keys.values()].map((fields) => read(missionSchema, fields)).filter((row) => row !== null);
  return missions.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
}

export function accountOf(data: LiveData, terminal: string): (Account & { asOf: number }) | null {
  const stream = data.streams.get(`state:${terminal}`);
  const account = stream ? read(accountSchema, stream.keys.get('account')) : null;
  return account && stream ? { ...account, asOf: stream.asOf } : null;
}

export function positionsOf(data: LiveData): Position[] {
  const rows: Position[] = [];
  for (const { terminal, fields, asOf } of rowsOf(data, 'position:')) {
    const position = read(positionSchema, fields);
    if (position) rows.push({ ...position, terminal, asOf });
  }
  return rows;
}

export function ordersOf(data: LiveData): Order[] {
  const rows: Order[] = [];
  for (const { terminal, fields, asOf } of rowsOf(data, 'order:')) {
    const order = read(orderSchema, fields);
    if (order) rows.push({ ...order, id: `${terminal}:${order.ticket}`, terminal, asOf });
  }
  return rows;
}

/** What the terminal told of a symbol; null when it is not in its Market Watch, or not told yet. */
export function symbolOf(data: LiveData, terminal: string, symbol: string | undefined): SymbolRules | null {
  const fields = data.streams.get(`state:${terminal}`)?.keys.get(`symbol:${symbol ?? ''}`);
  return fields ? read(symbolSchema, fields) : null;
}

/** Names of the symbols that a terminal watches, sorted. */
export function symbolsOf(data: LiveData, terminal: string): string[] {
  const keys = [...(data.streams.get(`state:${terminal}`)?.keys.keys() ?? [])];
  const names = keys.filter((key) => key.startsWith('symbol:')).map((key) => key.slice('symbol:'.length));
  return names.sort((a, b) => a.localeCompare(b));
}
