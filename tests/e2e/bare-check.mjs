// Signs in to a running ./run with the password it printed, sees both demo accounts live, closes one position, asks the ledger.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser } from './lib/browser.mjs';
import { Dashboard } from './lib/dashboard.mjs';
import { control, executions } from './lib/stack.mjs';

const printed = readFileSync(process.env.BARE_OUTPUT, 'utf8');
function find(what, pattern) {
  const found = pattern.exec(printed)?.[1];
  assert.ok(found, `./run printed no ${what}`);
  return found;
}

const owner = { email: find('owner', /^ {2}sign in +(\S+)$/m), password: find('password', /^ {2}password +(\S+)/m) };
const market = control(find("broker's address", /http:\/\/([\d.:]+)\/ledger/));
const browser = await Browser.start(join(process.env.BARE_DATA, 'tls/ca.pem'));
try {
  const { context, faults } = await browser.visitor();
  const dashboard = new Dashboard(await context.newPage(), process.env.BARE_ADDRESS);
  await dashboard.signIn(owner);
  const status = await dashboard.ask('/api/mt5/status');
  assert.equal(status.terminals.length, 2);
  await dashboard.live(...status.terminals.map((row) => row.terminal));
  console.log('both demo accounts are live');

  const { terminal } = status.terminals.find((row) => row.login === '1001');
  const trade = await market.post('/trade', { account: 1001, kind: 'open', symbol: 'EURUSD', side: 'buy', volume: '0.10' });
  assert.equal(trade.retcode, 10009, JSON.stringify(trade));
  await dashboard.open('Positions');
  const row = dashboard.row(terminal, trade.ticket);
  await row.getByRole('button', { name: /^Close/ }).click();
  await dashboard.dialog().getByRole('button', { name: 'Close position' }).click();
  await dashboard.chip(dashboard.dialog(), 'done');
  await row.waitFor({ state: 'detached' });
  const [command] = await dashboard.commands();
  const { rows } = await market.get(`/ledger?tag=${command.id.replaceAll('-', '').slice(-12)}`);
  assert.equal(executions(rows).length, 1, JSON.stringify(rows));
  console.log('one position closed; the ledger has it once');
  const complaints = faults.filter((fault) => !/status of 401/.test(fault));
  assert.deepEqual(complaints, []);
} finally {
  await browser.stop();
}
