import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useLive } from '@/lib/live/live-store';
import type { Position } from '@/lib/live/views';
import { CloseDialog } from './close-dialog';

const row: Position = {
  terminal: 'aaaa',
  asOf: 1,
  tradeId: 'aaaa:7',
  position: '7',
  ticket: '7',
  symbol: 'EURUSD',
  side: 'buy',
  volume: '0.10',
  price: '1.085',
  digits: 5,
  pnl: '4.2',
};

let answers: (Response | Promise<Response>)[];
let sent: Request[];

function accepted(state = 'queued'): Response {
  const command = { id: 'c1', kind: 'close', terminal: 'aaaa', state, arguments: {}, created_at: 1, times: {} };
  return Response.json({ command }, { status: 202 });
}

beforeEach(() => {
  answers = [];
  sent = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(request);
    const answer = answers.shift();
    if (!answer) throw new TypeError('Failed to fetch');
    return answer;
  });
});
afterEach(() => {
  cleanup();
  useLive.getState().forget();
  vi.unstubAllGlobals();
});

function show(position: Position | null = row) {
  const client = new QueryClient();
  const dialog = (now: Position | null) => (
    <QueryClientProvider client={client}>
      <CloseDialog opened={row} position={now} account="Demo" onClose={() => {}} />
    </QueryClientProvider>
  );
  const { rerender } = render(dialog(position));
  return (now: Position | null) => rerender(dialog(now));
}

const button = () => screen.getByRole('button', { name: 'Close position', hidden: true });
const keys = () => sent.map((request) => request.headers.get('Idempotency-Key'));

it('sends one command with one key, however often it is pressed', async () => {
  let release: (answer: Response) => void = () => {};
  answers.push(new Promise((resolve) => (release = resolve)), accepted());
  show();
  button().click();
  button().click();
  await userEvent.dblClick(button());
  button().focus();
  await userEvent.keyboard('{Enter}{Enter}');
  release(accepted());
  await screen.findByText('queued');
  expect(sent).toHaveLength(1);
  expect(await sent[0]?.json()).toMatchObject({
    kind: 'close',
    terminal: 'aaaa',
    args: { position: '7', expected_volume: '0.10' },
  });
});

it('tries again with the same key after a failure', async () => {
  show();
  button().click();
  await screen.findByText(/cannot be reached/);
  answers.push(accepted());
  button().click();
  await screen.findByText('queued');
  expect(sent).toHaveLength(2);
  expect(new Set(keys()).size).toBe(1);
});

it('is a new command after the relay refused it', async () => {
  const problem = { type: 'about:blank', title: 'Conflict', status: 409, code: 'conflict', detail: 'It changed.' };
  answers.push(Response.json(problem, { status: 409 }), accepted());
  show();
  button().click();
  await screen.findByText('It changed.');
  button().click();
  await screen.findByText('queued');
  expect(new Set(keys()).size).toBe(2);
});

it('has another key each time it opens', async () => {
  answers.push(accepted(), accepted());
  show();
  button().click();
  await screen.findByText('queued');
  cleanup();
  show();
  button().click();
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(new Set(keys()).size).toBe(2);
});

it('follows the live position, and sends the volume it showed last', async () => {
  const update = show();
  update({ ...row, pnl: '-3.1', volume: '0.05' });
  expect(screen.getByText('−3.10')).toBeTruthy();
  expect(screen.getByText('0.05 lots')).toBeTruthy();
  answers.push(accepted());
  button().click();
  await screen.findByText('queued');
  expect(await sent[0]?.json()).toMatchObject({ args: { expected_volume: '0.05' } });
});

it('means the side it was opened for, also when the position has turned round since', async () => {
  const update = show();
  update({ ...row, side: row.side === 'buy' ? 'sell' : 'buy' });
  answers.push(accepted());
  button().click();
  await screen.findByText('queued');
  expect(await sent[0]?.json()).toMatchObject({ args: { expected_side: row.side } });
});

it('cannot close what is already gone', () => {
  const update = show();
  update(null);
  expect(screen.getByText('This position is no longer open.')).toBeTruthy();
  expect((button() as HTMLButtonElement).disabled).toBe(true);
});

it("shows the command's newest state, not the answer's", async () => {
  answers.push(accepted());
  show();
  button().click();
  await screen.findByText('queued');
  const command = useLive.getState().data.commands.get('c1');
  if (!command) throw new Error('the answer was not remembered');
  useLive.getState().remember({ ...command, state: 'rejected', retcode: 10018, retcode_text: 'Market is closed' });
  await screen.findByText('rejected');
  expect(screen.getByText('Market is closed')).toBeTruthy();
  expect(screen.getByText('code 10018')).toBeTruthy();
});
