import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Command } from '@/lib/api';
import { parseEnvelope } from '@/lib/live/frames';
import { hear } from '@/lib/live/live-data';
import { useLive } from '@/lib/live/live-store';
import { AlarmsPage } from './alarms-page';

const terminal = '01948d2a-0001-7000-8000-00000000a001';
const alarm = {
  ...{
    id: `${terminal}:7`,
    terminal,
    off: 7,
    severity: 'high',
    timestamp: 1,
    acknowledged_at: null,
    acknowledged_by: null,
  },
  ...{ error: 'An order was filled late', command: '01948d2a-7c1b-7def-8123-456789abcdef', excerpt: '<b>raw</b>' },
};

let asked: string[];
let alarms: unknown[];

beforeEach(() => {
  asked = [];
  alarms = [alarm];
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${decodeURIComponent(new URL(request.url).pathname)}`);
    if (request.method === 'POST') {
      alarms = [{ ...alarm, acknowledged_at: 2, acknowledged_by: 'Ann' }];
      return Response.json({ alarm: alarms[0] });
    }
    return Response.json({ alarms });
  });
});
afterEach(() => {
  cleanup();
  useLive.getState().forget();
});
// Not after each: a list that is read anew at a test's end must not ask the network.
afterAll(() => vi.unstubAllGlobals());

const show = (allowed = true) =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <AlarmsPage allowed={allowed} />
    </QueryClientProvider>,
  );

it('shows an alarm with its command and what the terminal said, as text', async () => {
  show();
  expect(await screen.findByText(/An order was filled late/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Command' }).getAttribute('href')).toBe(`/commands/${alarm.command}`);
  expect(screen.getByText('<b>raw</b>')).toBeTruthy();
  expect(screen.getByText('(1 open)')).toBeTruthy();
});

it('stays until the relay has acknowledged it, and names who did', async () => {
  show();
  fireEvent.click(await screen.findByText('Acknowledge'));
  await screen.findByText(/Acknowledged by Ann/);
  expect(asked.filter((line) => line.startsWith('POST'))).toEqual([`POST /api/alarms/${terminal}:7/acknowledge`]);
  expect(screen.queryByText('Acknowledge')).toBeNull();
});

it('cannot be acknowledged by those who may only look', async () => {
  show(false);
  expect(((await screen.findByText('Acknowledge')) as HTMLButtonElement).disabled).toBe(true);
});

it.each(['error_alert', 'alarm_acknowledged'])('is read anew when the live stream tells %s', async (type) => {
  alarms = [];
  show();
  await screen.findByText('No alarm has been raised.');
  alarms = [alarm];
  const text = JSON.stringify({ type, ts: 1, ch: `events:${terminal}`, ep: 'e', off: 7, data: {} });
  const frame = parseEnvelope(text);
  if (!frame) throw new Error('not a frame');
  act(() => useLive.setState(({ data }) => ({ data: hear(data, frame, 1).data })));
  await screen.findByText(/An order was filled late/);
});

it('keeps a command of unknown outcome in sight until it is known', async () => {
  alarms = [];
  show();
  const doubt = {
    id: 'd',
    kind: 'close',
    terminal,
    state: 'in_doubt',
    arguments: { position: '7' },
    created_at: 1,
    times: {},
  };
  act(() => useLive.getState().remember({ ...doubt, evidence: 'no answer' } as unknown as Command));
  expect(screen.getByText(/no answer\. It may have run/)).toBeTruthy();
  for (let index = 0; index < 300; index++) {
    act(() => useLive.getState().remember({ ...doubt, id: `x${index}`, state: 'done' } as unknown as Command));
  }
  expect(screen.getByText('Close #7')).toBeTruthy();
  act(() => useLive.getState().remember({ ...doubt, state: 'done' } as unknown as Command));
  await waitFor(() => expect(screen.queryByText('Close #7')).toBeNull());
});
