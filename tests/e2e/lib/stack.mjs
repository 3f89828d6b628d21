// The whole product on free loopback ports in a temporary directory, as a trader runs it: relay, broker, two terminals.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Program } from './program.mjs';
import { RecordingProxy } from './recording_proxy.mjs';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const bin = join(process.env.BUILD ?? join(root, 'build/release'), 'bin');

export class Stack {
  /** `tls` is a directory of packaging/setup/make-ca.sh. */
  static async start(tls) {
    const stack = new Stack(tls);
    try {
      await stack.begin();
    } catch (failure) {
      await stack.stop();
      throw failure;
    }
    return stack;
  }

  constructor(tls) {
    this.tls = tls;
    this.ca = join(tls, 'ca.pem');
    this.directory = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'signalos-e2e-'));
    this.port = 0;
    this.terminals = {};
  }

  async begin() {
    // Browsers come in through it, terminals do not.
    this.proxy = await RecordingProxy.start(this.tls, () => this.port);
    this.origin = `https://localhost:${this.proxy.port}`;
    await this.startRelay();
    this.owner = { email: this.relay.ready.owner, password: this.relay.ready.one_time_password };
    const data = join(this.directory, 'broker');
    this.broker = this.program('broker', 'signalos-broker', [
      ...['--listen', '127.0.0.1:0', '--control', '127.0.0.1:0', '--data', data],
    ]);
    await this.broker.waitReady();
    this.market = control(this.broker.ready.control);
    await this.addTerminal('Hedging', 1001);
    await this.addTerminal('Netting', 1002);
  }

  program(name, program, args) {
    return new Program(name, join(bin, program), args, join(this.directory, `${name}.log`));
  }

  /** Also after a kill: the port stays, so that terminals and browsers find it again. */
  async startRelay() {
    const config = join(this.directory, 'relay.toml');
    writeFileSync(
      config,
      `listen = "127.0.0.1:${this.port}"\ndata_dir = "${join(this.directory, 'relay')}"\n` +
        `web_root = "${join(root, 'web/dist')}"\nallowed_origins = ["${this.origin}"]\n\n` +
        `[tls]\ncertificate = "${this.tls}/server.pem"\nkey = "${this.tls}/server.key"\n`,
    );
    this.relay = this.program('relay', 'signalos-relay', ['serve', '--config', config]);
    await this.relay.waitReady();
    this.port = Number(this.relay.ready.listen.split(':').at(-1));
  }

  /** What an operator asks of the running relay from the command line. */
  async admin(operation, ...words) {
    const { stdout } = await run(join(bin, 'signalos-relay'), [
      ...['admin', operation, '--data', join(this.directory, 'relay'), ...words],
    ]);
    return JSON.parse(stdout);
  }

  async addTerminal(name, login) {
    const { terminal, key } = await this.admin('create-terminal', '--name', name);
    this.terminals[name] = { id: terminal, key, login };
    await this.startTerminal(name);
  }

  async startTerminal(name) {
    const { key, login } = this.terminals[name];
    const data = join(this.directory, name);
    mkdirSync(data, { recursive: true });
    // In a file of its own, not in the process list: the key is a secret.
    const inputs = join(this.directory, `${name}.inputs`);
    writeFileSync(
      inputs,
      `InpRelayAddress=wss://localhost:${this.port}/ws/terminal\nInpPairingCode=${key}\nInpCaFile=${this.ca}\nInpReconcileWait=10\n`,
      { mode: 0o600 },
    );
    const program = this.program(name, 'signalos-terminal', [
      ...['--broker', this.broker.ready.listen, '--login', String(login), '--data', data],
      ...['--bridge', join(bin, 'libSignalOSBridge.so'), '--control', '127.0.0.1:0', '--inputs-file', inputs],
    ]);
    await program.waitReady();
    Object.assign(this.terminals[name], { program, control: control(program.ready.control) });
  }

  /** The user's own trade at the broker; a position appears without any command of ours. */
  async trade(account, symbol, side, volume) {
    return this.market.post('/trade', { account, kind: 'open', symbol, side, volume });
  }

  /** The price is held where it is put, so that a test can reason about distances. */
  async hold(symbol, bid, ask) {
    return this.market.post('/price', { symbol, bid, ask, hold: true });
  }

  async account(login) {
    const { accounts } = await this.market.get('/state');
    return accounts.find((account) => account.login === login);
  }

  async positions(login) {
    return (await this.account(login)).positions;
  }

  async orders(login) {
    return (await this.account(login)).orders;
  }

  /** Everything of an account, by the user's own hand. */
  async clear(login) {
    for (const { ticket } of await this.positions(login)) await this.market.post('/trade', { account: login, kind: 'close', ticket });
    for (const { ticket } of await this.orders(login)) await this.market.post('/trade', { account: login, kind: 'cancel', ticket });
  }

  /** Everything the broker did or refused by the tag of one command. */
  async ledgerOf(commandId) {
    const { rows } = await this.market.get(`/ledger?tag=${commandId.replaceAll('-', '').slice(-12)}`);
    return rows;
  }

  async stop() {
    for (const { program } of Object.values(this.terminals)) await program?.stop();
    await this.broker?.stop();
    await this.relay?.stop();
    this.proxy?.stop();
    if (!process.env.E2E_KEEP) rmSync(this.directory, { recursive: true, force: true });
  }
}

/** The rows that really moved something. */
export const executions = (rows) => rows.filter((row) => [10008, 10009, 10010].includes(row.retcode));

/** A control port of the simulator: plain HTTP on loopback. */
export function control(address) {
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://${address}${path}`, { method, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    delete: (path) => ask('DELETE', path),
  };
}
