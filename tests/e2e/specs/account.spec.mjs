// What belongs to the one who is signed in: other sessions, the authenticator, keys for scripts, the password.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { accessible, reflows, targets } from '../lib/checks.mjs';
import { newPassword } from '../lib/dashboard.mjs';

const stepMs = 30_000;

/** The code of an authenticator, `steps` of 30 seconds from now (RFC 6238). */
function totp(secret, steps = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / stepMs) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

async function onAccount(t, options) {
  const dashboard = await t.signedIn(options);
  await dashboard.open('Account');
  await dashboard.page.getByText('this session').waitFor();
  return dashboard;
}

const press = (scope, name) => scope.getByRole('button', { name, exact: true }).click();

/** A key for a script, its secret still on the page. */
async function newKey({ page }, name) {
  await press(page, 'New key');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await press(page, 'Create');
}

export default {
  'signing out everywhere else brings the sign-in page there, and leaves this page alone': async (t) => {
    const dashboard = await onAccount(t);
    const other = await t.signedIn();
    await dashboard.page.reload();
    await dashboard.page.getByRole('button', { name: /^End the session: Chrome on Linux/ }).waitFor();
    await press(dashboard.page, 'Sign out everywhere else');
    await other.page.getByLabel('E-mail').waitFor();
    await dashboard.page.getByRole('button', { name: /^End the session/ }).waitFor({ state: 'detached' });
    await dashboard.page.getByText('this session').waitFor();
  },

  'a key opens the relay for a script until it is revoked, and its secret is shown once': async (t) => {
    const dashboard = await onAccount(t);
    const { page } = dashboard;
    await newKey(dashboard, 'script');
    const secret = await page.getByRole('group', { name: /The key/ }).locator('code').textContent();
    assert.match(secret, /^sosk_/);
    const open = () =>
      page.evaluate(async (key) => {
        const headers = { Authorization: `Bearer ${key}` };
        return (await fetch('/api/me', { headers, credentials: 'omit' })).status;
      }, secret);
    assert.equal(await open(), 200);
    await press(page, 'I saved it');
    await page.reload();
    await page.getByRole('button', { name: 'Revoke the key script' }).waitFor();
    assert.equal((await page.content()).includes(secret), false);
    await press(page, 'Revoke the key script');
    await press(page, 'Revoke the key script');
    await page.getByText('No key.').waitFor();
    assert.equal(await open(), 401);
  },

  'a sensitive step asks for the password, and goes on with the new cookie': async (t) => {
    const dashboard = await onAccount(t);
    const { page } = dashboard;
    t.allow(/status of 403/);
    // The proof of the sign-in holds for ten minutes: the first request is answered as it would be after them.
    const refusal = { status: 403, code: 'step_up_required', title: 'x', type: 'about:blank', detail: 'Again.' };
    await page.route('**/api/auth/api-keys', (route) => route.fulfill({ status: 403, json: refusal }), { times: 1 });
    await newKey(dashboard, 'late');
    const question = page.getByRole('dialog', { name: 'Your password, please' });
    await question.getByLabel('Your password').fill('not this one');
    await page.keyboard.press('Enter');
    await question.getByRole('alert').waitFor();
    await question.getByLabel('Your password').fill(newPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: /The key/ }).waitFor();
    assert.equal((await dashboard.ask('/api/auth/api-keys')).api_keys.length, 1);
  },

  'an authenticator is set up, asked for at the next sign-in, and turned off': async (t) => {
    const dashboard = await onAccount(t);
    const { page } = dashboard;
    await press(page, 'Set up an authenticator');
    const secret = await page.locator('code').filter({ hasText: /^[A-Z2-7]+$/ }).textContent();
    await page.getByLabel('Code that the app shows').fill(totp(secret));
    await press(page, 'Turn it on');
    const codes = await page.getByRole('group', { name: 'Your recovery codes' }).locator('code').textContent();
    assert.equal(new Set(codes.split('\n')).size, 10);
    await press(page, 'I saved it');
    await page.getByText('10 recovery codes left').waitFor();
    const other = await t.visit();
    await other.page.goto(t.stack.origin);
    await other.enter(t.stack.owner.email, t.stack.owner.password);
    await other.page.getByLabel('Code', { exact: true }).fill(totp(secret, 1));
    await press(other.page, 'Sign in');
    await other.page.getByRole('navigation', { name: 'Pages' }).waitFor();
    await press(page, 'Turn off');
    await press(page, 'Turn off');
    await press(page, 'Set up an authenticator');
  },

  'axe finds nothing, and a phone shows it all': async (t) => {
    const wide = await onAccount(t, { bypassCSP: true });
    for (const theme of ['one', 'the other']) {
      await accessible(wide.page, `account, ${theme}`);
      await press(wide.page, 'New key');
      await accessible(wide.page, `new key, ${theme}`);
      await wide.page.keyboard.press('Escape');
      await wide.dialog().waitFor({ state: 'detached' });
      await wide.page.getByRole('main').getByRole('button', { name: 'Switch between dark and light' }).click();
    }
    const phone = await onAccount(t, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await press(phone.page, 'Set up an authenticator');
    await phone.page.getByLabel('Code that the app shows').waitFor();
    await newKey(phone, 'phone');
    await phone.page.getByRole('group', { name: /The key/ }).waitFor();
    await reflows(phone.page, 'account');
    await targets(phone.page, 'account');
  },
};
