import { useState } from 'react';
import { Button } from '@/components/button';
import { Modal } from '@/components/modal';
import { CopyText, handOver } from '@/components/shown-once';
import { TerminalChecks } from '@/components/terminal-checks';
import { useTerminals } from '@/features/terminals/use-terminals';
import { Credentials } from './credentials';
import { Confirm, Fault, RoleField, Said } from './parts';
import {
  changeMember,
  endSessions,
  type Member,
  removeTotp,
  resetPassword,
  seesAll,
  setGrants,
  usePeopleChange,
} from './use-people';

interface Props {
  member: Member;
  owner: boolean;
  /** Who looks at this operates the relay, and may make others do so. */
  operator: boolean;
  /** The member who looks at this. */
  self: boolean;
  onClose: () => void;
}

type Change<Send extends (args: never) => Promise<unknown>> = ReturnType<
  typeof usePeopleChange<Parameters<Send>[0], unknown>
>;

export function MemberDialog({ member, owner, operator, self, onClose }: Props) {
  // Kept here: the forms begin anew when what they show has changed, and would forget that it was they who changed it.
  const role = usePeopleChange(changeMember);
  const grants = usePeopleChange(setGrants);
  const kept = member.terminals === '*' ? [] : member.terminals;
  return (
    <Modal title={member.name || member.email} onClose={onClose}>
      <p className="mb-3 text-sm break-all text-dim">{member.email}</p>
      <RolePart key={member.role} member={member} owner={owner} change={role} />
      <Said words={role.isSuccess && 'The role is saved.'} />
      {seesAll(member.role) ? (
        <p className="mb-3 text-sm text-dim">This role sees every terminal.</p>
      ) : (
        <GrantsPart key={kept.join()} id={member.id} kept={kept} change={grants} />
      )}
      <Said words={grants.isSuccess && 'The terminals are saved.'} />
      <AccessPart member={member} operator={operator} self={self} />
      <Credentials user={member.id} />
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Modal>
  );
}

function RolePart(props: { member: Member; owner: boolean; change: Change<typeof changeMember> }) {
  const { member, owner, change } = props;
  const [role, setRole] = useState(member.role);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ id: member.id, role });
      }}
    >
      <RoleField value={role} owner={owner} onChange={setRole} />
      <Fault error={change.error} />
      <Button type="submit" className="mb-4" disabled={change.isPending || role === member.role}>
        Save the role
      </Button>
    </form>
  );
}

function GrantsPart({ id, kept, change }: { id: string; kept: string[]; change: Change<typeof setGrants> }) {
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set(kept));
  const { data: terminals, error } = useTerminals();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // Terminals that are no more (revoked since) go with the next save: the relay would refuse the whole list.
        const list = (terminals ?? []).map(({ terminal }) => terminal).filter((terminal) => checked.has(terminal));
        change.mutate({ id, terminals: list });
      }}
    >
      <TerminalChecks legend="Terminals they see" terminals={terminals ?? []} checked={checked} onChange={setChecked} />
      <Fault error={change.error ?? error} />
      <Button type="submit" className="mb-4" disabled={change.isPending || terminals === undefined}>
        Save the terminals
      </Button>
    </form>
  );
}

/** Nobody shuts themselves out here: those buttons are for others. */
function AccessPart({ member, operator, self }: { member: Member; operator: boolean; self: boolean }) {
  const change = usePeopleChange(changeMember);
  const reset = usePeopleChange(resetPassword);
  const totp = usePeopleChange(removeTotp);
  const sessions = usePeopleChange(endSessions);
  const busy = change.isPending || reset.isPending || totp.isPending || sessions.isPending;
  if (self) return <p className="text-sm text-dim">This is you. Another admin or owner can disable or reset you.</p>;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {member.disabled ? (
          <Button disabled={busy} onClick={() => change.mutate({ id: member.id, disabled: false })}>
            Enable
          </Button>
        ) : (
          <Confirm
            label="Disable"
            what="They are signed out at once and cannot sign in."
            disabled={busy}
            onYes={() => change.mutate({ id: member.id, disabled: true })}
          />
        )}
        <Confirm
          label="Reset the password"
          what="They are signed out at once. You get a password for one sign-in."
          disabled={busy}
          onYes={() => reset.mutate(member.id)}
        />
        <Confirm
          label="Sign out everywhere"
          what="Every session ends; they may sign in again."
          disabled={busy}
          onYes={() => sessions.mutate(member.id)}
        />
        {operator && (
          <Confirm
            label={member.operator ? 'No operator any more' : 'Make an operator'}
            what={
              member.operator
                ? 'They no longer see or change the relay as a whole.'
                : 'They see and change settings, limits and backups of the whole relay, with every organisation on it.'
            }
            disabled={busy}
            onYes={() => change.mutate({ id: member.id, operator: !member.operator })}
          />
        )}
        {member.totp && (
          <Confirm
            label="Remove the second factor"
            what="Their password alone will do. Be sure that it is them who asked."
            disabled={busy}
            onYes={() => totp.mutate(member.id)}
          />
        )}
      </div>
      <Fault error={change.error ?? reset.error ?? totp.error ?? sessions.error} />
      <Said words={sessions.isSuccess && 'They are signed out everywhere.'} />
      {reset.data && <CopyText label="One-time password" text={reset.data.one_time_password} hint={handOver} />}
    </>
  );
}
