// How long reads, commands and doing nothing take, against the whole product on this machine.
// usage: node bench/latency.mjs [idle seconds, 60] [commands, 300]    Prints one JSON line; times in ms, CPU in percent of one core.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { summary, wallNow } from './lib/numbers.mjs';
import { measured } from './lib/session.mjs';

const reads = 200;
const commands = Number(process.argv[3] ?? 300);
const settleSeconds = 10;
const idleSeconds = Number(process.argv[2] ?? 60);
const pauseMs = 10;
const ticksPerSecond = 100;

async function timeOf(rest, path) {
  const samples = [];
  for (let index = 0; index < reads; index++) {
    const started = performance.now();
    await rest.ask('GET', path);
    samples.push(performance.now() - started);
    // Slower than the relay's limit for one address.
    await pause(pauseMs);
  }
  return summary(samples);
}

/** Opens and closes in turn; the ledger's own time says when the broker had it. */
async function commandTimes(stack, rest) {
  const { id } = stack.terminals.Hedging;
  const [toLedger, toResult] = [[], []];
  let position;
  for (let index = 0; index < commands; index++) {
    const [kind, args] =
      position === undefined
        ? ['open', { symbol: 'EURUSD', side: 'buy', order: 'market', volume: '0.01' }]
        : ['close', { position, ticket: position }];
    const started = wallNow();
    const command = await rest.command(kind, id, args, 10);
    toResult.push(wallNow() - started);
    if (command.state !== 'done') throw new Error(`${kind}: ${command.state} ${command.message}`);
    position = kind === 'open' ? command.position : undefined;
    const [row] = await stack.ledgerOf(command.id);
    toLedger.push(row.t - started);
  }
  return { command_to_ledger: summary(toLedger), command_to_result: summary(toResult) };
}

/** CPU ticks of a process by thread name. */
function ticksOf(pid) {
  const ticks = new Map();
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    const stat = readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks.set(name, (ticks.get(name) ?? 0) + Number(fields[11]) + Number(fields[12]));
  }
  return ticks;
}

async function idle(stack) {
  const pids = { relay: stack.relay.pid, terminal: stack.terminals.Hedging.program.pid };
  const before = Object.entries(pids).map(([name, pid]) => [name, pid, ticksOf(pid)]);
  await pause(idleSeconds * 1000);
  const percent = {};
  for (const [program, pid, old] of before) {
    for (const [thread, ticks] of ticksOf(pid)) {
      if (program === 'terminal' && !thread.startsWith('sos')) continue;
      const used = ticks - (old.get(thread) ?? 0);
      percent[`${program}/${thread}`] = Math.round((used / ticksPerSecond / idleSeconds) * 10_000) / 100;
    }
  }
  return percent;
}

await measured(async (stack, rest) => {
  const times = await commandTimes(stack, rest);
  const floor = await timeOf(rest, '/healthz');
  const stats = await timeOf(rest, '/api/dashboard/stats');
  const list = await timeOf(rest, '/api/commands?limit=100');
  const trades = await timeOf(rest, '/api/trades');
  const status = await timeOf(rest, '/api/mt5/status');
  await pause(settleSeconds * 1000);
  const cpu = await idle(stack);
  return { bench: 'latency', ...times, floor, stats, list, trades, status, idle_s: idleSeconds, idle_cpu_percent: cpu };
});
