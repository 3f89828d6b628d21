// Checks of a page as a whole: accessibility by axe, and that nothing needs sideways scrolling.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const axe = readFileSync(fileURLToPath(new URL('../../../web/node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');

/** Needs a visitor with bypassCSP: axe is a script of ours, not of the page. */
export async function accessible(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.any?.[0]?.message ?? ''}`),
  );
  assert.deepEqual(found, [], where);
}

/** WCAG reflow: a vertical page never scrolls sideways as a whole. */
export async function reflows(page, where) {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  assert.ok(scrollWidth <= clientWidth, `${where}: ${scrollWidth} px wide in ${clientWidth}`);
}

/** Pointer targets that are smaller than 24 CSS pixels in one direction. */
export async function targets(page, where) {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, a, select, input:not([type=radio])')]
      .map((element) => [element.textContent || element.getAttribute('aria-label'), element.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
      .map(([name, box]) => `${name}: ${box.width} × ${box.height}`),
  );
  assert.deepEqual(small, [], where);
}
