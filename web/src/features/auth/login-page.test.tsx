import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LoginPage } from './login-page';

let answer: Response;
let sent: Request[];

beforeEach(() => {
  sent = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(request);
    return answer;
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function problem(status: number, code: string, detail: string, more = {}): Response {
  return Response.json({ type: 'about:blank', title: code, status, code, detail, ...more }, { status });
}

function show() {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LoginPage />
    </QueryClientProvider>,
  );
  fireEvent.input(screen.getByLabelText('E-mail'), { target: { value: 'owner@localhost' } });
  fireEvent.input(screen.getByLabelText('Password'), { target: { value: 'not this one' } });
}

const submit = () => {
  const form = screen.getByRole('button').closest('form');
  if (form) fireEvent.submit(form);
};
const disabled = () => (screen.getByRole('button') as HTMLButtonElement).disabled;

it('sends name and password once, with the header a foreign page cannot set', async () => {
  answer = Response.json({ user: {}, must_change_password: false });
  show();
  submit();
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.headers.get('X-SignalOS-CSRF')).toBe('1');
  expect(await sent[0]?.json()).toEqual({ email: 'owner@localhost', password: 'not this one' });
});

it('says that name or password are wrong, in the words of the relay', async () => {
  answer = problem(401, 'bad_credentials', 'E-mail or password is wrong.');
  show();
  submit();
  await screen.findByText('E-mail or password is wrong.');
  expect(disabled()).toBe(false);
});

it('counts a lock-out down and lets in again after it', async () => {
  vi.useFakeTimers();
  answer = problem(429, 'locked_out', 'Too many attempts.', { retry_after_ms: 90_000 });
  show();
  submit();
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(screen.getByRole('alert').textContent).toContain('Try again in 1 min');
  expect(disabled()).toBe(true);
  await act(() => vi.advanceTimersByTimeAsync(59_000));
  expect(screen.getByRole('alert').textContent).toMatch(/Try again in (30|31) s/);
  await act(() => vi.advanceTimersByTimeAsync(31_000));
  expect(screen.getByRole('alert').textContent).not.toContain('Try again in');
  expect(disabled()).toBe(false);
});

it('asks for the code once the relay wants one, and sends it with the same name and password', async () => {
  answer = problem(401, 'totp_required', 'Give the code of your authenticator as well.');
  show();
  expect(screen.queryByLabelText('Code')).toBeNull();
  submit();
  const code = await screen.findByLabelText('Code');
  fireEvent.input(code, { target: { value: ' 123456 ' } });
  answer = Response.json({ user: {}, must_change_password: false });
  submit();
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(await sent[1]?.json()).toEqual({ email: 'owner@localhost', password: 'not this one', code: '123456' });
});
