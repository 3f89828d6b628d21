// Opening: what adds risk is checked at the broker's ledger, and its refusals are shown in the broker's words.
import assert from 'node:assert/strict';
import { executions } from '../lib/stack.mjs';

async function fill(dashboard, { account, symbol = 'EURUSD', side = 'buy', volume = '0.10', sl = '' }) {
  await dashboard.page.getByRole('button', { name: 'Open…' }).click();
  const dialog = dashboard.dialog();
  await dialog.getByLabel('Account').selectOption(account);
  await dialog.getByLabel('Symbol').fill(symbol);
  await dialog.getByLabel('Side').selectOption(side);
  await dialog.getByLabel('Volume, lots', { exact: true }).fill(volume);
  await dialog.getByLabel('Stop loss').fill(sl);
  return dialog;
}

async function ready(t) {
  const dashboard = await t.signedIn();
  await dashboard.live(t.stack.terminals.Hedging.id, t.stack.terminals.Netting.id);
  await dashboard.open('Positions');
  return dashboard;
}

const opens = async (dashboard) => (await dashboard.commands()).filter(({ kind }) => kind === 'open');

export default {
  'opens one position on the chosen account, though pressed many times': async (t) => {
    const dashboard = await ready(t);
    const dialog = await fill(dashboard, { account: t.stack.terminals.Netting.id, volume: '0.20' });
    const press = dialog.getByRole('button', { name: 'Open at market' });
    await press.focus();
    await dashboard.page.evaluate(() => {
      const button = document.activeElement;
      for (let index = 0; index < 4; index++) button.click();
    });
    await dashboard.chip(dialog, 'done');
    const [command, ...more] = await opens(dashboard);
    assert.equal(more.length, 0);
    const rows = executions(await t.stack.ledgerOf(command.id));
    assert.deepEqual(rows.map((row) => [row.account, row.kind, row.symbol]), [[1002, 'open', 'EURUSD']]);
    assert.equal(Number(rows[0].volume), 0.2);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dashboard.row(t.stack.terminals.Netting.id, command.position).waitFor();
    assert.equal((await t.stack.positions(1001)).length, 0);
  },

  'shows the broker’s words when it refuses, and nothing is open': async (t) => {
    const dashboard = await ready(t);
    await t.stack.market.post('/fault', { match: { kind: 'open' }, effect: 'retcode', retcode: 10019, times: 0 });
    const dialog = await fill(dashboard, { account: t.stack.terminals.Hedging.id });
    await dialog.getByRole('button', { name: 'Open at market' }).click();
    await dashboard.chip(dialog, 'rejected');
    assert.match(await dialog.textContent(), /money.*10019/i);
    await t.stack.market.delete('/fault');
    assert.deepEqual(await t.stack.positions(1001), []);
  },

  'shows the guard’s rule when the terminal refuses': async (t) => {
    const dashboard = await ready(t);
    const dialog = await fill(dashboard, { account: t.stack.terminals.Hedging.id, symbol: 'NOSUCH' });
    await dialog.getByRole('button', { name: 'Open at market' }).click();
    await dashboard.chip(dialog, 'refused');
    assert.match(await dialog.textContent(), /symbol/i);
    const [command] = await opens(dashboard);
    assert.deepEqual(await t.stack.ledgerOf(command.id), []);
  },

  'says what is wrong with a volume before anything is sent': async (t) => {
    const dashboard = await ready(t);
    const before = (await opens(dashboard)).length;
    const dialog = await fill(dashboard, { account: t.stack.terminals.Hedging.id, volume: 'much' });
    assert.equal(await dialog.getByRole('button', { name: 'Open at market' }).isDisabled(), true);
    await dialog.getByLabel('Volume, lots', { exact: true }).press('Enter');
    assert.match(await dashboard.blocked(), /volume in lots/);
    assert.equal((await opens(dashboard)).length, before);
  },
};
