// From a trade at the broker to its row on the screen: the ledger's time of the user's own trade until Chromium has rendered the row.
// usage: node bench/browser.mjs [trades, 100]    Prints one JSON line; times in ms.
import { Browser } from '../tests/e2e/lib/browser.mjs';
import { Dashboard } from '../tests/e2e/lib/dashboard.mjs';
import { eventually } from '../tests/e2e/lib/eventually.mjs';
import { summary } from './lib/numbers.mjs';
import { measured } from './lib/session.mjs';

const trades = Number(process.argv[2] ?? 100);

/** In the page: the wall clock at which each row entered the document, and at which the frame with it was drawn. */
function watchRows() {
  globalThis.rows = {};
  const wallNow = () => performance.timeOrigin + performance.now();
  new MutationObserver(() => {
    for (const row of document.querySelectorAll('[data-trade]')) {
      const id = row.dataset.trade;
      if (globalThis.rows[id]) continue;
      globalThis.rows[id] = { placed: wallNow() };
      requestAnimationFrame(() => setTimeout(() => Object.assign(globalThis.rows[id], { drawn: wallNow() })));
    }
  }).observe(document.body, { childList: true, subtree: true });
}

await measured(async (stack) => {
  const browser = await Browser.start(stack.ca);
  try {
    const { context } = await browser.visitor();
    const { page } = await signedIn(context, stack);
    await page.evaluate(watchRows);
    const [placed, drawn] = [[], []];
    for (let index = 0; index < trades; index++) {
      const { ticket, n } = await stack.trade(1001, 'EURUSD', 'buy', '0.01');
      const id = `${stack.terminals.Hedging.id}:${ticket}`;
      const seen = await eventually(() => page.evaluate((key) => globalThis.rows[key]?.drawn && globalThis.rows[key], id), id);
      const [row] = (await stack.market.get(`/ledger?since=${n - 1}&account=1001`)).rows;
      placed.push(seen.placed - row.t);
      drawn.push(seen.drawn - row.t);
      await stack.market.post('/trade', { account: 1001, kind: 'close', ticket });
    }
    return { bench: 'browser', event_to_row: summary(placed), event_to_frame: summary(drawn) };
  } finally {
    await browser.stop();
  }
});

async function signedIn(context, stack) {
  const dashboard = new Dashboard(await context.newPage(), stack.origin);
  await dashboard.signIn(stack.owner);
  await dashboard.live(stack.terminals.Hedging.id);
  await dashboard.open('Positions');
  return dashboard;
}
