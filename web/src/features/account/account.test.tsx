import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AccountPage } from './account-page';
import { agentWords } from './agent-words';

const here = { id: 'a1', user: 'u', created_at: 1, last_seen: 2, expires_at: 3, address: '192.0.2.1', current: true };
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const secret = 'sosk_abcd-the-whole-secret';
const apiKey = {
  ...{ id: 'k1', user: 'u', name: 'script', prefix: 'sosk_abcd', scope: 'view', terminals: '*', created_at: 1 },
  ...{ expires_at: null, last_used: null },
};
const me = {
  ...{ user: { name: 'Ann', role: 'trader' }, organisation: { id: 'o', name: 'Desk' }, must_change_password: false },
  permissions: ['view', 'trade'],
};

let asked: { path: string; body: unknown }[];
/** How many sensitive requests are still answered with the wish for the password. */
let closed: number;
let totp: { enabled: boolean; pending: boolean; recovery_codes_left: number };
let client: QueryClient;

const problem = (status: number, code: string, detail: string) =>
  Response.json({ status, code, detail, title: code, type: 'about:blank' }, { status });

const sensitive = (path: string) =>
  path === 'POST /api/auth/api-keys' || (path.includes('/api/auth/totp') && !path.startsWith('GET'));

function answer(path: string, body: { password?: string; code?: string } | null): Response {
  if (sensitive(path) && closed-- > 0) return problem(403, 'step_up_required', 'Give your password again.');
  if (path === 'POST /api/auth/step-up' && totp.enabled && !body?.code)
    return problem(401, 'totp_required', 'A code is needed too.');
  if (path === 'POST /api/auth/step-up')
    return body?.password === 'right' ? Response.json({ until: 9 }) : problem(401, 'bad_credentials', 'It is wrong.');
  if (path === 'GET /api/me') return Response.json(me);
  if (path === 'GET /api/auth/totp') return Response.json(totp);
  if (path === 'POST /api/auth/totp') return Response.json({ secret: 'BASE32', address: 'otpauth://totp/x' });
  if (path === 'POST /api/auth/totp/confirm') return Response.json({ recovery_codes: ['aaaa-1', 'bbbb-2'] });
  if (path === 'POST /api/auth/api-keys') return Response.json({ api_key: apiKey, secret });
  if (path === 'GET /api/auth/api-keys') return Response.json({ api_keys: [apiKey] });
  if (path === 'GET /api/auth/sessions')
    return Response.json({
      sessions: [
        { ...here, agent: 'curl/8' },
        { ...here, id: 'a2', agent: firefox, current: false },
      ],
    });
  if (path === 'GET /api/terminals') {
    const named = { t1: 'Desk one', t2: 'Desk two' };
    return Response.json({ terminals: Object.entries(named).map(([terminal, name]) => ({ terminal, name })) });
  }
  return new Response(null, { status: 204 });
}

beforeEach(() => {
  asked = [];
  closed = 0;
  totp = { enabled: false, pending: false, recovery_codes_left: 0 };
  vi.stubGlobal('fetch', async (request: Request) => {
    const text = await request.text();
    const body = text ? JSON.parse(text) : null;
    const path = `${request.method} ${new URL(request.url).pathname}`;
    asked.push({ path, body });
    return answer(path, body);
  });
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <AccountPage />
    </QueryClientProvider>,
  );
});
afterEach(cleanup);
afterAll(() => vi.unstubAllGlobals());

const times = (path: string) => asked.filter((one) => one.path === path).length;
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

async function askForKey() {
  await screen.findByText('script');
  click('New key');
  type('Name', 'script');
  click('Create');
}

it('asks for the password where the relay does, and repeats the action once', async () => {
  closed = 1;
  await askForKey();
  await screen.findByText('Your password, please');
  expect(times('POST /api/auth/api-keys')).toBe(1);
  expect(screen.queryByLabelText('Code of your authenticator')).toBeNull();
  type('Your password', 'wrong');
  click('Go on');
  await screen.findByText('It is wrong.');
  expect(times('POST /api/auth/api-keys')).toBe(1);
  type('Your password', 'right');
  click('Go on');
  await screen.findByText(secret);
  expect(times('POST /api/auth/api-keys')).toBe(2);
  expect(screen.queryByText('Your password, please')).toBeNull();
});

it('shows a second refusal instead of asking for ever', async () => {
  closed = 9;
  await askForKey();
  await screen.findByText('Your password, please');
  type('Your password', 'right');
  click('Go on');
  await screen.findByText('Give your password again.');
  expect(times('POST /api/auth/api-keys')).toBe(2);
});

it('asks for a code too when the second factor is on, and does nothing when the question is left', async () => {
  totp = { enabled: true, pending: false, recovery_codes_left: 10 };
  await screen.findByText('Set up an authenticator');
  await client.invalidateQueries();
  closed = 1;
  fireEvent.click(await screen.findByText('New recovery codes'));
  await screen.findByLabelText('Code of your authenticator');
  click('Cancel');
  await screen.findByText(/Nothing was changed/);
  expect(times('POST /api/auth/totp/recovery-codes')).toBe(1);
  expect(times('POST /api/auth/step-up')).toBe(0);
});

