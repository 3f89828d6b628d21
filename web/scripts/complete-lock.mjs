// Run after every `npm install`. A registry that does not carry other platforms' optional packages makes npm write a lock file
// without them, which `npm ci` then refuses. This names them with the platform they are for, so that npm ci skips them; it also
// takes out download addresses, because the lock file must work with whatever registry a machine is set up for.
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'wasm32'];
const processors = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64'];

function platformOf(name) {
  if (name === 'fsevents') return { os: ['darwin'] };
  const parts = name.split(/[-/]/);
  const os = parts.find((part) => systems.includes(part));
  const cpu = parts.find((part) => processors.includes(part));
  if (os === 'wasm32' || parts.includes('wasm32')) return { cpu: ['wasm32'] };
  if (os === undefined) throw new Error(`cannot tell the platform of ${name}`);
  return {
    os: [os],
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os === 'linux' ? { libc: [parts.includes('musl') ? 'musl' : 'glibc'] } : {}),
  };
}

for (const entry of Object.values(lock.packages)) delete entry.resolved;
for (const [where, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = `${where}/node_modules/${name}`;
    if (lock.packages[nested] || lock.packages[`node_modules/${name}`]) continue;
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/, ''),
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    console.log(`named ${name}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
