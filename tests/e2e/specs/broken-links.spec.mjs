// What is shown while something is gone, and that all is right again afterwards.
import assert from 'node:assert/strict';
import { eventually } from '../lib/eventually.mjs';

export default {
  'a killed relay: the banner says so, old figures are not passed off as new, and then the truth is back': async (t) => {
    // The page asks while nothing listens.
    t.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection to/);
    const dashboard = await t.signedIn();
    const { page, stack } = { page: dashboard.page, stack: t.stack };
    const { id, login } = stack.terminals.Hedging;
    await dashboard.live(id, stack.terminals.Netting.id);
    const { ticket } = await stack.trade(login, 'EURUSD', 'buy', '0.10');
    await dashboard.open('Positions');
    await dashboard.row(id, ticket).waitFor();
    await dashboard.open('Overview');

    await stack.relay.kill();
    const banner = page.locator('[data-banner="connection"]');
    await banner.getByText(/No connection to the relay|Connecting to the relay/).waitFor();
    await dashboard.sees(id, 'You–relay', 'red');
    await dashboard.sees(id, 'Relay–terminal', 'unknown');
    // While it is away the position closes and another opens.
    const at = await stack.positions(login);
    await stack.market.post('/trade', { account: login, kind: 'close', ticket: at[0].ticket });
    const { ticket: next } = await stack.trade(login, 'GBPUSD', 'sell', '0.20');

    await stack.startRelay();
    await banner.waitFor({ state: 'detached', timeout: 40_000 });
    await dashboard.live(id, stack.terminals.Netting.id);
    await dashboard.open('Positions');
    await dashboard.row(id, next).waitFor();
    await dashboard.row(id, ticket).waitFor({ state: 'detached' });
    assert.equal(await page.locator('[data-trade]').count(), 1);
  },

  'a killed terminal: its lights say so while the other account stays green, and it comes back': async (t) => {
    const dashboard = await t.signedIn();
    const { Hedging, Netting } = t.stack.terminals;
    await dashboard.live(Hedging.id, Netting.id);
    await Netting.program.kill();
    await dashboard.sees(Netting.id, 'Relay–terminal', 'red', 40);
    await dashboard.sees(Netting.id, 'Terminal–broker', 'unknown');
    await dashboard.sees(Hedging.id, 'Relay–terminal', 'green');
    assert.match(await dashboard.light(Netting.id, 'Relay–terminal').textContent(), /offline/);
    await t.stack.startTerminal('Netting');
    await dashboard.live(Netting.id);
  },

  'a broker out of reach of the terminal: the third light alone turns red': async (t) => {
    const dashboard = await t.signedIn();
    const { Hedging } = t.stack.terminals;
    await dashboard.live(Hedging.id);
    await Hedging.control.post('/action', { name: 'disconnect' });
    await dashboard.sees(Hedging.id, 'Terminal–broker', 'red');
    await dashboard.sees(Hedging.id, 'Relay–terminal', 'green');
    await Hedging.control.post('/action', { name: 'reconnect' });
    await dashboard.sees(Hedging.id, 'Terminal–broker', 'green');
  },

  'a session ended elsewhere: the page stops showing live data as live': async (t) => {
    const first = await t.signedIn();
    await first.live(t.stack.terminals.Hedging.id);
    await first.page.evaluate(() =>
      fetch('/api/auth/logout', { method: 'POST', headers: { 'X-SignalOS-CSRF': '1' } }),
    );
    await eventually(
      async () => (await first.page.getByRole('button', { name: 'Sign in' }).count()) === 1,
      'the page is back at the sign-in',
    );
  },
};
