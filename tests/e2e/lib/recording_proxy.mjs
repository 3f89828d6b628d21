// Stands between browsers and the relay and keeps every REST answer for tests/contract. WebSockets pass as bytes.
// One that is cut on one side is cut on the other, so that a killed relay looks to the page as it would without this.
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, request } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';

export class RecordingProxy {
  /** `tls`: the directory of make-ca.sh; `target` gives the relay's port, which is known only later. */
  static async start(tls, target) {
    const proxy = new RecordingProxy(tls, target);
    await new Promise((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    proxy.port = proxy.server.address().port;
    return proxy;
  }

  constructor(tls, target) {
    this.ca = readFileSync(join(tls, 'ca.pem'));
    this.target = target;
    this.sockets = new Set();
    const key = readFileSync(join(tls, 'server.key'));
    this.server = createServer({ key, cert: readFileSync(join(tls, 'server.pem')) }, (asked, answer) => this.forward(asked, answer));
    this.server.on('upgrade', (asked, socket, head) => this.tunnel(asked, socket, head));
    this.server.on('secureConnection', (socket) => this.keep(socket));
    const directory = process.env.RECORD_ANSWERS;
    if (directory) mkdirSync(directory, { recursive: true });
    this.file = directory && join(directory, `${process.pid}.jsonl`);
  }

  keep(socket) {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  forward(asked, answer) {
    const parts = [];
    asked.on('data', (part) => parts.push(part));
    asked.on('end', () => this.ask(asked, Buffer.concat(parts), answer));
  }

  ask(asked, body, answer) {
    const { method, url: path, headers } = asked;
    const cut = () => asked.socket.destroy();
    const outgoing = request({ host: 'localhost', port: this.target(), ca: this.ca, method, path, headers, agent: false }, (got) => {
      const parts = [];
      got.on('data', (part) => parts.push(part));
      got.on('error', cut);
      got.on('aborted', cut);
      got.on('end', () => {
        const raw = Buffer.concat(parts);
        this.record(asked, body, got, raw);
        answer.writeHead(got.statusCode, got.headers);
        answer.end(raw);
      });
    });
    outgoing.on('error', cut);
    outgoing.end(body);
  }

  record({ method, url, headers }, body, got, raw) {
    if (!this.file || !/^\/(api|hooks)\/|^\/(healthz|readyz|metrics)/.test(url)) return;
    const { cookie, ...sent } = headers;
    const { 'set-cookie': setCookie, ...received } = got.headers;
    const line = { verb: method, path: url, sent, request: body.length > 0 ? body.toString() : null, status: got.statusCode };
    appendFileSync(this.file, `${JSON.stringify({ ...line, headers: received, body: raw.toString() })}\n`);
  }

  tunnel(asked, socket, head) {
    const relay = connect({ host: 'localhost', port: this.target(), ca: this.ca, servername: 'localhost' }, () => {
      const lines = [`${asked.method} ${asked.url} HTTP/1.1`];
      for (let at = 0; at < asked.rawHeaders.length; at += 2) lines.push(`${asked.rawHeaders[at]}: ${asked.rawHeaders[at + 1]}`);
      relay.write(`${lines.join('\r\n')}\r\n\r\n`);
      relay.write(head);
      relay.pipe(socket);
      socket.pipe(relay);
    });
    this.keep(relay);
    relay.on('close', () => socket.destroy());
    socket.on('close', () => relay.destroy());
  }

  stop() {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}
