// Fails the build when what a browser must load before the first sign-in outgrows its budget (bytes after gzip -9).
import { readdirSync, statSync } from 'node:fs';

const budgets = { js: 130_000, css: 25_000 };
const assets = new URL('../dist/assets/', import.meta.url);
const sizes = { js: 0, css: 0 };
for (const name of readdirSync(assets)) {
  const kind = /^index-.*\.(js|css)\.gz$/.exec(name)?.[1];
  if (kind !== undefined) sizes[kind] += statSync(new URL(name, assets)).size;
}
for (const [kind, budget] of Object.entries(budgets)) {
  const size = sizes[kind];
  console.log(`entry ${kind}: ${size} of ${budget} bytes gzipped`);
  if (size === 0 || size > budget) {
    console.error(size === 0 ? `no entry ${kind} found in dist/assets` : `entry ${kind} is over its budget`);
    process.exitCode = 1;
  }
}
