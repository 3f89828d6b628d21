import { useState } from 'react';
import { Button } from '@/components/button';
import { InviteDialog } from './invite-dialog';
import { MemberDialog } from './member-dialog';
import { ListState, Panel, when } from './parts';
import { type Member, useMembers } from './use-people';

const head = 'px-4 py-2 text-left text-xs font-medium text-dim';
// On a phone these three are one line under the name.
const wide = 'max-sm:hidden';

export function Members({ owner, operator, me }: { owner: boolean; operator: boolean; me: string | null }) {
  const query = useMembers();
  const [open, setOpen] = useState<string | null>(null);
  const [inviting, setInviting] = useState(false);
  const member = query.data?.find(({ id }) => id === open);
  return (
    <Panel
      title="Members"
      action={
        <Button look="primary" onClick={() => setInviting(true)}>
          Invite somebody
        </Button>
      }
    >
      <ListState query={query} none="There is no member." />
      {query.data && (
        // relative: what only a screen reader reads would else widen the whole page.
        <div className="relative overflow-x-auto">
          <table className="w-full text-sm" aria-label="Members">
            <thead>
              <tr>
                <th className={head}>Name</th>
                <th className={head}>Role</th>
                <th className={`${head} ${wide}`}>Terminals</th>
                <th className={`${head} ${wide}`}>Second factor</th>
                <th className={`${head} ${wide}`}>State</th>
                <th className={head}>
                  <span className="sr-only">Change</span>
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {query.data.map((one) => (
                <Row key={one.id} member={one} owner={owner} pick={setOpen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {inviting && <InviteDialog owner={owner} onClose={() => setInviting(false)} />}
      {member && (
        <MemberDialog
          member={member}
          owner={owner}
          operator={operator}
          self={member.id === me}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  );
}

function Row({ member, owner, pick }: { member: Member; owner: boolean; pick: (id: string) => void }) {
  const allowed = owner || member.role !== 'owner';
  const terminals = member.terminals === '*' ? 'all' : String(member.terminals.length);
  const factor = member.totp ? 'on' : 'off';
  const state = member.disabled ? (
    <span className="text-loss">disabled</span>
  ) : (
    <span className="text-dim">{member.last_seen ? `seen ${when(member.last_seen)}` : 'never seen'}</span>
  );
  return (
    <tr>
      <td className="px-4 py-2">
        <strong className="break-words">{member.name}</strong>
        <p className="break-all text-dim">{member.email}</p>
        <p className="text-xs text-dim sm:hidden">
          terminals: {terminals} · second factor: {factor} · {state}
        </p>
      </td>
      <td className="px-4 py-2">
        {member.role}
        {member.operator ? ', operator' : ''}
      </td>
      <td className={`px-4 py-2 ${wide}`}>{terminals}</td>
      <td className={`px-4 py-2 ${wide}`}>{factor}</td>
      <td className={`px-4 py-2 ${wide}`}>{state}</td>
      <td className="px-4 py-2 text-right">
        <Button
          aria-label={`Change ${member.name || member.email}`}
          disabled={!allowed}
          title={allowed ? undefined : 'Only an owner changes an owner'}
          onClick={() => pick(member.id)}
        >
          Change
        </Button>
      </td>
    </tr>
  );
}
