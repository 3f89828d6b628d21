import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Shell } from '@/app/shell';
import type { Me } from '@/lib/api';
import { changeInWords, verdictInWords } from './audit-words';
import { PeoplePage } from './people-page';
import { withNames } from './use-names';
import type { Member } from './use-people';

// The shell's links need a router, and its socket a relay: neither is what these tests are about.
vi.mock('@tanstack/react-router', () => ({
  Link: ({ to, children }: { to: string; children: ReactNode }) => <a href={to}>{children}</a>,
  Outlet: () => null,
}));
vi.mock('@/lib/live/live-socket', () => ({ startLive: () => () => undefined, reconnectNow: () => undefined }));

const id = (n: number) => `01948d2a-0001-7000-8000-00000000a00${n}`;
const [one, two, three] = [id(1), id(2), id(3)];
const revoked = id(4);
const token = 'Zq3-secret_token';
const person = { operator: false, totp: false, created_at: 1, last_seen: null, disabled: false };
const owner: Member = { ...person, id: id(7), email: 'ann@example.test', name: 'Ann', role: 'owner', terminals: '*' };
const trader: Member = {
  ...{ ...person, id: id(8), email: 'bob@example.test', name: 'Bob', role: 'trader' as const },
  terminals: [one, two, revoked],
};
const times = { created_at: 1, last_seen: 2, expires_at: 3 };
const bobs = { ...times, id: 's1', user: trader.id, address: '192.0.2.8', agent: 'curl/8', current: false };
const anns = { ...bobs, id: 's2', user: owner.id, agent: 'wget/1' };
const key = {
  ...{ id: 'k1', user: trader.id, name: 'script', prefix: 'sosk_ab', scope: 'view', terminals: '*' },
  ...{ created_at: 1, expires_at: null, last_used: null },
};
const limits = [
  { name: 'members', limit: 2, used: 2 },
  { name: 'commands_per_minute', limit: null, used: null },
];
const setting = {
  ...{ key: 'limits.requests_per_second_user', value: 200, default: 0, source: 'file', changes: 'at_once' },
  ...{ place: 'relay.toml', about: 'Requests of one user.' },
};
const fixed = { ...setting, key: 'drain_ms', value: 10000, changes: 'at_restart', about: 'How long leaving takes.' };
const desk = { id: id(9), name: 'Desk', created_at: 1, disabled: false, users: 2, terminals: 3 };
const me = (permissions: Me['permissions']): Me => ({
  user: { id: owner.id, email: owner.email, name: owner.name, role: 'owner', organisation: id(9) },
  organisation: { id: id(9), name: 'Desk' },
  credential: { kind: 'session', id: id(6) },
  ...{ permissions, must_change_password: false, server_ts: 1, version: '1' },
});

let asked: { path: string; body: unknown }[];
let proven: boolean;
let viewer: boolean;

const refuse = (status: number, code: string, detail: string) => Response.json({ status, code, detail }, { status });

function answer(path: string, body: { email?: string; role?: string; terminals?: string[]; password?: string } | null) {
  if (path === 'GET /api/me') return Response.json(me(viewer ? ['view'] : ['view', 'trade', 'manage', 'own']));
  if (path === 'GET /api/admin/users') return Response.json({ users: [owner, trader] });
  if (path === 'GET /api/terminals') {
    const names = [
      [one, 'Desk one'],
      [two, 'Desk two'],
      [three, 'Desk three'],
    ];
    return Response.json({ terminals: names.map(([terminal, name]) => ({ terminal, name })) });
  }
  if (path === 'POST /api/auth/step-up') {
    if (body?.password !== 'correct horse') return refuse(401, 'bad_credentials', 'The password is wrong.');
    proven = true;
    return Response.json({ until: 1 });
  }
  if (!path.startsWith('GET') && !proven) return refuse(403, 'step_up_required', 'Give your password again.');
  if (path === 'POST /api/admin/invitations') {
    const made = { ...body, id: id(5), invited_by: 'ann@example.test', created_at: 1, expires_at: 2 };
    return Response.json({ invitation: made, organisation: id(9), token });
  }
  if (path.endsWith('/grants')) return Response.json({ terminals: body?.terminals });
  if (path.endsWith('/reset-password')) return Response.json({ one_time_password: 'once-only' });
  if (path === 'GET /api/admin/sessions') return Response.json({ sessions: [bobs, anns] });
  if (path === 'GET /api/admin/api-keys') return Response.json({ api_keys: [key] });
  if (path === 'GET /api/admin/limits')
    return Response.json({ organisation: id(9), name: 'Desk', limits, relay: [setting] });
  if (path === 'GET /api/admin/settings') return Response.json({ settings: [setting, fixed] });
  if (path === 'GET /api/admin/organisations') return Response.json({ organisations: [desk] });
  if (path.endsWith('/limits')) return Response.json({ organisation: id(9), name: 'Desk', limits });
  if (path.endsWith('/backups')) return Response.json({ state: 'ok', last_at: 1, running: false, files: ['a.backup'] });
  if (path === 'PATCH /api/admin/settings') return Response.json({ before: {}, after: {} });
  if (path === 'POST /api/admin/broadcast') return Response.json({ reached: 3 });
  return Response.json({ invitations: [], connections: [], entries: [] });
}

