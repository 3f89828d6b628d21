// One Chromium that trusts the test's own authority, through a throwaway NSS profile; nothing ignores certificate errors.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '../../../web/node_modules/playwright-core/index.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export class Browser {
  static async start(caFile) {
    const home = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'signalos-home-'));
    const nss = join(home, '.pki/nssdb');
    mkdirSync(nss, { recursive: true });
    const certutil = (...args) => execFileSync('certutil', ['-d', `sql:${nss}`, ...args], { stdio: 'pipe' });
    certutil('-N', '--empty-password');
    certutil('-A', '-t', 'C,,', '-n', 'SignalOS test', '-i', caFile);
    const chromiumProcess = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: flags,
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_CACHE_HOME: join(home, 'cache') },
    });
    return new Browser(chromiumProcess, home);
  }

  constructor(process, home) {
    this.process = process;
    this.home = home;
  }

  /** A new visitor: no cookie, no storage. What goes wrong in any of its pages is kept in `faults`. */
  async visitor(options = {}) {
    const context = await this.process.newContext({ viewport: { width: 1280, height: 850 }, ...options });
    const faults = [];
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => faults.push(`page: ${error.error().message}`));
    return { context, faults };
  }

  async stop() {
    await this.process.close();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 3 });
  }
}
