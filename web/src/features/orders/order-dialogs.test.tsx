// The dialogs of pending orders: what is sent, what is held back, and that each ticket is one command.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noData } from '@/lib/live/live-data';
import { useLive } from '@/lib/live/live-store';
import type { Order } from '@/lib/live/views';
import { CancelAllDialog } from './cancel-all-dialog';
import { CancelDialog } from './cancel-dialog';
import { ModifyOrderDialog } from './modify-order-dialog';
import { TicketDialog } from './ticket-dialog';

const now = Date.now();
const order: Order = {
  id: 'aaaa:9',
  ticket: '9',
  terminal: 'aaaa',
  asOf: now,
  symbol: 'EURUSD',
  type: 'buy_limit',
  volume: '0.10',
  price: '1.08000',
  current: '1.08510',
  stopLoss: '1.07000',
  expiration: now + 3_600_000,
  digits: 5,
};
const euro = {
  ...{ symbol: 'EURUSD', bid: '1.08500', ask: '1.08510', digits: 5, point: '0.00001', stops_level: 0, freeze_level: 0 },
  ...{ volume_min: '0.01', volume_max: '50', volume_step: '0.01', trade_mode: 'full' },
  orders: ['market', 'limit', 'stop', 'stop_limit'],
  expiry: ['gtc', 'specified'],
};

let sent: { key: string | null; kind: string; args: Record<string, unknown> }[];
let answer: (kind: string, at: number) => Response;

const accepted = (kind: string, at: number) =>
  Response.json(
    { command: { id: `c${at}`, kind, terminal: 'aaaa', state: 'queued', arguments: {}, created_at: 1, times: {} } },
    { status: 202 },
  );

function live(connected = true) {
  const stream = (keys: Record<string, Record<string, unknown>>) => ({
    ...{ ep: 'e', off: 1, asOf: now, pending: null },
    keys: new Map(Object.entries(keys)),
  });
  const link = { connected, since: 0, rtt_ms: 1, last_seen: now };
  useLive.setState({
    socket: { at: 'live', lastFrame: now },
    data: {
      ...noData,
      streams: new Map([
        ['mission', stream({ aaaa: { terminal: 'aaaa', name: 'Demo', link, margin_mode: 'netting' } })],
        ['state:aaaa', stream({ 'symbol:EURUSD': euro })],
      ]),
    },
  });
}

beforeEach(() => {
  sent = [];
  answer = accepted;
  vi.stubGlobal('fetch', async (request: Request) => {
    const { kind, args } = await request.json();
    sent.push({ key: request.headers.get('Idempotency-Key'), kind, args });
    return answer(kind, sent.length);
  });
  live();
});
afterEach(() => {
  cleanup();
  useLive.getState().forget();
  vi.unstubAllGlobals();
});

const show = (dialog: ReactNode) =>
  render(<QueryClientProvider client={new QueryClient()}>{dialog}</QueryClientProvider>);
const close = () => {};
const button = (name: string | RegExp) => screen.getByRole('button', { name, hidden: true }) as HTMLButtonElement;
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const held = () => document.querySelector('[data-blocked]')?.textContent ?? '';
const first = async () => {
  await waitFor(() => expect(sent).toHaveLength(1));
  return sent[0];
};

describe('placing', () => {
  it('sends what was filled in, with its expiry in the relay’s time', async () => {
    show(<TicketDialog first="limit" onClose={close} />);
    expect(held()).toContain('Give the price');
    type('Price', '1.08000');
    type('Stop loss', '1.07500');
    type('Ends', '60');
    fireEvent.click(button('Place order'));
    const made = await first();
    expect(made?.kind).toBe('open');
    expect(made?.args).toMatchObject({
      symbol: 'EURUSD',
      order: 'limit',
      side: 'buy',
      price: '1.08000',
      sl: '1.07500',
    });
    expect(Number(made?.args.expiry) - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('is held back with the age of the figures when the terminal is away', () => {
    live(false);
    show(<TicketDialog first="market" onClose={close} />);
    expect(held()).toMatch(/offline: figures are as of .* ago/);
    expect(button('Open at market').disabled).toBe(true);
  });
});

describe('changing', () => {
  const dialog = (at: Order | null = order) => (
    <ModifyOrderDialog opened={order} order={at} account="Demo" onClose={close} />
  );

  it('sends only what was changed', async () => {
    show(dialog());
    expect(held()).toBe('Nothing is changed yet.');
    type('Price', '1.08100');
    fireEvent.click(button('Change order'));
    expect((await first())?.args).toEqual({ ticket: '9', price: '1.08100' });
  });

  it('removes a level and an expiry by name', async () => {
    show(dialog());
    fireEvent.click(button('Remove stop loss'));
    fireEvent.click(button('Change when it ends'));
    fireEvent.click(button('Change order'));
    expect((await first())?.args).toEqual({ ticket: '9', remove: ['sl', 'expiry'] });
  });

  it('never removes the price of an order', () => {
    show(dialog());
    type('Price', '');
    expect(held()).toContain('Give the price');
    expect(button('Change order').disabled).toBe(true);
  });

  it('stops when the order is gone', () => {
    show(dialog(null));
    expect(held()).toContain('no longer stands');
  });
});

describe('cancelling', () => {
  it('is allowed also on old figures, and says what becomes of it', async () => {
    live(false);
    show(<CancelDialog opened={order} order={order} account="Demo" onClose={close} />);
    expect(screen.getByText(/waits at the relay for 2 minutes/)).toBeTruthy();
    fireEvent.click(button('Cancel order'));
    expect(await first()).toMatchObject({ kind: 'cancel_order', args: { ticket: '9' } });
  });

  it('all sends one command for each ticket, and after a failure only that one again, with its own key', async () => {
    const orders = ['1', '2', '3'].map((ticket) => ({ ...order, ticket, id: `aaaa:${ticket}` }));
    answer = (kind, at) => {
      if (at === 2) throw new TypeError('Failed to fetch');
      return accepted(kind, at);
    };
    show(<CancelAllDialog orders={orders} accountOf={() => 'Demo'} onClose={close} />);
    const press = button('Cancel 3 orders');
    // Both before the first has been rendered.
    act(() => {
      press.click();
      press.click();
    });
    await waitFor(() => expect(sent).toHaveLength(3));
    fireEvent.click(await screen.findByText('Try the failed ones again'));
    await waitFor(() => expect(sent).toHaveLength(4));
    expect(sent.map(({ args }) => args.ticket)).toEqual(['1', '2', '3', '2']);
    expect(sent[3]?.key).toBe(sent[1]?.key);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(3);
  });
});
