// The golden frames that the C++ tests read too: every valid one fits the schema of its type, no invalid one does, and the
// dashboard's own reader understands those that are meant for it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import { deltaSchema, heartbeatSchema, parseEnvelope, snapshotSchema, subscribedSchema } from '@/lib/live/frames';

const protocol = join(import.meta.dirname, '../../../protocol');
const read = (path: string): unknown => JSON.parse(readFileSync(join(protocol, path), 'utf8'));
const filesIn = (folder: string) => readdirSync(join(protocol, folder)).filter((name) => name.endsWith('.json'));

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  formats: { uuid: true },
});
for (const name of filesIn('schema')) ajv.addSchema(read(`schema/${name}`) as object, name);

/** The schema of a frame's type; a frame without a known type must at least be an envelope. */
function validatorOf(frame: unknown) {
  const type = (frame as { type?: unknown } | null)?.type;
  const validate = ajv.getSchema(`${type}.schema.json`) ?? ajv.getSchema('envelope.schema.json');
  if (!validate) throw new Error('there is no envelope schema');
  return validate;
}

const valid = filesIn('fixtures/valid');
const invalid = filesIn('fixtures/invalid');

it('has fixtures to read', () => {
  expect(valid.length).toBeGreaterThan(40);
  expect(invalid.length).toBeGreaterThan(20);
});

describe('a valid frame fits the schema of its type', () => {
  it.each(valid)('%s', (name) => {
    const frame = read(`fixtures/valid/${name}`);
    const validate = validatorOf(frame);
    validate(frame);
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('an invalid frame does not', () => {
  it.each(invalid)('%s', (name) => {
    const { frame } = read(`fixtures/invalid/${name}`) as { frame: unknown };
    expect(validatorOf(frame)(frame)).toBe(false);
  });
});

describe('the dashboard reads', () => {
  const schemas = {
    snapshot: snapshotSchema,
    delta: deltaSchema,
    subscribed: subscribedSchema,
    heartbeat: heartbeatSchema,
  } as const;
  const frames = valid.map((name) => [name, JSON.stringify(read(`fixtures/valid/${name}`))] as const);

  it.each(frames)('%s as an envelope', (_, text) => expect(parseEnvelope(text)).not.toBeNull());

  it.each(Object.entries(schemas))('every %s', (type, schema) => {
    const mine = frames.map(([, text]) => parseEnvelope(text)).filter((frame) => frame?.type === type);
    expect(mine.length).toBeGreaterThan(0);
    for (const frame of mine) expect(schema.safeParse(frame?.data).success).toBe(true);
  });
});