beforeEach(() => {
  asked = [];
  proven = true;
  viewer = false;
  vi.stubGlobal('fetch', async (request: Request) => {
    const text = await request.text();
    const path = `${request.method} ${new URL(request.url).pathname}`;
    const body = text ? JSON.parse(text) : null;
    asked.push({ path, body });
    return answer(path, body);
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
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const submit = (button: string) => {
  const form = screen.getByRole('button', { name: button }).closest('form');
  if (form) fireEvent.submit(form);
};
const sent = (path: string) => asked.filter((request) => request.path === path).map(({ body }) => body);

async function openTrader() {
  show(<PeoplePage me={me(['view', 'trade', 'manage', 'own'])} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Change Bob' }));
}

it('shows an invitation link once, its token in the fragment that is sent to no server', async () => {
  show(<PeoplePage me={me(['manage', 'own'])} />);
  press('Invite somebody');
  fireEvent.change(screen.getByLabelText('E-mail'), { target: { value: ' new@example.test ' } });
  fireEvent.change(screen.getByLabelText('Role'), { target: { value: 'trader' } });
  fireEvent.click(await screen.findByLabelText('Desk two'));
  submit('Make the link');
  const shown = await screen.findByRole('group', { name: 'Link' });
  const link = new URL(shown.querySelector('code')?.textContent ?? '');
  expect([link.pathname, link.search, link.hash]).toEqual(['/invite', '', `#${token}`]);
  expect(sent('POST /api/admin/invitations')).toEqual([
    { email: 'new@example.test', role: 'trader', terminals: [two], expires_in_hours: 72 },
  ]);
  press('Done');
  press('Invite somebody');
  expect(screen.queryByRole('group', { name: 'Link' })).toBeNull();
  expect(document.body.innerHTML).not.toContain(token);
});

it('sends exactly the checked terminals as the new grants, and none that was revoked meanwhile', async () => {
  await openTrader();
  fireEvent.click(await screen.findByLabelText('Desk one'));
  fireEvent.click(screen.getByLabelText('Desk three'));
  submit('Save the terminals');
  await waitFor(() => expect(sent(`PUT /api/admin/users/${trader.id}/grants`)).toEqual([{ terminals: [two, three] }]));
  await screen.findByText('The terminals are saved.');
});

it('asks for the password when the relay wants a proof, says a wrong one, and then repeats the change', async () => {
  proven = false;
  await openTrader();
  fireEvent.change(screen.getByLabelText('Role'), { target: { value: 'viewer' } });
  submit('Save the role');
  fireEvent.change(await screen.findByLabelText('Your password'), { target: { value: 'not this' } });
  submit('Go on');
  await screen.findByText('The password is wrong.');
  const change = `PATCH /api/admin/users/${trader.id}`;
  expect(sent(change)).toHaveLength(1);
  fireEvent.change(screen.getByLabelText('Your password'), { target: { value: 'correct horse' } });
  submit('Go on');
  await waitFor(() => expect(sent(change)).toEqual([{ role: 'viewer' }, { role: 'viewer' }]));
  await waitFor(() => expect(screen.queryByLabelText('Your password')).toBeNull());
});

it('changes nothing when the password is not given, and says so', async () => {
  proven = false;
  await openTrader();
  press('Disable');
  press('Disable');
  const dialog = (await screen.findByLabelText('Your password')).closest('dialog');
  if (dialog) fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await screen.findByText('Nothing was changed: it needs your password.');
  expect(sent(`PATCH /api/admin/users/${trader.id}`)).toHaveLength(1);
});

it('resets a password only after asking, and shows the new one until the dialog closes', async () => {
  await openTrader();
  press('Reset the password');
  expect(sent(`POST /api/admin/users/${trader.id}/reset-password`)).toHaveLength(0);
  press('Reset the password');
  const shown = await screen.findByRole('group', { name: 'One-time password' });
  expect(shown.querySelector('code')?.textContent).toBe('once-only');
  press('Close');
  press('Change Bob');
  expect(screen.queryByRole('group', { name: 'One-time password' })).toBeNull();
});

it('gives a viewer neither the tab nor the page', async () => {
  viewer = true;
  show(<Shell />);
  await screen.findByText(/Desk · Ann/);
  expect(screen.getByRole('link', { name: 'Terminals' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'People' })).toBeNull();
  cleanup();
  asked = [];
  show(<PeoplePage me={me(['view'])} />);
  screen.getByText(/may not manage people/);
  expect(asked).toEqual([]);
});

it('gives who manages the tab', async () => {
  show(<Shell />);
  await screen.findByRole('link', { name: 'People' });
});

it('says of an audit entry what differs, and of the chain where it breaks', () => {
  const before = { role: 'viewer', disabled: false };
  expect(changeInWords({ before, after: { ...before, role: 'trader' } })).toBe('role: viewer → trader');
  expect(changeInWords({ before: [one], after: [] })).toBe(`["${one}"] → []`);
  expect(verdictInWords({ sound: true, entries: 12, first_bad: null })).toMatch(/holds: all 12 entries/);
  expect(verdictInWords({ sound: false, entries: 12, first_bad: 3 })).toMatch(/broken: entry 3 /);
});

it('puts names for ids, and leaves the id where two things bear the name', () => {
  const known = [[one, 'Desk'] as const, [two, 'Desk'] as const, [owner.id, owner.email] as const];
  expect(withNames(`${owner.id} ${one} ${three}`, known)).toBe(`ann@example.test ${one} ${three}`);
});

it("ends a member's session and revokes their key after a second word, and shows nobody else's", async () => {
  await openTrader();
  const theirs = within(await screen.findByRole('list', { name: 'Sessions of this member' }));
  const [end] = await theirs.findAllByRole('button');
  expect(screen.queryByText('wget/1')).toBeNull();
  fireEvent.click(end as HTMLElement);
  expect(sent('DELETE /api/admin/sessions/s1')).toHaveLength(0);
  fireEvent.click(theirs.getByRole('button', { name: /^End the session: curl/ }));
  await waitFor(() => expect(sent('DELETE /api/admin/sessions/s1')).toHaveLength(1));
  press('Revoke the key script');
  press('Revoke the key script');
  await waitFor(() => expect(sent('DELETE /api/admin/api-keys/k1')).toHaveLength(1));
});

it('sends a notice only after it was looked at, as it was looked at', async () => {
  show(<PeoplePage me={me(['manage'])} />);
  press('Write a notice');
  expect(screen.queryByLabelText('To every organisation of this relay')).toBeNull();
  fireEvent.change(screen.getByLabelText('Text'), { target: { value: ' Back at nine. ' } });
  fireEvent.change(screen.getByLabelText('How much it matters'), { target: { value: 'high' } });
  fireEvent.change(screen.getByLabelText('Shown for minutes'), { target: { value: '0' } });
  submit('Look at it');
  expect(screen.getByText('Urgent')).toBeTruthy();
  expect(sent('POST /api/admin/broadcast')).toHaveLength(0);
  press('Back');
  expect((screen.getByLabelText('Text') as HTMLInputElement).value).toBe(' Back at nine. ');
  submit('Look at it');
  press('Send');
  await screen.findByText('Sent: 3 connections got it.');
  expect(sent('POST /api/admin/broadcast')).toEqual([{ severity: 'high', text: 'Back at nine.' }]);
});

it('shows limits and how much of them is used, and the parts of the relay to its operators alone', async () => {
  show(<PeoplePage me={me(['manage'])} />);
  const table = within(await screen.findByRole('table', { name: 'Limits' }));
  expect(table.getAllByRole('row').map(({ textContent }) => textContent)).toEqual([
    ...['OfUsedAt most', 'Members22', 'Commands a minute–no limit'],
  ]);
  expect(screen.queryByText('Settings of the relay')).toBeNull();
  expect(sent('GET /api/admin/settings')).toHaveLength(0);
});

it('lets an operator lift a limit and change a setting that needs no restart, and names the place of the others', async () => {
  show(<PeoplePage me={me(['manage', 'operate'])} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Limits of Desk' }));
  fireEvent.change(await screen.findByLabelText('Members', { selector: 'input' }), { target: { value: '' } });
  submit('Save');
  await waitFor(() => expect(sent(`PATCH /api/admin/organisations/${id(9)}/limits`)).toEqual([{ members: null }]));
  expect(screen.queryByRole('button', { name: 'Change drain_ms' })).toBeNull();
  expect(screen.getByText(/needs a restart: relay.toml/)).toBeTruthy();
  press('Change limits.requests_per_second_user');
  fireEvent.change(screen.getByLabelText('Value'), { target: { value: '50' } });
  submit('Change it');
  await waitFor(() =>
    expect(sent('PATCH /api/admin/settings')).toEqual([{ settings: { 'limits.requests_per_second_user': 50 } }]),
  );
  press('Back up now');
  await waitFor(() => expect(sent('POST /api/admin/backups')).toHaveLength(1));
});

it('makes an operator only after a second word, and offers it to operators alone', async () => {
  await openTrader();
  expect(screen.queryByRole('button', { name: 'Make an operator' })).toBeNull();
  cleanup();
  show(<PeoplePage me={me(['manage', 'own', 'operate'])} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Change Bob' }));
  press('Make an operator');
  expect(sent(`PATCH /api/admin/users/${trader.id}`)).toHaveLength(0);
  press('Make an operator');
  await waitFor(() => expect(sent(`PATCH /api/admin/users/${trader.id}`)).toEqual([{ operator: true }]));
});
