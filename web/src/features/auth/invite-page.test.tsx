import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InvitePage } from './invite-page';

const invitation = { email: 'new@example.test', role: 'trader', organisation: 'First', expires_at: 1 };
let sent: Request[];
let known: boolean;

beforeEach(() => {
  sent = [];
  known = true;
  window.location.hash = '#the-token';
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(request.clone());
    if (!known) {
      const missing = { type: 'about:blank', title: 'Not found', status: 404, code: 'not_found', detail: 'Not found.' };
      return Response.json(missing, { status: 404 });
    }
    return Response.json(request.url.endsWith('/accept') ? { email: invitation.email, role: 'trader' } : invitation);
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show() {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <InvitePage />
    </QueryClientProvider>,
  );
}

function fill(name: string, password: string, again: string) {
  fireEvent.input(screen.getByLabelText('Your name'), { target: { value: name } });
  fireEvent.input(screen.getByLabelText('New password'), { target: { value: password } });
  fireEvent.input(screen.getByLabelText('New password again'), { target: { value: again } });
  const form = screen.getByRole('button').closest('form');
  if (form) fireEvent.submit(form);
}

it('says who invites whom, spends the token once, and leaves it in no address', async () => {
  show();
  await screen.findByText('First invites new@example.test as trader.');
  expect(window.location.hash).toBe('');
  fill(' Ann ', 'a long password', 'a long password');
  await screen.findByText(/Welcome/);
  expect(sent.map((request) => new URL(request.url).pathname)).toEqual([
    '/api/auth/invitation',
    '/api/auth/invitation/accept',
  ]);
  expect(sent.every((request) => !request.url.includes('the-token'))).toBe(true);
  expect(await sent[1]?.json()).toEqual({ token: 'the-token', name: 'Ann', password: 'a long password' });
});

it('sends nothing while the passwords differ or are short', async () => {
  show();
  await screen.findByText(/invites/);
  fill('Ann', 'a long password', 'another password');
  await screen.findByText('The two new passwords differ.');
  fill('Ann', 'short', 'short');
  await screen.findByText('At least 12 characters.');
  expect(sent).toHaveLength(1);
});

it('says that a spent or withdrawn invitation is not known', async () => {
  known = false;
  show();
  await screen.findByText(/used, withdrawn, or has ended/);
});
