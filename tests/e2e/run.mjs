// Runs the specs against the real product in Chromium. usage: node tests/e2e/run.mjs [spec...]
// Prints a line per test and at the end "N passed, N failed". E2E_SHOTS=DIR keeps a picture of every test's end.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Browser } from './lib/browser.mjs';
import { Dashboard } from './lib/dashboard.mjs';
import { Stack } from './lib/stack.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const shots = process.env.E2E_SHOTS;
const counts = { passed: 0, failed: 0 };

function report(name, failure) {
  counts[failure ? 'failed' : 'passed']++;
  console.log(failure ? `  FAIL  ${name}\n        ${failure.replaceAll('\n', '\n        ')}` : `  ok    ${name}`);
}

/** What a test gets: the stack, pages of new visitors, and a way to name the faults it causes on purpose. */
class Test {
  constructor(stack, browser) {
    this.stack = stack;
    this.browser = browser;
    this.visitors = [];
    this.allowed = [];
  }

  /** Console messages that belong to what the test does, such as a refused sign-in. */
  allow(...patterns) {
    this.allowed.push(...patterns);
  }

  async visit(options) {
    const visitor = await this.browser.visitor(options);
    this.visitors.push(visitor);
    return new Dashboard(await visitor.context.newPage(), this.stack.origin);
  }

  async signedIn(options) {
    // Before the sign-in the page asks who is there, and Chromium logs the 401 as an error.
    this.allow(/status of 401/);
    const dashboard = await this.visit(options);
    await dashboard.signIn(this.stack.owner);
    return dashboard;
  }

  faults() {
    const all = this.visitors.flatMap((visitor) => visitor.faults);
    return all.filter((fault) => !this.allowed.some((pattern) => pattern.test(fault)));
  }

  async end(name) {
    for (const [index, { context }] of this.visitors.entries()) {
      const page = context.pages()[0];
      if (shots && page) await page.screenshot({ path: join(shots, `${name}-${index}.png`) }).catch(() => {});
      await context.close();
    }
  }
}

async function runTest(spec, name, body, stack, browser) {
  const test = new Test(stack, browser);
  let failure = '';
  try {
    await body(test);
    const faults = test.faults();
    if (faults.length > 0) failure = `the browser complained:\n${faults.join('\n')}`;
  } catch (error) {
    failure = `${error.stack ?? error}\n${test.faults().join('\n')}`;
  }
  await test.end(`${spec}-${name}`.replace(/[^a-z0-9]+/gi, '-').slice(0, 80));
  report(`${spec}: ${name}`, failure);
}

async function runSpec(file, tls, browser) {
  const spec = file.replace('.spec.mjs', '');
  let stack;
  try {
    const { default: tests } = await import(pathToFileURL(join(here, 'specs', file)));
    stack = await Stack.start(tls);
    for (const [name, body] of Object.entries(tests)) await runTest(spec, name, body, stack, browser);
  } catch (error) {
    report(`${spec}: the stack starts`, String(error.stack ?? error));
  } finally {
    await stack?.stop();
  }
}

const wanted = process.argv.slice(2);
const files = readdirSync(join(here, 'specs')).filter((file) => file.endsWith('.spec.mjs'));
const chosen = files.filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name))).sort();
if (shots) mkdirSync(shots, { recursive: true });
const tls = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'signalos-tls-'));
execFileSync(join(here, '../../packaging/setup/make-ca.sh'), [tls], { stdio: 'ignore' });
const browser = await Browser.start(join(tls, 'ca.pem'));
try {
  for (const file of chosen) await runSpec(file, tls, browser);
} finally {
  await browser.stop();
  rmSync(tls, { recursive: true, force: true });
}
if (chosen.length === 0) report(`specs named ${wanted}`, 'there are none');
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
