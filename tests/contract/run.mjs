// Holds every recorded REST answer against protocol/openapi.yaml. usage: node tests/contract/run.mjs DIRECTORY
// Fails on an answer that does not fit, on a request that the relay took although it does not, on a route nobody asked,
// and on a type of frame that no dashboard received.
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Contract } from './document.mjs';
import { judge } from './judge.mjs';
import { judgeTypes, knownTypes, receivedTypes } from './types.mjs';

const shown = 5;
const root = fileURLToPath(new URL('../..', import.meta.url));
const contract = new Contract(root);
const faults = new Map();
let answers = 0;

async function read(file) {
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = JSON.parse(text);
    answers++;
    const { wrong, route } = judge(contract, line);
    if (!wrong) continue;
    const name = `${route || `${line.verb} ${line.path.split('?')[0]}`} ${line.status}`;
    const known = faults.get(name) ?? [];
    if (known.length < shown && !known.some((one) => one.startsWith(wrong))) known.push(`${wrong}\n          ${line.verb} ${line.path}: ${line.body.slice(0, 300)}`);
    faults.set(name, known);
  }
}

const directory = process.argv[2];
for (const name of readdirSync(directory).filter((one) => one.endsWith('.jsonl'))) await read(join(directory, name));

let failed = 0;
for (const [name, all] of faults) {
  failed++;
  console.log(`  FAIL  ${name}`);
  for (const wrong of all) console.log(`        ${wrong}`);
}
const untouched = contract.operations.filter((one) => one.seen === 0);
for (const one of untouched) console.log(`  FAIL  nobody asked ${one.verb.toUpperCase()} ${one.path}`);
failed += untouched.length;
let passed = contract.operations.length - untouched.length;
const types = knownTypes(root);
const strangers = judgeTypes(types, receivedTypes(directory));
for (const wrong of strangers) console.log(`  FAIL  ${wrong}`);
failed += strangers.length;
passed += Math.max(0, types.length - strangers.length);
console.log(`${answers} answers held against ${contract.operations.length} routes, ${types.length} types of frames`);
if (answers === 0) failed++;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
