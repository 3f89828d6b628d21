// For everyone: axe finds nothing on any page or dialog, dark and light; the keyboard suffices; phones and zoom fit.
import assert from 'node:assert/strict';
import { accessible, reflows, targets } from '../lib/checks.mjs';
import { eventually } from '../lib/eventually.mjs';

const themes = ['dark', 'light'];

async function withPositions(t, options) {
  const dashboard = await t.signedIn(options);
  const { Hedging, Netting } = t.stack.terminals;
  await dashboard.live(Hedging.id, Netting.id);
  if ((await t.stack.positions(1001)).length === 0) {
    await t.stack.trade(1001, 'EURUSD', 'buy', '0.10');
    await t.stack.trade(1001, 'GBPUSD', 'sell', '0.20');
    // Opposite ones, so that each can be closed by another.
    await t.stack.trade(1001, 'EURUSD', 'sell', '0.10');
    await t.stack.trade(1001, 'GBPUSD', 'buy', '0.20');
  }
  if ((await t.stack.orders(1001)).length === 0) {
    await t.stack.market.post('/trade', {
      ...{ account: 1001, kind: 'pending', type: 'buy_limit', symbol: 'EURUSD', volume: '0.10', price: '0.90000' },
    });
  }
  return dashboard;
}

/** Until the element with this text has the focus: a key pressed before would go elsewhere. */
const focusOn = (page, text) =>
  eventually(async () => (await page.evaluate(() => document.activeElement?.textContent)) === text, `the focus on ${text}`);

const setTheme = (page, theme) =>
  page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
  }, theme);

async function everywhere(dashboard, check) {
  const { page } = dashboard;
  const escape = async () => {
    await page.keyboard.press('Escape');
    await dashboard.dialog().waitFor({ state: 'detached' });
  };
  await dashboard.open('Overview');
  await check('overview');
  await dashboard.open('Positions');
  await page.locator('[data-trade]').first().waitFor();
  await check('positions');
  await page.locator('[data-trade]').first().getByRole('button', { name: /^Close/ }).click();
  await check('close dialog');
  await escape();
  for (const item of ['Close a part', 'Stop and target', 'Close by']) {
    await dashboard.more(page.locator('[data-trade]').first(), new RegExp(`^${item}`));
    await check(`${item} dialog`);
    await escape();
  }
  await page.locator('[data-trade]').first().getByRole('button', { name: /^More for/ }).click();
  await check('row menu');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Close several…' }).click();
  await check('close several dialog');
  await escape();
  await page.getByRole('button', { name: 'Open…' }).click();
  await check('open dialog');
  await escape();
  await dashboard.open('Orders');
  await page.locator('[data-order]').first().waitFor();
  await check('orders');
  for (const name of [/^Change/, /^Cancel/]) {
    await page.locator('[data-order]').first().getByRole('button', { name }).click();
    await check(`${name} order dialog`);
    await escape();
  }
  await page.getByRole('button', { name: 'Place…' }).click();
  await dashboard.dialog().getByLabel('Order', { exact: true }).selectOption('stop_limit');
  await check('place dialog');
  await escape();
  await page.getByRole('button', { name: 'Cancel all…' }).click();
  await check('cancel all dialog');
  await escape();
  for (const title of ['Alarms', 'Terminals', 'Account', 'People']) {
    await dashboard.open(title);
    await check(title);
  }
  await page.getByRole('button', { name: /^Invite/ }).click();
  await check('invite dialog');
  await escape();
  await page.getByRole('button', { name: 'Emergency stop' }).click();
  await check('emergency stop dialog');
  await escape();
}

export default {
  'axe finds nothing, in dark and in light': async (t) => {
    const out = await t.visit({ bypassCSP: true });
    t.allow(/status of 401/);
    await out.page.goto(t.stack.origin);
    await out.page.getByLabel('E-mail').waitFor();
    for (const theme of themes) {
      await setTheme(out.page, theme);
      await accessible(out.page, `sign-in, ${theme}`);
    }
    const dashboard = await withPositions(t, { bypassCSP: true });
    for (const theme of themes) {
      await setTheme(dashboard.page, theme);
      await everywhere(dashboard, (where) => accessible(dashboard.page, `${where}, ${theme}`));
    }
  },

  'axe finds nothing in the stop banner and its dialog': async (t) => {
    const dashboard = await withPositions(t, { bypassCSP: true });
    const { page } = dashboard;
    await page.getByRole('button', { name: 'Emergency stop' }).click();
    await dashboard.dialog().getByRole('radio', { name: /^Stop:/ }).check();
    await dashboard.dialog().getByRole('button', { name: 'Stop now' }).click();
    await dashboard.chip(dashboard.dialog(), 'done');
    await page.keyboard.press('Escape');
    await page.locator('[data-banner="stopped"]').getByText('Netting').waitFor();
    for (const theme of themes) {
      await setTheme(page, theme);
      await accessible(page, `stopped, ${theme}`);
      await page.getByRole('button', { name: 'Resume Hedging' }).click();
      await accessible(page, `resume dialog, ${theme}`);
      await page.keyboard.press('Escape');
      await dashboard.dialog().waitFor({ state: 'detached' });
    }
    for (const name of ['Hedging', 'Netting']) {
      await page.getByRole('button', { name: `Resume ${name}` }).click();
      await dashboard.dialog().getByLabel('Confirm').fill('RESUME');
      await page.keyboard.press('Enter');
      await dashboard.chip(dashboard.dialog(), 'done');
      await page.keyboard.press('Escape');
      await page.locator('[data-banner="stopped"]').getByText(name).waitFor({ state: 'detached' });
    }
  },

  'a phone of 390 × 844 shows everything without sideways scrolling, with targets for fingers': async (t) => {
    const dashboard = await withPositions(t, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await everywhere(dashboard, async (where) => {
      await reflows(dashboard.page, where);
      await targets(dashboard.page, where);
    });
    const stop = await dashboard.page.getByRole('button', { name: 'Emergency stop' }).boundingBox();
    assert.ok(stop.height >= 44 && stop.x >= 0 && stop.x + stop.width <= 390, JSON.stringify(stop));
    // A position can be closed with what a thumb reaches, without scrolling the table.
    await dashboard.open('Positions');
    const close = await dashboard.page.locator('[data-trade]').first().getByRole('button', { name: /^Close/ }).boundingBox();
    assert.ok(close.x + close.width <= 390, JSON.stringify(close));
  },

  '320 px, as at 400 % zoom, still reflows': async (t) => {
    const dashboard = await withPositions(t, { viewport: { width: 320, height: 640 } });
    await everywhere(dashboard, (where) => reflows(dashboard.page, where));
  },

  'a position is closed by keyboard alone, and the focus comes back': async (t) => {
    const dashboard = await withPositions(t);
    const { page } = dashboard;
    await dashboard.open('Positions');
    const row = page.locator('[data-trade]').first();
    const id = await row.getAttribute('data-trade');
    await row.getByRole('button', { name: /^Close/ }).focus();
    await page.keyboard.press('Enter');
    await focusOn(page, 'Cancel');
    await page.keyboard.press('Escape');
    await dashboard.dialog().waitFor({ state: 'detached' });
    assert.match(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''), /^Close/);
    await page.keyboard.press('Enter');
    await focusOn(page, 'Cancel');
    await page.keyboard.press('Tab');
    await focusOn(page, 'Close position');
    await page.keyboard.press('Enter');
    await dashboard.chip(dashboard.dialog(), 'done');
    await page.locator(`[data-trade="${id}"]`).waitFor({ state: 'detached' });
  },
};
