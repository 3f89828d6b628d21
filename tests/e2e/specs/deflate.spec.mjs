// What Chromium and the relay agree on for the dashboard's socket, seen from inside the browser.
import assert from 'node:assert/strict';
import { eventually } from '../lib/eventually.mjs';

export default {
  'the browser agrees on compression without context, and shows the compressed snapshot': async (t) => {
    const { terminals } = t.stack;
    const dashboard = await t.visit();
    const cdp = await dashboard.page.context().newCDPSession(dashboard.page);
    const agreed = [];
    const snapshots = [];
    cdp.on('Network.webSocketHandshakeResponseReceived', ({ response }) => {
      const [, value] = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'sec-websocket-extensions') ?? [];
      agreed.push(value);
    });
    cdp.on('Network.webSocketFrameReceived', ({ response }) => {
      const frame = JSON.parse(response.payloadData);
      if (frame.type === 'snapshot') snapshots.push(response.payloadData.length);
    });
    await cdp.send('Network.enable');
    t.allow(/status of 401/);
    await dashboard.signIn(t.stack.owner);
    await dashboard.live(terminals.Hedging.id);
    await eventually(() => snapshots.some((size) => size >= 1024), 'a snapshot large enough to be compressed');
    assert.deepEqual(new Set(agreed), new Set(['permessage-deflate; server_no_context_takeover; client_no_context_takeover']));
    assert.deepEqual(t.faults(), []);
  },
};
