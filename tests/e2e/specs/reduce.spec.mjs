// Less than a whole close: a part, levels, one against another, several by a filter. The broker's ledger is the oracle.
import assert from 'node:assert/strict';
import { eventually } from '../lib/eventually.mjs';
import { executions } from '../lib/stack.mjs';

async function ready(t) {
  const { Hedging, Netting } = t.stack.terminals;
  await t.stack.clear(1001);
  await t.stack.clear(1002);
  await t.stack.hold('EURUSD', '1.08500', '1.08510');
  await t.stack.hold('GBPUSD', '1.27000', '1.27010');
  const dashboard = await t.signedIn();
  await dashboard.live(Hedging.id, Netting.id);
  await dashboard.open('Positions');
  return dashboard;
}

async function held(t, dashboard, symbol, side, volume, name = 'Hedging') {
  const terminal = t.stack.terminals[name];
  const { ticket } = await t.stack.trade(terminal.login, symbol, side, volume);
  const row = dashboard.row(terminal.id, ticket);
  await row.waitFor();
  return { ticket, row };
}

const position = async (t, ticket, login = 1001) =>
  (await t.stack.positions(login)).find((one) => one.ticket === ticket);

export default {
  'closes a part: stepped volume, what stays is said, and the ledger has exactly that part': async (t) => {
    const dashboard = await ready(t);
    const { ticket, row } = await held(t, dashboard, 'EURUSD', 'buy', '0.10');
    await dashboard.more(row, /^Close a part/);
    const dialog = dashboard.dialog();
    const volume = dialog.getByLabel('Volume to close, lots', { exact: true });
    assert.equal(await volume.inputValue(), '0.05');
    await dialog.getByRole('button', { name: /: more$/ }).click();
    assert.equal(await volume.inputValue(), '0.06');
    await dialog.getByText('0.01 to 0.09 lots in steps of 0.01').waitFor();
    await volume.fill('0.10');
    assert.match(await dashboard.blocked(), /use Close/);
    await volume.fill('0.035');
    assert.match(await dashboard.blocked(), /not a multiple of the step 0.01/);
    await dialog.getByRole('button', { name: '25 %' }).click();
    assert.equal(await volume.inputValue(), '0.02');
    assert.match(await dashboard.will(), /Sells 0.02 of 0.10 lots.*0.08 lots stay open/);
    const id = await dashboard.send('Close part');
    assert.deepEqual(executions(await t.stack.ledgerOf(id)).map((one) => [one.kind, Number(one.volume)]), [['partial_close', 0.02]]);
    assert.equal(Number((await position(t, ticket)).volume), 0.08);
    await row.getByText('0.08', { exact: true }).waitFor();
  },

  'a part is refused, with its figures, when the position changed under the dialog': async (t) => {
    const dashboard = await ready(t);
    const { ticket, row } = await held(t, dashboard, 'EURUSD', 'buy', '0.10', 'Netting');
    // The page hears of nothing more, while somebody closes half of it at the terminal.
    await dashboard.more(row, /^Close a part/);
    await dashboard.page.evaluate(() => {
      globalThis.heldFetch = globalThis.fetch;
      globalThis.fetch = async (request) => {
        await new Promise((release) => {
          globalThis.release = release;
        });
        return globalThis.heldFetch(request);
      };
    });
    await dashboard.dialog().getByRole('button', { name: 'Close part' }).click();
    await t.stack.market.post('/trade', { account: 1002, kind: 'close', ticket, volume: '0.03' });
    await eventually(async () => Number((await position(t, ticket, 1002)).volume) === 0.07, '0.07 at the broker');
    await dashboard.page.evaluate(() => globalThis.release());
    await dashboard.chip(dashboard.dialog(), 'refused');
    const words = await dashboard.dialog().textContent();
    assert.match(words, /volume changed meanwhile/);
    assert.match(words, /0\.07/);
    assert.match(words, /rule volume_changed/);
    assert.equal(Number((await position(t, ticket, 1002)).volume), 0.07);
  },

  'sets, moves and removes stop and target, with the distance shown': async (t) => {
    const dashboard = await ready(t);
    const { ticket, row } = await held(t, dashboard, 'EURUSD', 'buy', '0.10');
    await dashboard.more(row, /^Stop and target/);
    const dialog = dashboard.dialog();
    assert.match(await dashboard.blocked(), /Nothing is changed/);
    await dialog.getByLabel('Stop loss', { exact: true }).fill('1.09');
    assert.match(await dashboard.blocked(), /stop loss 1.09 is on the wrong side/);
    await dialog.getByLabel('Stop loss', { exact: true }).fill('1.08300');
    await dialog.getByText('200 points from the price now').waitFor();
    await dialog.getByLabel('Take profit', { exact: true }).fill('1.09000');
    await dashboard.send('Change levels');
    let now = await position(t, ticket);
    assert.deepEqual([Number(now.sl), Number(now.tp)], [1.083, 1.09]);
    await row.getByText('1.08300').waitFor();

    await dashboard.more(row, /^Stop and target/);
    await dashboard.dialog().getByRole('button', { name: 'Remove stop loss' }).click();
    assert.match(await dashboard.will(), /Stop loss 1.08300 is removed.*adds risk/);
    await dashboard.send('Change levels');
    now = await position(t, ticket);
    assert.deepEqual([Number(now.sl), Number(now.tp)], [0, 1.09]);
  },

  'closes one by its opposite on a hedging account, and never offers it on a netting one': async (t) => {
    const dashboard = await ready(t);
    const mine = await held(t, dashboard, 'EURUSD', 'buy', '0.10');
    const menu = async (row) => {
      await row.getByRole('button', { name: /^More for/ }).click();
      const items = await dashboard.page.getByRole('menuitem').allTextContents();
      await dashboard.page.keyboard.press('Escape');
      return items;
    };
    assert.ok((await menu(mine.row)).some((item) => /No opposite position of EURUSD/.test(item)));
    const other = await held(t, dashboard, 'EURUSD', 'sell', '0.04');
    const netting = await held(t, dashboard, 'EURUSD', 'buy', '0.10', 'Netting');
    assert.ok(!(await menu(netting.row)).some((item) => /opposite/.test(item)));
    await dashboard.more(mine.row, /^Close by/);
    assert.match(await dashboard.will(), /Closes 0.04 lots of .* buy 0.06 lots stay open/);
    const id = await dashboard.send('Close both');
    assert.equal(executions(await t.stack.ledgerOf(id)).length, 1);
    await other.row.waitFor({ state: 'detached' });
    assert.equal(Number((await position(t, mine.ticket)).volume), 0.06);
  },

  'closes several by a filter, exactly those of the preview, each with its own result': async (t) => {
    const dashboard = await ready(t);
    const buy = await held(t, dashboard, 'EURUSD', 'buy', '0.10');
    const sell = await held(t, dashboard, 'EURUSD', 'sell', '0.10');
    const pound = await held(t, dashboard, 'GBPUSD', 'buy', '0.10');
    await dashboard.page.getByRole('button', { name: 'Close several…' }).click();
    const dialog = dashboard.dialog();
    await dialog.getByLabel('Account').selectOption(t.stack.terminals.Hedging.id);
    await dialog.locator('[data-preview="3"]').waitFor();
    await dialog.getByLabel('Only those of SignalOS').check();
    assert.match(await dashboard.blocked(), /Nothing fits/);
    await dialog.getByLabel('Only those of SignalOS').uncheck();
    await dialog.getByLabel('Symbol').selectOption('EURUSD');
    await dialog.getByLabel('Side').selectOption('buy');
    await dialog.locator('[data-preview="1"]').waitFor();
    assert.match(await dashboard.will(), /Closes 1 position \(0.10 lots/);
    await dialog.getByLabel('Side').selectOption('');
    await dialog.getByRole('button', { name: 'Close 2' }).click();
    await dashboard.chip(dialog, 'done');
    assert.equal(await dialog.locator('[data-leg]').count(), 2);
    await dialog.locator('[data-scan]').getByText('nothing is left').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await buy.row.waitFor({ state: 'detached' });
    await sell.row.waitFor({ state: 'detached' });
    assert.deepEqual((await t.stack.positions(1001)).map((one) => one.ticket), [pound.ticket]);
  },

  'closing many at once takes a typed word': async (t) => {
    const dashboard = await ready(t);
    for (let index = 0; index < 6; index++) await held(t, dashboard, 'EURUSD', 'buy', '0.01');
    await dashboard.page.getByRole('button', { name: 'Close several…' }).click();
    const dialog = dashboard.dialog();
    await dialog.getByLabel('Account').selectOption(t.stack.terminals.Hedging.id);
    assert.equal(await dialog.getByRole('button', { name: 'Close 6' }).isDisabled(), true);
    await dialog.getByLabel(/^Type CLOSE/).fill('CLOSE');
    await dialog.getByRole('button', { name: 'Close 6' }).dblclick();
    await dashboard.chip(dialog, 'done');
    assert.deepEqual(await t.stack.positions(1001), []);
    const commands = (await dashboard.commands()).filter(({ kind }) => kind === 'close_all');
    assert.equal(commands.filter(({ arguments: args }) => Object.keys(args).length === 0).length, 1);
  },
};
