import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noData } from '@/lib/live/live-data';
import { useLive } from '@/lib/live/live-store';
import type { Mission } from '@/lib/live/views';
import { ResumeDialog } from './resume-dialog';

const now = Date.now();
const latch = { id: '3', level: 'halt', scope: 'account', since: now };
const opened: Mission = { terminal: 'aaaa', name: 'Demo', latch };

let sent: unknown[];

function live(fields: Record<string, unknown> = {}) {
  const link = { connected: true, since: 0, rtt_ms: 1, last_seen: now };
  const mission = { terminal: 'aaaa', name: 'Demo', link, latch, ...fields };
  const stream = { ep: 'e', off: 1, asOf: now, pending: null, keys: new Map([['aaaa', mission]]) };
  useLive.setState({
    socket: { at: 'live', lastFrame: now },
    data: { ...noData, streams: new Map([['mission', stream]]) },
  });
}

beforeEach(() => {
  sent = [];
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)));
    const command = {
      id: 'c1',
      kind: 'resume',
      terminal: 'aaaa',
      state: 'queued',
      arguments: {},
      created_at: 1,
      times: {},
    };
    return Response.json({ commands: [command] }, { status: 202 });
  });
  live();
});
afterEach(() => {
  cleanup();
  useLive.getState().forget();
  vi.unstubAllGlobals();
});

const show = (mission = opened) => render(<ResumeDialog mission={mission} onClose={() => {}} />);
const button = () => screen.getByText('Resume') as HTMLButtonElement;
const type = (word: string) => fireEvent.change(screen.getByLabelText(/Confirm/), { target: { value: word } });

it('lifts the one stop it names, once, after the typed word', async () => {
  show();
  expect(button().disabled).toBe(true);
  type('resume');
  expect(button().disabled).toBe(true);
  type('RESUME');
  const press = button();
  act(() => {
    press.click();
    press.click();
  });
  await screen.findByText('queued');
  expect(sent).toEqual([{ terminal: 'aaaa', latch_id: '3' }]);
});

it('does not lift a stop that came while it was open', () => {
  show();
  type('RESUME');
  act(() => live({ latch: { ...latch, id: '4' } }));
  expect(button().disabled).toBe(true);
  expect(screen.getByText(/Another emergency stop \(4\) is in force by now/)).toBeTruthy();
});

it('is held back on old figures', () => {
  live({ link: { connected: false, since: 0, rtt_ms: 1, last_seen: now } });
  show();
  type('RESUME');
  expect(button().disabled).toBe(true);
  expect(screen.getByText(/The terminal is offline/)).toBeTruthy();
});

it('needs no word for a pause', async () => {
  show({ ...opened, latch: null, paused: true });
  expect(screen.queryByLabelText(/Confirm/)).toBeNull();
  fireEvent.click(button());
  await waitFor(() => expect(sent).toEqual([{ terminal: 'aaaa' }]));
});
