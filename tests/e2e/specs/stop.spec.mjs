// Stopping: pause, emergency stop and the way back.
import assert from 'node:assert/strict';
import { eventually } from '../lib/eventually.mjs';

async function ready(t) {
  const dashboard = await t.signedIn();
  await dashboard.live(t.stack.terminals.Hedging.id, t.stack.terminals.Netting.id);
  return dashboard;
}

const badge = (dashboard, terminal, name) => dashboard.card(terminal).locator(`[data-badge="${name}"]`);

/** An open command by REST, with the page's session: what the terminal then says. */
const tryOpen = (dashboard, terminal) =>
  dashboard.page.evaluate(async (id) => {
    const answer = await fetch('/api/commands', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-SignalOS-CSRF': '1',
        'Idempotency-Key': crypto.randomUUID(),
        Prefer: 'wait=10',
      },
      body: JSON.stringify({
        kind: 'open',
        terminal: id,
        args: { symbol: 'EURUSD', side: 'buy', order: 'market', volume: '0.01' },
      }),
    });
    return (await answer.json()).command;
  }, terminal);

export default {
  'pauses one account, which then refuses to open, and resumes it': async (t) => {
    const dashboard = await ready(t);
    const { id } = t.stack.terminals.Hedging;
    await dashboard.card(id).getByRole('button', { name: 'Pause opening' }).click();
    await badge(dashboard, id, 'PAUSED').waitFor();
    assert.equal(await badge(dashboard, t.stack.terminals.Netting.id, 'PAUSED').count(), 0);
    const refused = await tryOpen(dashboard, id);
    assert.deepEqual([refused.state, refused.rule], ['refused', 'paused']);
    assert.deepEqual(await t.stack.ledgerOf(refused.id), []);
    await dashboard.card(id).getByRole('button', { name: 'Resume opening' }).click();
    await badge(dashboard, id, 'PAUSED').waitFor({ state: 'detached' });
    assert.equal((await tryOpen(dashboard, id)).state, 'done');
  },

  'emergency stop flattens every account, stays until the typed word, and opening is refused meanwhile': async (t) => {
    const dashboard = await ready(t);
    const { page, stack } = { page: dashboard.page, stack: t.stack };
    for (const { login } of Object.values(stack.terminals)) {
      await stack.trade(login, 'EURUSD', 'buy', '0.10');
      await stack.trade(login, 'GBPUSD', 'sell', '0.20');
    }
    await page.getByRole('button', { name: 'Emergency stop' }).click();
    const dialog = dashboard.dialog();
    // The fastest way to reduce risk: Enter, with nothing else to do.
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Stop now');
    await page.keyboard.press('Enter');
    await eventually(async () => {
      const states = await dialog.locator('[data-command-state]').evaluateAll((chips) =>
        chips.map((chip) => chip.getAttribute('data-command-state')),
      );
      return states.length === 2 && states.every((state) => state === 'done');
    }, 'both accounts done');
    assert.deepEqual([await stack.positions(1001), await stack.positions(1002)], [[], []]);
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    const banner = page.locator('[data-banner="stopped"]');
    await banner.getByText('Hedging').waitFor();
    await banner.getByText('Netting').waitFor();
    const refused = await tryOpen(dashboard, stack.terminals.Hedging.id);
    assert.deepEqual([refused.state, refused.rule], ['refused', 'stopped']);
    await page.reload();
    await banner.getByText('Hedging').waitFor();

    for (const name of ['Hedging', 'Netting']) {
      await banner.getByRole('button', { name: `Resume ${name}` }).click();
      const resume = dashboard.dialog().getByRole('button', { name: 'Resume' });
      await dashboard.dialog().getByLabel('Confirm').fill('resume');
      assert.equal(await resume.isDisabled(), true);
      await dashboard.dialog().getByLabel('Confirm').fill('RESUME');
      await resume.click();
      await dashboard.chip(dashboard.dialog(), 'done');
      await dashboard.dialog().getByRole('button', { name: 'Done' }).click();
      await banner.getByText(name).waitFor({ state: 'detached' });
    }
    assert.equal((await tryOpen(dashboard, stack.terminals.Hedging.id)).state, 'done');
  },

  'stops one account on one level for what is ours, shows each ticket and the scan, and resumes by the stop’s number': async (t) => {
    const dashboard = await ready(t);
    const { page, stack } = { page: dashboard.page, stack: t.stack };
    const { Hedging, Netting } = stack.terminals;
    const pending = (args) => stack.market.post('/trade', { account: 1001, kind: 'pending', symbol: 'EURUSD', volume: '0.10', ...args });
    const { order: mine } = await pending({ type: 'buy_limit', price: '0.90000' });
    const placed = await dashboard.page.evaluate(async (id) => {
      const headers = { 'Content-Type': 'application/json', 'X-SignalOS-CSRF': '1', Prefer: 'wait=10' };
      const args = { symbol: 'EURUSD', side: 'buy', order: 'limit', price: '0.91000', volume: '0.10' };
      const body = JSON.stringify({ kind: 'open', terminal: id, args });
      const answer = await fetch('/api/commands', { method: 'POST', headers: { ...headers, 'Idempotency-Key': crypto.randomUUID() }, body });
      return (await answer.json()).command;
    }, Hedging.id);
    assert.equal(placed.state, 'done');

    await page.getByRole('button', { name: 'Emergency stop' }).click();
    const dialog = dashboard.dialog();
    await dialog.getByRole('radio', { name: /^Stop and cancel orders/ }).check();
    await dialog.getByRole('radio', { name: /^Only what SignalOS opened/ }).check();
    await dialog.getByLabel('Where?').selectOption(Hedging.id);
    await dialog.getByText(/^Cancels 1 pending order that SignalOS opened on Hedging/).waitFor();
    await dialog.getByRole('button', { name: 'Stop now' }).dblclick();
    await dashboard.chip(dialog, 'done');
    assert.deepEqual(await dialog.locator('[data-leg]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-leg'))), [placed.ticket]);
    await dialog.locator('[data-scan]').getByText('nothing is left').waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    assert.deepEqual((await stack.orders(1001)).map(({ ticket }) => ticket), [mine]);

    const banner = page.locator('[data-banner="stopped"]');
    const words = await banner.getByText(/Hedging: emergency stop \d+ \(stop and cancel orders, what SignalOS opened\) is in force/).textContent();
    assert.equal(await banner.getByText(/Netting/).count(), 0);
    const stops = (await dashboard.commands()).filter(({ kind, arguments: args }) => kind === 'emergency_stop' && args.level === 'halt_cancel');
    assert.deepEqual(stops.map(({ terminal }) => terminal), [Hedging.id]);
    assert.equal((await tryOpen(dashboard, Netting.id)).state, 'done');

    await banner.getByRole('button', { name: 'Resume Hedging' }).click();
    const number = /emergency stop (\d+)/.exec(words)[1];
    assert.ok((await dashboard.will()).includes(`emergency stop ${number}`));
    await dashboard.dialog().getByLabel('Confirm').fill('RESUME');
    await dashboard.dialog().getByRole('button', { name: 'Resume', exact: true }).click();
    await dashboard.chip(dashboard.dialog(), 'done');
    await dashboard.dialog().getByRole('button', { name: 'Done' }).click();
    await banner.waitFor({ state: 'detached' });
    await stack.clear(1001);
  },

  'a pause is in sight on every page until it is resumed': async (t) => {
    const dashboard = await ready(t);
    const { id } = t.stack.terminals.Hedging;
    await dashboard.card(id).getByRole('button', { name: 'Pause opening' }).dblclick();
    const banner = dashboard.page.locator('[data-banner="paused"]');
    await banner.getByText(/Hedging: new positions and orders are refused/).waitFor();
    await dashboard.open('Orders');
    await dashboard.page.getByRole('button', { name: 'Place…' }).click();
    await dashboard.dialog().getByLabel('Account').selectOption(id);
    await dashboard.dialog().getByText(/Opening is paused: what adds risk is refused/).waitFor();
    await dashboard.page.keyboard.press('Escape');
    await banner.getByRole('button', { name: 'Resume Hedging' }).click();
    await dashboard.dialog().getByRole('button', { name: 'Resume', exact: true }).click();
    await dashboard.chip(dashboard.dialog(), 'done');
    await dashboard.dialog().getByRole('button', { name: 'Done' }).click();
    await banner.waitFor({ state: 'detached' });
  },
};
