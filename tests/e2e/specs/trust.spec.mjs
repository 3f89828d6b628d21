// What the other specs rest on: certificates are verified, and the browser's complaints are heard.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser } from '../lib/browser.mjs';

const makeCa = fileURLToPath(new URL('../../../packaging/setup/make-ca.sh', import.meta.url));

export default {
  'a browser that trusts another authority does not get in': async (t) => {
    const other = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'signalos-other-'));
    execFileSync(makeCa, [other], { stdio: 'ignore' });
    const browser = await Browser.start(join(other, 'ca.pem'));
    try {
      const { context } = await browser.visitor();
      const page = await context.newPage();
      await assert.rejects(page.goto(t.stack.origin), /ERR_CERT_AUTHORITY_INVALID/);
    } finally {
      await browser.stop();
      rmSync(other, { recursive: true, force: true });
    }
  },

  'a style from nowhere is blocked by the policy, and the tests hear of it': async (t) => {
    const dashboard = await t.signedIn();
    assert.deepEqual(t.faults(), []);
    await dashboard.page.evaluate(() => {
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      document.head.append(style);
    });
    assert.equal(await dashboard.page.locator('body').isVisible(), true);
    assert.match(t.faults().join('\n'), /CSP: style-src/);
    t.allow(/CSP: style-src/, /Content Security Policy/);
  },
};
