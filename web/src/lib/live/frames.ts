// The frames of /ws, checked at the boundary (protocol/README.md section 6). Unknown members are ignored.
import * as z from 'zod/mini';

export const envelopeSchema = z.object({
  type: z.string(),
  ts: z.number(),
  data: z.record(z.string(), z.unknown()),
  re: z.optional(z.string()),
  ch: z.optional(z.string()),
  ep: z.optional(z.string()),
  off: z.optional(z.number()),
});
export type Envelope = z.infer<typeof envelopeSchema>;

const fieldsSchema = z.record(z.string(), z.unknown());
export type Fields = z.infer<typeof fieldsSchema>;
const keysSchema = z.record(z.string(), fieldsSchema);

export const snapshotSchema = z.object({ as_of: z.number(), page: z.number(), last: z.boolean(), keys: keysSchema });
export type Snapshot = z.infer<typeof snapshotSchema>;

export const deltaSchema = z.object({
  from: z.number(),
  as_of: z.number(),
  set: keysSchema,
  del: z.array(z.string()),
});
export type Delta = z.infer<typeof deltaSchema>;

export const heartbeatSchema = z.object({
  n: z.optional(z.number()),
  latency_ms: z.optional(z.nullable(z.number())),
  clock_offset_ms: z.optional(z.nullable(z.number())),
  tops: z.optional(z.record(z.string(), z.number())),
});

export const subscribedSchema = z.object({
  channels: z.array(z.object({ ch: z.string(), ep: z.string(), off: z.number(), recovered: z.boolean() })),
});

/** null when the text is not a frame of ours. */
export function parseEnvelope(text: string): Envelope | null {
  try {
    const parsed = envelopeSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
