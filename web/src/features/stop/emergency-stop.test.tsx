import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useLive } from '@/lib/live/live-store';
import { EmergencyStop } from './emergency-stop';

let sent: { key: string | null; body: unknown }[];
let answer: () => Response;

beforeEach(() => {
  sent = [];
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    sent.push({ key: new Headers(init.headers).get('Idempotency-Key'), body: JSON.parse(String(init.body)) });
    return answer();
  });
});
afterEach(() => {
  cleanup();
  useLive.getState().forget();
  vi.unstubAllGlobals();
});

function show() {
  render(<EmergencyStop allowed />);
  fireEvent.click(screen.getByRole('button', { name: 'Emergency stop' }));
}
const stop = () => fireEvent.click(screen.getByText('Stop now'));
const unreachable = () => {
  throw new TypeError('Failed to fetch');
};

it('closes everything by default, on every account, and asks nothing else', async () => {
  answer = () => Response.json({ commands: [] }, { status: 202 });
  show();
  stop();
  await waitFor(() => expect(sent.map((one) => one.body)).toEqual([{ level: 'flatten', scope: 'account' }]));
});

it('works before anything has been heard from the relay', () => {
  show();
  expect((screen.getByText('Stop now') as HTMLButtonElement).disabled).toBe(false);
});

it('repeats the same command after a failure, and another one after a change of mind', async () => {
  answer = unreachable;
  show();
  stop();
  await screen.findByText(/cannot be reached/);
  stop();
  await waitFor(() => expect(sent).toHaveLength(2));
  await screen.findByText('Stop now');
  fireEvent.click(screen.getByLabelText(/^Stop:/));
  stop();
  await waitFor(() => expect(sent).toHaveLength(3));
  expect(sent[0]?.key).toBe(sent[1]?.key);
  expect(sent[2]?.key).not.toBe(sent[1]?.key);
  expect(sent[2]?.body).toEqual({ level: 'halt', scope: 'account' });
});

it('makes one command of two presses, and sends what was chosen', async () => {
  answer = () => Response.json({ commands: [] }, { status: 202 });
  show();
  fireEvent.click(screen.getByLabelText(/^Stop and cancel orders/));
  fireEvent.click(screen.getByLabelText(/Only what SignalOS opened/));
  const button = screen.getByText('Stop now');
  // Both before the first has been rendered.
  act(() => {
    button.click();
    button.click();
  });
  await screen.findByText('Close');
  expect(sent.map((one) => one.body)).toEqual([{ level: 'halt_cancel', scope: 'ours' }]);
});
