// Pending orders: placed, changed, cancelled; rows follow the broker, and its ledger has the last word.
import assert from 'node:assert/strict';
import { eventually } from '../lib/eventually.mjs';
import { executions } from '../lib/stack.mjs';

async function ready(t) {
  const { Hedging, Netting } = t.stack.terminals;
  await t.stack.clear(1001);
  await t.stack.hold('EURUSD', '1.08500', '1.08510');
  const dashboard = await t.signedIn();
  await dashboard.live(Hedging.id, Netting.id);
  await dashboard.open('Orders');
  return dashboard;
}

async function fill(t, dashboard, order) {
  await dashboard.page.getByRole('button', { name: 'Place…' }).click();
  const dialog = dashboard.dialog();
  await dialog.getByLabel('Account').selectOption(t.stack.terminals.Hedging.id);
  await dialog.getByLabel('Symbol').fill('EURUSD');
  await dialog.locator('[data-quote]').getByText('1.08500 / 1.08510').waitFor();
  await dialog.getByLabel('Side').selectOption(order.side);
  await dialog.getByLabel('Order', { exact: true }).selectOption(order.type);
  await dialog.getByLabel('Volume, lots', { exact: true }).fill(order.volume ?? '0.10');
  await dialog.getByLabel(order.type === 'limit' ? 'Price' : 'Stop price', { exact: true }).fill(order.price);
  if (order.limit) await dialog.getByLabel('Stop-limit price').fill(order.limit);
  if (order.ends) await dialog.getByLabel('Ends', { exact: true }).selectOption(order.ends);
  return dialog;
}

const placed = async (t) => (await t.stack.orders(1001))[0];

export default {
  'places a limit order once, though pressed many times, and shows its distance and end': async (t) => {
    const dashboard = await ready(t);
    const dialog = await fill(t, dashboard, { side: 'buy', type: 'limit', price: '1.09000' });
    assert.match(await dashboard.blocked(), /needs a price below the market’s 1.08510/);
    await dialog.getByLabel('Price', { exact: true }).fill('1.08000');
    await dialog.getByText('510 points from the market’s 1.08510').waitFor();
    await dialog.getByLabel('Ends', { exact: true }).selectOption('60');
    assert.match(await dashboard.will(), /Buys 0.10 lots of EURUSD on Hedging when the price reaches 1.08000.*ends in 1 h/);
    const press = dialog.getByRole('button', { name: 'Place order' });
    await press.focus();
    await dashboard.page.evaluate(() => {
      const button = document.activeElement;
      for (let index = 0; index < 4; index++) button.click();
    });
    await dashboard.chip(dialog, 'done');
    const id = await dialog.locator('[data-outcome]').getAttribute('data-outcome');
    await dialog.getByRole('button', { name: 'Done' }).click();
    assert.equal(executions(await t.stack.ledgerOf(id)).length, 1);
    assert.equal((await t.stack.orders(1001)).length, 1);
    const row = dashboard.order(t.stack.terminals.Hedging.id, (await placed(t)).ticket);
    await row.locator('[data-distance]').getByText('510 pts').waitFor();
    await row.getByRole('cell', { name: /^in 59 min/ }).waitFor();
    await t.stack.hold('EURUSD', '1.08100', '1.08110');
    await row.locator('[data-distance]').getByText('110 pts').waitFor();
  },

  'a stop-limit order rests with both prices, is changed in place, and is cancelled': async (t) => {
    const dashboard = await ready(t);
    await fill(t, dashboard, { side: 'sell', type: 'stop_limit', price: '1.08000', limit: '1.08200' });
    await dashboard.send('Place order');
    const order = await placed(t);
    const row = dashboard.order(t.stack.terminals.Hedging.id, order.ticket);
    await row.getByText('limit 1.08200').waitFor();

    await row.getByRole('button', { name: /^Change/ }).click();
    const dialog = dashboard.dialog();
    assert.match(await dashboard.blocked(), /Nothing is changed/);
    await dialog.getByLabel('Stop price').fill('1.08050');
    await dialog.getByLabel('Stop loss', { exact: true }).fill('1.08500');
    await dialog.getByRole('button', { name: 'Change when it ends' }).click();
    await dialog.getByLabel('Ends', { exact: true }).selectOption('1440');
    assert.match(await dashboard.will(), /Stop price|Price 1.08000 → 1.08050.*Stop loss is set to 1.08500.*Ends: until cancelled → in 1 d/);
    await dashboard.send('Change order');
    await row.getByText('1.08050').waitFor();
    await row.getByRole('cell', { name: /^in 23 h/ }).waitFor();

    await row.getByRole('button', { name: /^Cancel/ }).click();
    await dashboard.send('Cancel order');
    await row.waitFor({ state: 'detached' });
    assert.deepEqual(await t.stack.orders(1001), []);
  },

  'says the rule and its figures when the terminal refuses an order': async (t) => {
    const dashboard = await ready(t);
    await fill(t, dashboard, { side: 'buy', type: 'limit', price: '1.08000', volume: '2' });
    await dashboard.dialog().getByRole('button', { name: 'Place order' }).click();
    await dashboard.chip(dashboard.dialog(), 'refused');
    const words = await dashboard.dialog().textContent();
    assert.match(words, /More lots than the terminal’s inputs allow/);
    assert.match(words, /volume 2 · limit 1 · rule max_lots/);
    assert.deepEqual(await t.stack.orders(1001), []);
  },

  'cancels all, one command and one result for each ticket': async (t) => {
    const dashboard = await ready(t);
    for (const price of ['1.07000', '1.07100', '1.07200']) {
      await t.stack.market.post('/trade', {
        ...{ account: 1001, kind: 'pending', type: 'buy_limit', symbol: 'EURUSD', volume: '0.10', price },
      });
    }
    const rows = dashboard.page.locator('[data-order]');
    await eventually(async () => (await rows.count()) === 3, 'three rows');
    await dashboard.page.getByRole('button', { name: 'Cancel all…' }).click();
    const dialog = dashboard.dialog();
    await dialog.getByRole('button', { name: 'Cancel 3 orders' }).dblclick();
    await eventually(async () => {
      const states = await dialog.locator('[data-command-state]').evaluateAll((chips) =>
        chips.map((chip) => chip.getAttribute('data-command-state')),
      );
      return states.length === 3 && states.every((state) => state === 'done');
    }, 'three cancelled');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await eventually(async () => (await rows.count()) === 0, 'no row');
    assert.deepEqual(await t.stack.orders(1001), []);
    const commands = await dashboard.commands();
    const cancels = commands.filter(({ kind, created_at }) => kind === 'cancel_order' && created_at > Date.now() - 60_000);
    assert.equal(new Set(cancels.map(({ arguments: args }) => args.ticket)).size, cancels.length);
  },
};
