// Somebody new is let in by a link, signs in, and sees what was granted to them and nothing else.
import assert from 'node:assert/strict';

const email = 'trader@example.org';
const password = 'a password of the trader';

export default {
  'an invitation is accepted once, and its trader sees the granted account alone': async (t) => {
    t.allow(/status of 401/, /status of 404/);
    const granted = t.stack.terminals.Hedging;
    const invited = JSON.stringify({ email, role: 'trader', terminals: [granted.id] });
    const { token } = await t.stack.admin('call', 'invitations.create', '--args', invited);
    const dashboard = await t.visit();
    const { page } = dashboard;
    await page.goto(`${t.stack.origin}/invite#${token}`);
    await page.getByText(`invites ${email} as trader`).waitFor();
    assert.equal(page.url(), `${t.stack.origin}/invite`);
    await page.getByLabel('Your name').fill('New Trader');
    await page.getByLabel('New password', { exact: true }).fill(password);
    await page.getByLabel('New password again').fill(password);
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('link', { name: 'sign in' }).click();
    await dashboard.enter(email, password);
    await page.getByText('New Trader (trader)').waitFor();
    await dashboard.card(granted.id).waitFor();
    assert.equal(await dashboard.card(t.stack.terminals.Netting.id).count(), 0);

    const again = await t.visit();
    await again.page.goto(`${t.stack.origin}/invite#${token}`);
    await again.page.getByText('This invitation is not known').waitFor();
  },
};
