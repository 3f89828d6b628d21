// Fails the build when what a browser must load before the first sign-in outgrows its budget (bytes after gzip -9): the files
// that index.html itself names, the entry and what it imports at once.
import { readFileSync, statSync } from 'node:fs';

const budgets = { js: 130_000, css: 25_000 };
const dist = new URL('../dist/', import.meta.url);
const sizes = { js: 0, css: 0 };
for (const [, name, kind] of readFileSync(new URL('index.html', dist), 'utf8').matchAll(
  /"\/(assets\/[^"]+\.(js|css))"/g,
)) {
  sizes[kind] += statSync(new URL(`${name}.gz`, dist)).size;
}
for (const [kind, budget] of Object.entries(budgets)) {
  const size = sizes[kind];
  console.log(`entry ${kind}: ${size} of ${budget} bytes gzipped`);
  if (size === 0 || size > budget) {
    console.error(size === 0 ? `index.html names no ${kind}` : `entry ${kind} is over its budget`);
    process.exitCode = 1;
  }
}