it('asks for the code when the second factor was turned on elsewhere, and keeps asking after a wrong try', async () => {
  closed = 1;
  await askForKey();
  await screen.findByText('Your password, please');
  totp = { enabled: true, pending: false, recovery_codes_left: 10 };
  type('Your password', 'wrong');
  click('Go on');
  fireEvent.change(await screen.findByLabelText('Code of your authenticator'), { target: { value: ' 123456 ' } });
  click('Go on');
  await screen.findByText('It is wrong.');
  type('Your password', 'right');
  click('Go on');
  await screen.findByText(secret);
  const sent = asked.filter(({ path }) => path === 'POST /api/auth/step-up').map(({ body }) => body);
  expect(sent.at(-1)).toEqual({ password: 'right', code: '123456' });
});

it('shows the secret of a key once, and keeps it nowhere after that', async () => {
  await askForKey();
  await screen.findByText(secret);
  expect(asked.find(({ path }) => path === 'POST /api/auth/api-keys')?.body).toEqual({
    ...{ name: 'script', scope: 'view', expires_in_days: 90 },
  });
  click('I saved it');
  await waitFor(() => expect(screen.queryByText(secret)).toBeNull());
  await waitFor(() => {
    const kept = client.getMutationCache().getAll();
    expect(JSON.stringify(kept.map(({ state }) => state))).not.toContain(secret);
  });
});

it('offers no more than the own permissions', async () => {
  await screen.findByText(/Ann/);
  click('New key');
  const offered = [...screen.getByLabelText('It may').querySelectorAll('option')].map(({ value }) => value);
  expect(offered).toEqual(['view', 'trade']);
});

it('limits a key to the chosen terminals, and makes none that is limited to nothing', async () => {
  await screen.findByText(/Ann/);
  click('New key');
  type('Name', 'script');
  fireEvent.click(screen.getByLabelText('These terminals alone'));
  const create = screen.getByRole('button', { name: 'Create' }) as HTMLButtonElement;
  expect(create.disabled).toBe(true);
  fireEvent.click(await screen.findByLabelText('Desk two'));
  expect(create.disabled).toBe(false);
  if (create.form) fireEvent.submit(create.form);
  await screen.findByText(secret);
  const body = asked.find(({ path }) => path === 'POST /api/auth/api-keys')?.body;
  expect(body).toEqual({ name: 'script', scope: 'view', expires_in_days: 90, terminals: ['t2'] });
});

it('revokes a key only after a second word', async () => {
  await screen.findByText('script');
  click('Revoke the key script');
  expect(times('DELETE /api/auth/api-keys/k1')).toBe(0);
  click('Revoke the key script');
  await waitFor(() => expect(times('DELETE /api/auth/api-keys/k1')).toBe(1));
});

it('ends one session by its id, all others by one request, and never this one', async () => {
  await screen.findByText('this session');
  expect(screen.getAllByRole('button', { name: /^End the session/ })).toHaveLength(1);
  click('End the session: Firefox on Linux, 192.0.2.1');
  await waitFor(() => expect(times('DELETE /api/auth/sessions/a2')).toBe(1));
  expect(times('DELETE /api/auth/sessions/a1')).toBe(0);
  await waitFor(() => click('Sign out everywhere else'));
  await waitFor(() => expect(times('DELETE /api/auth/sessions')).toBe(1));
});

it('turns the second factor on by a code, and shows the recovery codes once', async () => {
  fireEvent.click(await screen.findByText('Set up an authenticator'));
  await screen.findByText('BASE32');
  type('Code that the app shows', '123 456');
  totp = { enabled: true, pending: false, recovery_codes_left: 10 };
  click('Turn it on');
  await screen.findByText(/aaaa-1/);
  expect(asked.find(({ path }) => path === 'POST /api/auth/totp/confirm')?.body).toEqual({ code: '123456' });
  expect(screen.queryByText('BASE32')).toBeNull();
  click('I saved it');
  await screen.findByText(/10 recovery codes left/);
  expect(screen.queryByText(/aaaa-1/)).toBeNull();
});

it('sends no new password that was typed differently the second time', async () => {
  type('Present password', 'the one before');
  type('New password', 'twelve letters');
  type('New password again', 'twelve lettres');
  click('Change the password');
  await screen.findByText('The two new passwords differ.');
  expect(times('POST /api/auth/password')).toBe(0);
  type('New password again', 'twelve letters');
  click('Change the password');
  await screen.findByText('Your password is changed.');
  expect(times('POST /api/auth/password')).toBe(1);
});

it('names browsers by what they are, and others by what they say', () => {
  expect(agentWords(firefox)).toBe('Firefox on Linux');
  expect(agentWords('Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe('Edge on Windows');
  expect(agentWords('curl/8')).toBe('curl/8');
});
