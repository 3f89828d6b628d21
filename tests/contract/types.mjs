// Every type of frame that the relay sends to dashboards was received by some test, under both of its names.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const row = /^\s*\{"([a-z0-9_]+)", "([A-Za-z0-9_]*)"\},$/gm;

/** [{name, classic}] as the relay's own table has them. */
export function knownTypes(root) {
  const source = readFileSync(join(root, 'relay/src/core/event_types.hpp'), 'utf8');
  return [...source.matchAll(row)].map(([, name, classic]) => ({ name, classic }));
}

export function receivedTypes(directory) {
  const files = readdirSync(directory).filter((one) => one.endsWith('.types'));
  return new Set(files.flatMap((one) => readFileSync(join(directory, one), 'utf8').split('\n').filter(Boolean)));
}

/** Words for what is missing and for what nobody announced. A name of the keyed streams or of the classic dialect alone is received there. */
export function judgeTypes(known, received) {
  const own = new Set(known.flatMap(({ name, classic }) => [name, classic]));
  const missing = known.filter(({ name, classic }) => !received.has(name) && !received.has(classic)).map(({ name }) => `nobody received ${name}`);
  const silent = known.filter(({ name, classic }) => classic && !received.has(classic)).map(({ name }) => `no plain client received ${name}`);
  const unknown = [...received].filter((type) => !own.has(type)).map((type) => `${type} came and stands in no row of event_types.hpp`);
  return [...new Set([...missing, ...silent, ...unknown])];
}
