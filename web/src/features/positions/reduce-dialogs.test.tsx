// The dialogs that take less than a whole close, on live data as the relay tells it.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noData } from '@/lib/live/live-data';
import { useLive } from '@/lib/live/live-store';
import type { Position } from '@/lib/live/views';
import { CloseAllDialog } from './close-all-dialog';
import { type PositionAction, PositionDialog } from './position-dialogs';

const now = Date.now();
const row: Position = {
  terminal: 'aaaa',
  asOf: now,
  tradeId: 'aaaa:7',
  position: '7',
  ticket: '7',
  symbol: 'EURUSD',
  side: 'buy',
  volume: '0.10',
  price: '1.08400',
  current: '1.08500',
  stopLoss: '1.08000',
  digits: 5,
  pnl: '4.2',
};
const euro = {
  symbol: 'EURUSD',
  digits: 5,
  point: '0.00001',
  volume_min: '0.01',
  volume_max: '50',
  volume_step: '0.01',
  stops_level: 0,
  freeze_level: 0,
  orders: ['market', 'limit', 'close_by'],
};
const other = { ...row, tradeId: 'aaaa:8', position: '8', ticket: '8', side: 'sell', volume: '0.04' };

let sent: Record<string, unknown>[];

function live(mission: Record<string, unknown> = {}, positions = [row, other]) {
  const stream = (keys: Record<string, Record<string, unknown>>) => ({
    ...{ ep: 'e', off: 1, asOf: now, pending: null },
    keys: new Map(Object.entries(keys)),
  });
  const link = { connected: true, since: 0, rtt_ms: 1, last_seen: now };
  const held = Object.fromEntries(positions.map((one) => [`position:${one.position}`, one as Record<string, unknown>]));
  useLive.setState({
    socket: { at: 'live', lastFrame: now },
    data: {
      ...noData,
      streams: new Map([
        ['mission', stream({ aaaa: { terminal: 'aaaa', name: 'Demo', link, margin_mode: 'hedging', ...mission } })],
        ['state:aaaa', stream({ 'symbol:EURUSD': euro, ...held })],
      ]),
    },
  });
}

beforeEach(() => {
  sent = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const body = await request.json();
    sent.push(body);
    const command = {
      id: 'c1',
      kind: body.kind,
      terminal: 'aaaa',
      state: 'queued',
      arguments: {},
      created_at: 1,
      times: {},
    };
    return Response.json({ command }, { status: 202 });
  });
  live();
});
afterEach(() => {
  cleanup();
  useLive.getState().forget();
  vi.unstubAllGlobals();
});

function show(action: PositionAction, position: Position | null = row) {
  const client = new QueryClient();
  const dialog = (at: Position | null) => (
    <QueryClientProvider client={client}>
      <PositionDialog action={action} opened={row} position={at} account="Demo" onClose={() => {}} />
    </QueryClientProvider>
  );
  const { rerender } = render(dialog(position));
  return (at: Position | null) => rerender(dialog(at));
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name, hidden: true }));
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const blocked = () => document.querySelector('[data-blocked]')?.textContent ?? '';
const will = () => document.querySelector('[data-will]')?.textContent ?? '';
const args = async () => {
  await waitFor(() => expect(sent).toHaveLength(1));
  return sent[0]?.args;
};

describe('closing a part', () => {
  it('sends the part with the volume and side it was cut from, once', async () => {
    show('part');
    type('Volume to close, lots', '0.03');
    expect(will()).toContain('0.07 lots stay open');
    press('Close part');
    press('Close part');
    expect(await args()).toEqual({
      ...{ position: '7', ticket: '7', symbol: 'EURUSD' },
      ...{ volume: '0.03', expected_volume: '0.10', expected_side: 'buy' },
    });
  });

  it('judges the part anew when the position shrinks under the dialog', () => {
    const update = show('part');
    expect(blocked()).toBe('');
    update({ ...row, volume: '0.05' });
    expect(blocked()).toContain('use Close');
    update({ ...row, volume: '0.03' });
    expect(blocked()).toContain('0.03 lots only');
    update(null);
    expect(blocked()).toContain('no longer open');
  });

  it('sends nothing by Enter while it is blocked', () => {
    show('part');
    type('Volume to close, lots', '9');
    const form = screen.getByLabelText('Volume to close, lots').closest('form');
    if (form) fireEvent.submit(form);
    expect(sent).toEqual([]);
  });
});

describe('changing levels', () => {
  it('sends only what was changed, as absolute prices', async () => {
    show('modify');
    expect(blocked()).toContain('Nothing is changed');
    type('Take profit', '1.09000');
    press('Change levels');
    expect(await args()).toEqual({ position: '7', tp: '1.09000' });
  });

  it('removes a level by name, and says that this adds risk', async () => {
    show('modify');
    press('Remove stop loss');
    expect(will()).toContain('Stop loss 1.08000 is removed. This adds risk.');
    press('Change levels');
    expect(await args()).toEqual({ position: '7', remove: ['sl'] });
  });

  it('never widens a stop on old figures, but lets it be tightened', () => {
    live({ link: { connected: false, since: 0, rtt_ms: 1, last_seen: now } });
    show('modify');
    type('Stop loss', '1.07000');
    expect(blocked()).toMatch(/offline.*Nothing that adds risk/);
    type('Stop loss', '1.08200');
    expect(blocked()).toBe('');
  });

  it('says that a stop in force will refuse what adds risk', () => {
    live({ latch: { id: '4', level: 'halt', scope: 'account' } });
    show('modify');
    type('Stop loss', '1.07000');
    expect(screen.getByText(/Emergency stop 4 is in force/)).toBeTruthy();
  });

  it('warns when the level moved while the dialog was open', () => {
    const update = show('modify');
    update({ ...row, stopLoss: '1.08100' });
    expect(screen.getByText(/stop loss has moved to 1.08100/)).toBeTruthy();
  });
});

describe('closing by an opposite position', () => {
  it('says what is left of which, and names both', async () => {
    show('by');
    expect(will()).toBe('Closes 0.04 lots of #7 (buy) against 0.04 lots of #8 (sell). buy 0.06 lots stay open as #7.');
    press('Close both');
    expect(await args()).toEqual({ position: '7', opposite: '8', ticket: '7', symbol: 'EURUSD' });
  });

  it('stops when the opposite goes away', () => {
    live({}, [row]);
    show('by');
    expect(blocked()).toContain('no opposite position');
  });
});

describe('closing several', () => {
  const open = () =>
    render(
      <QueryClientProvider client={new QueryClient()}>
        <CloseAllDialog onClose={() => {}} />
      </QueryClientProvider>,
    );

  it('previews what fits and sends the filter', async () => {
    open();
    expect(document.querySelector('[data-preview="2"]')).toBeTruthy();
    type('Side', 'sell');
    expect(will()).toContain('Closes 1 position (0.04 lots');
    press('Close 1');
    expect(await args()).toEqual({ side: 'sell' });
  });

  it('asks for a word above five', () => {
    live(
      {},
      Array.from({ length: 6 }, (_, index) => ({ ...row, position: `${index}`, tradeId: `aaaa:${index}` })),
    );
    open();
    expect(blocked()).toBe('Type CLOSE to confirm.');
    type('Type CLOSE, because this closes more than 5', 'CLOSE');
    expect(blocked()).toBe('');
  });
});
