// What a person does in the dashboard, said once.
import { eventually } from './eventually.mjs';

export const newPassword = 'correct horse battery staple';

export class Dashboard {
  constructor(page, origin) {
    this.page = page;
    this.origin = origin;
  }

  /** From the sign-in page to the overview; a one-time password is changed on the way. */
  async signIn(owner) {
    const { page } = this;
    await page.goto(this.origin);
    await this.enter(owner.email, owner.password);
    const first = page.getByRole('heading', { name: 'Choose your password' });
    const inside = page.getByRole('navigation', { name: 'Pages' });
    await first.or(inside).waitFor();
    if (await first.isVisible()) {
      await this.choosePassword(owner.password, newPassword);
      owner.password = newPassword;
      await inside.waitFor();
    }
  }

  async enter(email, password) {
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async choosePassword(current, password, again = password) {
    await this.page.getByLabel('One-time password').fill(current);
    await this.page.getByLabel('New password', { exact: true }).fill(password);
    await this.page.getByLabel('New password again').fill(again);
    await this.page.getByRole('button', { name: 'Save and go on' }).click();
  }

  async open(name) {
    await this.page.getByRole('link', { name }).click();
    await this.page.getByRole('heading', { name, includeHidden: true }).first().waitFor();
  }

  card(terminal) {
    return this.page.locator(`[data-terminal="${terminal}"]`);
  }

  light(terminal, name) {
    return this.card(terminal).locator(`[data-light="${name}"]`);
  }

  /** Until the card's light has the colour. */
  async sees(terminal, name, colour, seconds = 20) {
    await this.light(terminal, name)
      .and(this.page.locator(`[data-colour="${colour}"]`))
      .waitFor({ timeout: seconds * 1000 });
  }

  async live(...terminals) {
    for (const terminal of terminals) {
      await this.sees(terminal, 'Relay–terminal', 'green', 40);
      await this.sees(terminal, 'Terminal–broker', 'green');
    }
  }

  row(terminal, position) {
    return this.page.locator(`[data-trade="${terminal}:${position}"]`);
  }

  order(terminal, ticket) {
    return this.page.locator(`[data-order="${terminal}:${ticket}"]`);
  }

  /** One of a row's further actions; the item's name from its beginning. */
  async more(row, item) {
    await row.getByRole('button', { name: /^More for/ }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
    await this.dialog().waitFor();
  }

  /** What the dialog says will happen. */
  async will() {
    return this.dialog().locator('[data-will]').textContent();
  }

  /** Why the dialog cannot send; '' when it can. */
  async blocked() {
    return this.dialog().locator('[data-blocked]').textContent();
  }

  /** Presses the dialog's button, waits for one of the states, and leaves by Done. Gives the command's id. */
  async send(button, states = 'done') {
    const dialog = this.dialog();
    await dialog.getByRole('button', { name: button }).click();
    await this.chip(dialog, states);
    const id = await dialog.locator('[data-outcome]').first().getAttribute('data-outcome');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    return id;
  }

  dialog() {
    return this.page.getByRole('dialog');
  }

  /** Until the dialog's chip shows one of the states; gives the state. */
  async chip(scope, states, seconds = 20) {
    const wanted = [states].flat();
    const chip = scope.locator('[data-command-state]').first();
    const state = () => chip.getAttribute('data-command-state', { timeout: 1000 });
    return eventually(async () => {
      const now = await state();
      return wanted.includes(now) ? now : null;
    }, `a chip in ${wanted}`, seconds);
  }

  /** The relay's own answer, asked with this page's cookie. */
  async ask(path) {
    return this.page.evaluate(async (url) => (await fetch(url)).json(), path);
  }

  async commands() {
    return (await this.ask('/api/commands?limit=50')).commands;
  }
}
