// What admins and operators do: a notice to everybody, a member's credentials, limits, settings, backups.
import assert from 'node:assert/strict';
import { accessible, reflows, targets } from '../lib/checks.mjs';

const press = (scope, name) => scope.getByRole('button', { name, exact: true }).click();

async function onPeople(t, options) {
  const dashboard = await t.signedIn(options);
  await dashboard.open('People');
  await dashboard.page.getByRole('heading', { name: 'Backups' }).waitFor();
  await dashboard.page.getByRole('list', { name: 'Settings' }).waitFor();
  return dashboard;
}

export default {
  'a notice is looked at, sent, and stands on every page until it is put away': async (t) => {
    const dashboard = await onPeople(t);
    const other = await t.signedIn();
    await other.page.getByRole('navigation', { name: 'Pages' }).waitFor();
    await press(dashboard.page, 'Write a notice');
    await dashboard.page.getByLabel('Text').fill('The relay restarts at nine.');
    await dashboard.page.getByLabel('How much it matters').selectOption('high');
    await press(dashboard.dialog(), 'Look at it');
    await dashboard.dialog().getByText('Urgent').waitFor();
    assert.equal(await other.page.getByText('The relay restarts at nine.').count(), 0);
    await press(dashboard.dialog(), 'Send');
    await dashboard.page.getByText(/^Sent: /).waitFor();
    await other.page.getByText('The relay restarts at nine.').waitFor();
    await press(other.page, 'Dismiss the notice');
    await other.page.getByText('The relay restarts at nine.').waitFor({ state: 'detached' });
  },

  'an operator sets a limit, changes a setting at once, and makes a backup': async (t) => {
    const dashboard = await onPeople(t);
    const { page } = dashboard;
    const { organisation } = await dashboard.ask('/api/me');
    await press(page, `Limits of ${organisation.name}`);
    await dashboard.dialog().getByLabel('Terminals').fill('500');
    await press(dashboard.dialog(), 'Save');
    await page.getByRole('table', { name: 'Limits' }).getByText('500').waitFor();
    await page.getByLabel('Find a setting').fill('log.level');
    await press(page, 'Change log.level');
    await dashboard.dialog().getByLabel('Value').fill('loud');
    await press(dashboard.dialog(), 'Change it');
    t.allow(/status of 400/);
    await dashboard.dialog().getByRole('alert').waitFor();
    await dashboard.dialog().getByLabel('Value').fill('warn');
    await press(dashboard.dialog(), 'Change it');
    await page.getByText('changed while running').waitFor();
    await press(page, 'Read the configuration again');
    await page.getByText(/^Read again/).waitFor();
    await page.getByText('changed while running').waitFor({ state: 'detached' });
    await press(page, 'Back up now');
    await page.getByRole('list', { name: 'Backups' }).getByText(/\.backup$/).first().waitFor();
  },

  'axe finds nothing, and a phone shows it all': async (t) => {
    const wide = await onPeople(t, { bypassCSP: true, viewport: { width: 1280, height: 900 } });
    for (const theme of ['one', 'the other']) {
      await accessible(wide.page, `people, ${theme}`);
      await press(wide.page, 'Write a notice');
      await wide.page.getByLabel('Text').fill('A notice.');
      await accessible(wide.page, `notice, ${theme}`);
      await press(wide.dialog(), 'Look at it');
      await accessible(wide.page, `notice looked at, ${theme}`);
      await wide.page.keyboard.press('Escape');
      await wide.dialog().waitFor({ state: 'detached' });
      await wide.page.getByRole('button', { name: /^Limits of / }).click();
      await wide.dialog().getByLabel('Terminals').waitFor();
      await accessible(wide.page, `limits, ${theme}`);
      await wide.page.keyboard.press('Escape');
      await wide.dialog().waitFor({ state: 'detached' });
      await wide.page.getByRole('button', { name: 'Switch between dark and light' }).first().click();
    }
    const phone = await onPeople(t, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await reflows(phone.page, 'people');
    await targets(phone.page, 'people');
  },
};
