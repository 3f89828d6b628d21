// A terminal is let in, twice: by a code typed into its inputs, and by the square on its chart, on a phone. Then it is named, grouped, revoked.
import assert from 'node:assert/strict';
import { eventually } from '../lib/eventually.mjs';

const panel = async (t, name) => (await t.stack.terminals[name].control.get('/state')).comment;

/** What stands behind `title: ` on the chart, once it is there. */
const onChart = (t, name, title) =>
  eventually(async () => {
    const line = (await panel(t, name)).split('\n').find((text) => text.startsWith(`${title}: `));
    return line?.slice(title.length + 2);
  }, `${title} on the chart of ${name}`);

/** The account's other terminal makes room: one account is live under one terminal only. */
async function unpaired(t, name, code) {
  await t.stack.terminals.Hedging.program.stop();
  t.stack.terminals[name] = { id: null, key: code, login: 1001 };
  await t.stack.startTerminal(name);
}

async function comesBack(t, name) {
  await t.stack.terminals[name].program.stop();
  delete t.stack.terminals[name];
  await t.stack.startTerminal('Hedging');
}

async function terminals(dashboard) {
  await dashboard.open('Terminals');
  return dashboard.page;
}

export default {
  'a code for the inputs: compared with the chart, approved, live, renamed, grouped, and revoked with its name typed': async (t) => {
    const dashboard = await t.signedIn();
    const page = await terminals(dashboard);
    await page.getByRole('button', { name: 'Connect a terminal' }).click();
    const dialog = dashboard.dialog();
    await dialog.getByLabel('Name of the new terminal').fill('Laptop');
    await dialog.getByRole('button', { name: 'Get a code' }).click();
    const code = await dialog.locator('[data-pairing-code]').textContent();
    assert.match(code, /^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    await unpaired(t, 'Laptop', code);
    const fingerprint = await dialog.locator('[data-fingerprint]').textContent();
    assert.equal(fingerprint, await onChart(t, 'Laptop', 'Fingerprint'));
    await dialog.getByRole('button', { name: /approve$/ }).click();
    await dialog.locator('[data-pairing-end="paired"]').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    const row = page.locator('[aria-label="Terminals"] > li').filter({ hasText: 'Laptop' });
    await row.locator('[data-connected="true"]').waitFor();

    await row.getByRole('button', { name: 'Rename' }).click();
    await dialog.getByLabel('Name').fill('Workstation');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const renamed = page.locator('[aria-label="Terminals"] > li').filter({ hasText: 'Workstation' });
    await renamed.waitFor();
    await page.getByRole('button', { name: 'New group' }).click();
    await dialog.getByLabel('Name').fill('Prop');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const group = page.locator('[data-group]');
    // Not check(): the box follows the relay's answer.
    await group.getByLabel('Workstation').click();
    await eventually(async () => (await dashboard.ask('/api/groups')).groups[0].terminals.length === 1, 'a member of the group');

    await renamed.getByRole('button', { name: 'Revoke' }).click();
    assert.ok(await dialog.getByRole('button', { name: 'Revoke for good' }).isDisabled());
    await dialog.getByLabel(/^Type its name/).fill('Workstation');
    await dialog.getByRole('button', { name: 'Revoke for good' }).click();
    await renamed.waitFor({ state: 'detached' });
    await eventually(async () => /revoked/.test(await panel(t, 'Laptop')), 'the chart says that it was revoked');
    await comesBack(t, 'Laptop');
  },

  'the square on the chart opens the approve page on a phone, signed in on the way; denied there, the chart says so': async (t) => {
    await unpaired(t, 'Phone', '');
    const code = (await onChart(t, 'Phone', 'Code')).replace('-', '');
    t.allow(/status of 401/);
    const dashboard = await t.visit({ viewport: { width: 360, height: 740 } });
    const { page } = dashboard;
    await page.goto(`${t.stack.origin}/pair#${code}`);
    await dashboard.enter(t.stack.owner.email, t.stack.owner.password);
    const first = page.getByRole('heading', { name: 'Choose your password' });
    const fingerprint = page.locator('[data-fingerprint]');
    await first.or(fingerprint).waitFor();
    assert.equal(await fingerprint.textContent(), await onChart(t, 'Phone', 'Fingerprint'));
    assert.ok(!page.url().includes(code), 'the code stays in the address');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    assert.ok(!wide, 'the page is wider than the phone');
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.locator('[data-pairing-end="denied"]').waitFor();
    await eventually(async () => /Denied in the dashboard/.test(await panel(t, 'Phone')), 'the chart says that it was denied');
    await comesBack(t, 'Phone');
  },
};
