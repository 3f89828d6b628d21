// Getting in: what is refused, what is changed, and what is left behind in the browser.
import assert from 'node:assert/strict';
import { newPassword } from '../lib/dashboard.mjs';

/** Everything a script in the page could read later. */
const leftovers = (page) =>
  page.evaluate(async () => {
    const databases = (await indexedDB.databases?.()) ?? [];
    const stored = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases]);
    return `${location.href} ${document.cookie} ${stored}`;
  });

export default {
  'refuses a wrong password in words, and keeps the sign-in page': async (t) => {
    t.allow(/status of 401/);
    const dashboard = await t.visit();
    await dashboard.page.goto(t.stack.origin);
    await dashboard.enter(t.stack.owner.email, 'not the password');
    const alert = dashboard.page.getByRole('alert');
    await alert.filter({ hasText: /\w/ }).waitFor();
    assert.match(await alert.textContent(), /not right/);
    assert.equal(await dashboard.page.getByRole('heading', { name: 'SignalOS' }).isVisible(), true);
  },

  'answers an unknown user exactly as a wrong password': async (t) => {
    t.allow(/status of 401/);
    const dashboard = await t.visit();
    const words = [];
    for (const email of [t.stack.owner.email, 'nobody@example.org']) {
      await dashboard.page.goto(t.stack.origin);
      await dashboard.enter(email, 'not the password');
      const alert = dashboard.page.getByRole('alert').filter({ hasText: /\w/ });
      await alert.waitFor();
      words.push(await alert.textContent());
    }
    assert.equal(words[0], words[1]);
  },

  'asks for a password of one’s own before anything else': async (t) => {
    t.allow(/status of 401/);
    const { owner, origin } = t.stack;
    const oneTime = owner.password;
    const dashboard = await t.visit();
    const { page } = dashboard;
    await page.goto(`${origin}/positions`);
    await dashboard.enter(owner.email, oneTime);
    await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
    assert.equal(await page.getByRole('navigation', { name: 'Pages' }).count(), 0);
    await dashboard.choosePassword(oneTime, 'short');
    await page.getByText('At least 12 characters.').waitFor();
    await dashboard.choosePassword(oneTime, newPassword, 'another thing entirely');
    await page.getByText('The two new passwords differ.').waitFor();
    await dashboard.choosePassword(oneTime, newPassword);
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    owner.password = newPassword;

    const later = await t.visit();
    await later.page.goto(origin);
    await later.enter(owner.email, oneTime);
    await later.page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
  },

  'leaves no secret where a script can read it': async (t) => {
    const dashboard = await t.signedIn();
    await dashboard.live(t.stack.terminals.Hedging.id);
    const seen = await leftovers(dashboard.page);
    const cookies = await dashboard.page.context().cookies();
    const session = cookies.find((cookie) => cookie.name === '__Host-sid');
    assert.ok(session?.httpOnly && session.secure && session.sameSite === 'Strict' && session.path === '/');
    assert.ok(!seen.includes(session.value) && !seen.includes(newPassword), seen);
  },

  'locks out after five wrong passwords, and says for how long': async (t) => {
    t.allow(/status of (401|429)/);
    const dashboard = await t.visit();
    const { page } = dashboard;
    await page.goto(t.stack.origin);
    for (let attempt = 0; attempt < 6; attempt++) {
      const answered = page.waitForResponse((response) => response.url().endsWith('/api/auth/login'));
      await dashboard.enter('guessed@example.org', `guess number ${attempt}`);
      await answered;
    }
    await page.getByText(/Too many failed attempts\. Try again in/).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Sign in' }).isDisabled(), true);
  },

  'signs out everywhere on the page, and back is not inside': async (t) => {
    const dashboard = await t.signedIn();
    const { page } = dashboard;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    assert.equal((await page.context().cookies()).find((cookie) => cookie.name === '__Host-sid'), undefined);
  },
};
