// One close, for real: the row, the chip, and what the broker's ledger says.
import assert from 'node:assert/strict';
import { eventually } from '../lib/eventually.mjs';
import { executions } from '../lib/stack.mjs';

async function opened(t, dashboard, side = 'buy', volume = '0.10') {
  const hedging = t.stack.terminals.Hedging;
  const { ticket } = await t.stack.trade(hedging.login, 'EURUSD', side, volume);
  await dashboard.row(hedging.id, ticket).waitFor();
  return { ticket, row: dashboard.row(hedging.id, ticket), terminal: hedging };
}

async function onPositions(t, options) {
  const dashboard = await t.signedIn(options);
  await dashboard.live(t.stack.terminals.Hedging.id, t.stack.terminals.Netting.id);
  await dashboard.open('Positions');
  return dashboard;
}

/** Every close POST this page sends, with its key. */
function watchPosts(page) {
  const posts = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/commands')) posts.push(request.headers());
  });
  return posts;
}

const closesOf = async (dashboard, position) =>
  (await dashboard.commands()).filter(({ kind, arguments: args }) => kind === 'close' && args.position === position);

export default {
  'closes one position: one command, one execution in the ledger': async (t) => {
    const dashboard = await onPositions(t);
    const { ticket, row } = await opened(t, dashboard);
    await row.getByRole('button', { name: /^Close EURUSD/ }).click();
    await dashboard.dialog().getByRole('button', { name: 'Close position' }).click();
    await dashboard.chip(dashboard.dialog(), 'done');
    await dashboard.dialog().getByRole('button', { name: 'Done' }).click();
    await row.waitFor({ state: 'detached' });
    const [command, ...more] = await closesOf(dashboard, ticket);
    assert.equal(more.length, 0);
    assert.equal(command.state, 'done');
    const rows = await t.stack.ledgerOf(command.id);
    assert.equal(executions(rows).length, 1, JSON.stringify(rows));
    assert.deepEqual([rows[0].kind, rows[0].source, rows[0].ticket], ['close', 'ea', ticket]);
    assert.deepEqual(await t.stack.positions(1001), []);
  },

  'keeps the row until the result, however long the broker takes': async (t) => {
    const dashboard = await onPositions(t);
    const { row } = await opened(t, dashboard, 'sell');
    await t.stack.market.post('/fault', { match: { kind: 'close' }, effect: 'latency', delay_ms: 3000 });
    await row.getByRole('button', { name: /^Close/ }).click();
    await dashboard.dialog().getByRole('button', { name: 'Close position' }).click();
    await dashboard.chip(dashboard.dialog(), 'executing');
    assert.equal((await t.stack.positions(1001)).length, 1);
    assert.equal(await row.count(), 1);
    assert.equal(await dashboard.chip(row, ['accepted', 'executing']), 'executing');
    await dashboard.chip(dashboard.dialog(), 'done');
    await row.waitFor({ state: 'detached' });
  },

  'makes one command of a double click and a burst of Enter': async (t) => {
    const dashboard = await onPositions(t);
    const { ticket, row } = await opened(t, dashboard);
    const posts = watchPosts(dashboard.page);
    await row.getByRole('button', { name: /^Close/ }).dblclick();
    const button = dashboard.dialog().getByRole('button', { name: 'Close position' });
    await button.focus();
    await dashboard.page.evaluate(() => {
      const press = document.activeElement;
      for (let index = 0; index < 5; index++) press.click();
    });
    for (let index = 0; index < 5; index++) await dashboard.page.keyboard.press('Enter');
    await row.waitFor({ state: 'detached' });
    assert.equal(posts.length, 1);
    const closes = await closesOf(dashboard, ticket);
    assert.equal(closes.length, 1);
    assert.equal(executions(await t.stack.ledgerOf(closes[0].id)).length, 1);
  },

  'says in the broker’s words why a close was refused, and the row stays': async (t) => {
    const dashboard = await onPositions(t);
    const { ticket, row } = await opened(t, dashboard);
    await t.stack.market.post('/fault', { match: { kind: 'close' }, effect: 'retcode', retcode: 10018, times: 0 });
    await row.getByRole('button', { name: /^Close/ }).click();
    await dashboard.dialog().getByRole('button', { name: 'Close position' }).click();
    await dashboard.chip(dashboard.dialog(), 'rejected');
    assert.match(await dashboard.dialog().textContent(), /market.*closed.*10018/i);
    await t.stack.market.delete('/fault');
    await dashboard.dialog().getByRole('button', { name: 'Done' }).click();
    assert.equal(await dashboard.chip(row, 'rejected'), 'rejected');
    assert.ok((await t.stack.positions(1001)).some((position) => position.ticket === ticket));
    // A new dialog is a new command.
    await row.getByRole('button', { name: /^Close/ }).click();
    await dashboard.dialog().getByRole('button', { name: 'Close position' }).click();
    await row.waitFor({ state: 'detached' });
    assert.equal((await closesOf(dashboard, ticket)).length, 2);
  },

  'shows two tabs the same': async (t) => {
    const first = await onPositions(t);
    const second = await onPositions(t);
    const { ticket, row, terminal } = await opened(t, first);
    const mirrored = second.row(terminal.id, ticket);
    await mirrored.waitFor();
    await t.stack.market.post('/fault', { match: { kind: 'close' }, effect: 'latency', delay_ms: 1500 });
    await row.getByRole('button', { name: /^Close/ }).click();
    await first.dialog().getByRole('button', { name: 'Close position' }).click();
    await second.chip(mirrored, ['accepted', 'executing']);
    await mirrored.waitFor({ state: 'detached' });
    await row.waitFor({ state: 'detached' });
    await eventually(async () => (await t.stack.positions(1001)).length === 0, 'no position at the broker');
  },
};
