// A program under test: started, awaited by its ready line, stopped by its own process id.
import { spawn } from 'node:child_process';
import { appendFileSync, createWriteStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export class Program {
  constructor(name, command, args, logPath) {
    this.name = name;
    this.logPath = logPath;
    appendFileSync(logPath, '');
    const log = createWriteStream(logPath, { flags: 'a' });
    this.child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stderr.pipe(log, { end: false });
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
    this.ready = null;
    this.started = new Promise((resolve, reject) => {
      createInterface({ input: this.child.stdout }).on('line', (line) => {
        // The ready line may carry the one-time password: it stays out of the log.
        if (!line.startsWith('{"ready"')) return log.write(`${line}\n`);
        this.ready = JSON.parse(line);
        resolve(this.ready);
      });
      this.child.once('error', reject);
      this.ended.then((code) => reject(new Error(`${name} ended (${code}) before it was ready\n${this.tail()}`)));
    });
    this.started.catch(() => {});
  }

  async waitReady(seconds = 30) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${this.name} was not ready in ${seconds} s\n${this.tail()}`)), seconds * 1000);
    });
    return Promise.race([this.started, late]).finally(() => clearTimeout(timer));
  }

  get pid() {
    return this.child.pid;
  }

  running() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** As a power cut would: no handler runs. */
  async kill() {
    if (this.running()) this.child.kill('SIGKILL');
    await this.ended;
  }

  async stop(seconds = 15) {
    if (!this.running()) return;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), seconds * 1000);
    await this.ended;
    clearTimeout(timer);
  }

  tail(lines = 25) {
    return readFileSync(this.logPath, 'utf8').split('\n').slice(-lines).join('\n');
  }
}
