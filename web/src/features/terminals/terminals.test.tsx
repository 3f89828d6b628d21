import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ConnectDialog } from './connect-dialog';
import { PairPage } from './pair-page';
import { RevokeDialog } from './revoke-dialog';
import type { Pairing } from './use-pairing';

const id = '01948d2a-0001-7000-8000-00000000a001';
const open: Pairing = {
  ...{ id, name: 'Desk', state: 'open', created_at: 1, expires_at: Date.now() + 300_000, created_by: 'Ann', rivals: 0 },
  ...{ fingerprint: null, account: null, address: null, offered_at: null, decided_at: null, decided_by: null },
  terminal: null,
};
const waiting: Pairing = {
  ...open,
  state: 'waiting',
  fingerprint: '9TRA-V4CE-2MPX',
  account: { login: '1001', server: '<b>Demo</b>', company: 'Broker', currency: 'USD', trade_mode: 'demo' },
  address: '192.0.2.1',
};

let asked: { path: string; body: unknown }[];
let pairing: Pairing;

beforeEach(() => {
  asked = [];
  pairing = open;
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    asked.push({ path: `${request.method} ${pathname}${search}`, body: text ? JSON.parse(text) : null });
    if (pathname.endsWith('/start')) return Response.json({ code: 'K7QM2XHD', pairing: open }, { status: 201 });
    if (pathname.endsWith('/find') && text.includes('22222222'))
      return Response.json({ status: 404, code: 'not_found', detail: 'nothing' }, { status: 404 });
    if (pathname.endsWith('/approve')) pairing = { ...waiting, state: 'paired', terminal: id };
    if (pathname.endsWith('/deny')) pairing = { ...waiting, state: 'denied' };
    if (pathname.endsWith('/revoke')) return new Response(null, { status: 204 });
    return Response.json({ pairing });
  });
});
afterEach(cleanup);
afterAll(() => vi.unstubAllGlobals());

const show = (what: ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      {what}
    </QueryClientProvider>,
  );

async function begin() {
  show(<ConnectDialog onClose={() => {}} />);
  fireEvent.change(screen.getByLabelText('Name of the new terminal'), { target: { value: 'Desk' } });
  fireEvent.click(screen.getByText('Get a code'));
  await screen.findByText('K7QM-2XHD');
}

it('shows the code with its time, then who came, and approves exactly what was shown', async () => {
  await begin();
  expect(document.querySelector('[data-countdown]')?.textContent).toMatch(/^[45]:\d\d$/);
  pairing = waiting;
  await screen.findByText('9TRA-V4CE-2MPX', {}, { timeout: 4000 });
  expect(screen.getByText(/<b>Demo<\/b>/)).toBeTruthy();
  expect(screen.queryByText('K7QM-2XHD')).toBeNull();
  fireEvent.click(screen.getByText(/are the same: approve/));
  await screen.findByText(/has its own key/, {}, { timeout: 4000 });
  const sent = asked.find(({ path }) => path === 'POST /api/terminals/pair/approve');
  expect(sent?.body).toEqual({ pairing: id, fingerprint: '9TRA-V4CE-2MPX', name: 'Desk' });
});

it('denies, and says so', async () => {
  pairing = waiting;
  await begin();
  fireEvent.click(await screen.findByText('Deny', {}, { timeout: 4000 }));
  await screen.findByText(/turned away/, {}, { timeout: 4000 });
});

it('warns when a second terminal tried the code, and tells when the time ran out', async () => {
  pairing = { ...waiting, rivals: 2 };
  await begin();
  await screen.findByText(/Another terminal has tried the same code/, {}, { timeout: 4000 });
  pairing = { ...waiting, state: 'expired' };
  await screen.findByText(/time ran out/, {}, { timeout: 4000 });
});

it('finds the terminal behind the square, and leaves the code in no address', async () => {
  pairing = waiting;
  window.history.replaceState(null, '', '/pair#9TRAV4CE');
  show(<PairPage allowed />);
  await screen.findByText('9TRA-V4CE-2MPX');
  expect(window.location.href).not.toContain('9TRAV4CE');
  expect(asked[0]).toEqual({ path: 'POST /api/terminals/pair/find', body: { code: '9TRAV4CE' } });
  expect(asked.every(({ path }) => !path.includes('9TRAV4CE'))).toBe(true);
});

it('says one thing about every code that opens nothing, and asks nothing for who may not pair', async () => {
  window.history.replaceState(null, '', '/pair#22222222');
  show(<PairPage allowed />);
  await screen.findByText(/No terminal waits with this code/);
  cleanup();
  asked = [];
  window.history.replaceState(null, '', '/pair#9TRAV4CE');
  show(<PairPage allowed={false} />);
  expect(screen.getByText(/Your role may not pair/)).toBeTruthy();
  expect(asked).toEqual([]);
});

it('revokes only when the name was typed', async () => {
  const terminal = {
    ...{ terminal: id, name: 'Desk', created_at: 1, connected: true, login: '1001', server: 'Demo' },
    ...{ company: null, trade_mode: 'demo', last_seen: null },
  };
  const closed = vi.fn();
  show(<RevokeDialog terminal={terminal} onClose={closed} />);
  const button = screen.getByText('Revoke for good') as HTMLButtonElement;
  expect(button.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText('Type its name: Desk'), { target: { value: 'Desk' } });
  fireEvent.click(button);
  await waitFor(() => expect(closed).toHaveBeenCalled());
  expect(asked.map(({ path }) => path)).toContain(`POST /api/terminals/${id}/revoke`);
});
