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
    await dialog.getByRole('button', { name: 'Close' }).click();
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
      await dashboard.dialog().waitFor({ state: 'detached' });
      await banner.getByText(name).waitFor({ state: 'detached' });
    }
    assert.equal((await tryOpen(dashboard, stack.terminals.Hedging.id)).state, 'done');
  },
};
