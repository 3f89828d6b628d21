// What somebody must see to: a command of unknown outcome stays in sight, a late find raises an alarm that stays until it is
// acknowledged, once and for every page.
import assert from 'node:assert/strict';
import { executions } from '../lib/stack.mjs';

async function ready(t, options) {
  const dashboard = await t.signedIn(options);
  await dashboard.live(t.stack.terminals.Hedging.id, t.stack.terminals.Netting.id);
  return dashboard;
}

async function openAtMarket(t, dashboard) {
  await dashboard.open('Positions');
  await dashboard.page.getByRole('button', { name: 'Open…' }).click();
  const dialog = dashboard.dialog();
  await dialog.getByLabel('Account').selectOption(t.stack.terminals.Hedging.id);
  await dialog.getByLabel('Volume, lots', { exact: true }).fill('0.10');
  await dialog.getByRole('button', { name: 'Open at market' }).click();
  return dialog;
}

export default {
  'a fill found late: in doubt, then not executed, then done with an alarm that one person acknowledges for all': async (t) => {
    const dashboard = await ready(t);
    const { page } = dashboard;
    await t.stack.market.post('/fault', { match: { kind: 'open' }, effect: 'executed-but-timeout', delay_ms: 16_000 });
    const dialog = await openAtMarket(t, dashboard);
    await dashboard.chip(dialog, 'in_doubt', 30);
    assert.match(await dialog.locator('[data-evidence]').textContent(), /It may have run/);
    const id = await dialog.locator('[data-outcome]').getAttribute('data-outcome');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.locator('[data-banner="alarms"]').getByText('1 command of unknown outcome').waitFor();
    await dashboard.open('Overview');
    await page.locator(`[data-doubt="${id}"]`).waitFor();

    await page.locator('[data-banner="alarms"]').getByText('1 alarm nobody has acknowledged').waitFor({ timeout: 40_000 });
    await page.locator(`[data-doubt="${id}"]`).waitFor({ state: 'detached' });
    const second = await ready(t);
    await second.open('Alarms');
    await page.getByRole('link', { name: 'See to it' }).click();
    const alarm = page.locator('[data-alarm]');
    assert.match(await alarm.textContent(), /high.*Hedging.*had ended.*filled/);
    assert.ok((await alarm.textContent()).includes(id));
    await alarm.getByRole('button', { name: 'Acknowledge' }).dblclick();
    await page.locator('[data-alarm][data-open="false"]').waitFor();
    await second.page.locator('[data-alarm][data-open="false"]').waitFor();
    assert.equal(await page.locator('[data-banner="alarms"]').count(), 0);
    await page.reload();
    await page.locator('[data-alarm][data-open="false"]').getByText(/^Acknowledged by/).waitFor();

    await page.getByRole('link', { name: 'Command', exact: true }).click();
    const whole = page.locator(`[data-command="${id}"]`);
    await whole.getByText('found late', { exact: true }).waitFor();
    assert.equal(await dashboard.chip(whole, 'done'), 'done');
    assert.equal(executions(await t.stack.ledgerOf(id)).length, 1);
  },

  'an outcome that nobody can tell stays in sight with its evidence, also for those who come later': async (t) => {
    const dashboard = await ready(t);
    const fault = (more) => t.stack.market.post('/fault', { match: { kind: 'open' }, ...more });
    await fault({ effect: 'executed-but-timeout', delay_ms: 500 });
    await fault({ effect: 'blank-magic' });
    await fault({ effect: 'rewrite-comment', comment: '' });
    const dialog = await openAtMarket(t, dashboard);
    await dashboard.chip(dialog, 'in_doubt', 30);
    await dialog.locator('[data-evidence]').getByText(/broker keeps neither/).waitFor({ timeout: 30_000 });
    const later = await ready(t);
    const doubt = later.page.locator('[data-doubt]');
    assert.match(await doubt.textContent(), /Open buy 0.1 EURUSD.*broker keeps neither.*Nothing is repeated/);
    await later.open('Alarms');
    await doubt.waitFor();
  },

  'an EA that hangs is told by the middle light, in words, and figures age': async (t) => {
    const dashboard = await ready(t);
    const { id } = t.stack.terminals.Hedging;
    await t.stack.market.post('/fault', { match: { kind: 'open' }, effect: 'latency', delay_ms: 9000 });
    await (await openAtMarket(t, dashboard)).getByRole('button', { name: /Cancel|Done/ }).click();
    await dashboard.open('Overview');
    await dashboard.sees(id, 'Relay–terminal', 'amber');
    await dashboard.light(id, 'Relay–terminal').getByText(/EA not responding for \d+ s/).waitFor();
    await dashboard.sees(id, 'Terminal–broker', 'unknown');
    await dashboard.sees(id, 'Relay–terminal', 'green');
  },
};
