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
  const link = new URL(((await screen.findByLabelText('Link')) as HTMLInputElement).value);
  expect([link.pathname, link.search, link.hash]).toEqual(['/invite', '', `#${token}`]);
  expect(sent('POST /api/admin/invitations')).toEqual([
    { email: 'new@example.test', role: 'trader', terminals: [two], expires_in_hours: 72 },
  ]);
  press('Done');
  press('Invite somebody');
  expect(screen.queryByLabelText('Link')).toBeNull();
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
  expect(((await screen.findByLabelText('One-time password')) as HTMLInputElement).value).toBe('once-only');
  press('Close');
  press('Change Bob');
  expect(screen.queryByLabelText('One-time password')).toBeNull();
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
