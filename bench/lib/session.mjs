// The product started for a measurement, and a signed-in REST client that keeps its connection.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../tests/e2e/lib/eventually.mjs';
import { Stack } from '../../tests/e2e/lib/stack.mjs';

const password = 'a password for measuring';

class Rest {
  constructor(origin, caFile) {
    this.origin = origin;
    this.agent = new Agent({ keepAlive: true, maxSockets: 1, ca: readFileSync(caFile) });
    this.cookie = '';
  }

  ask(method, path, body, more = {}) {
    const headers = { Origin: this.origin, 'X-SignalOS-CSRF': '1', Cookie: this.cookie, ...more };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    return new Promise((resolve, reject) => {
      const sent = request(`${this.origin}${path}`, { method, headers, agent: this.agent }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (answer.statusCode >= 400) return reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
          resolve({ headers: answer.headers, body: text === '' ? null : JSON.parse(text) });
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  async signIn(owner) {
    const { headers } = await this.ask('POST', '/api/auth/login', owner);
    this.cookie = headers['set-cookie'][0].split(';')[0];
    if (owner.password === password) return;
    await this.ask('POST', '/api/auth/password', { current: owner.password, password });
    owner.password = password;
  }

  async command(kind, terminal, args, wait = 0) {
    const headers = { 'Idempotency-Key': randomUUID(), ...(wait > 0 ? { Prefer: `wait=${wait}` } : {}) };
    return (await this.ask('POST', '/api/commands', { kind, terminal, args }, headers)).body.command;
  }
}

/** Runs a measurement with a live stack and a signed-in client, and stops everything after it. */
export async function measured(body) {
  const tls = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'signalos-bench-'));
  let stack;
  try {
    execFileSync(fileURLToPath(new URL('../../packaging/setup/make-ca.sh', import.meta.url)), [tls], { stdio: 'ignore' });
    stack = await Stack.start(tls);
    const rest = new Rest(stack.origin, stack.ca);
    await rest.signIn(stack.owner);
    const rows = async () => (await rest.ask('GET', '/api/mt5/status')).body.terminals;
    const green = (row) => row.lights.relay_terminal === 'green' && row.lights.terminal_broker === 'green';
    await eventually(async () => (await rows()).filter(green).length === 2, 'both terminals live', 40);
    console.log(JSON.stringify(await body(stack, rest)));
    rest.agent.destroy();
  } finally {
    await stack?.stop();
    rmSync(tls, { recursive: true, force: true });
  }
}
