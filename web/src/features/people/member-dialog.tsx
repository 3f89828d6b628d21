import { useState } from 'react';
import { Button } from '@/components/button';
import { Modal } from '@/components/modal';
import { useToasts } from '@/components/toasts';
import { useTerminals } from '@/features/terminals/use-terminals';
import { Confirm, Fault, OneTime, RoleField, TerminalChecks } from './parts';
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
  /** The member who looks at this. */
  self: boolean;
  onClose: () => void;
}

export function MemberDialog({ member, owner, self, onClose }: Props) {
  const kept = member.terminals === '*' ? [] : member.terminals;
  return (
    <Modal title={member.name || member.email} onClose={onClose}>
      <p className="mb-3 text-sm break-all text-dim">{member.email}</p>
      <RolePart key={member.role} member={member} owner={owner} />
      {seesAll(member.role) ? (
        <p className="mb-3 text-sm text-dim">This role sees every terminal.</p>
      ) : (
        // Granted anew by somebody else: the boxes show what is true now.
        <GrantsPart key={kept.join()} id={member.id} kept={kept} />
      )}
      <AccessPart member={member} self={self} />
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Modal>
  );
}

function RolePart({ member, owner }: { member: Member; owner: boolean }) {
  const [role, setRole] = useState(member.role);
  const change = usePeopleChange(changeMember);
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

function GrantsPart({ id, kept }: { id: string; kept: string[] }) {
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set(kept));
  const { data: terminals, error } = useTerminals();
  const change = usePeopleChange(setGrants);
  const add = useToasts((toasts) => toasts.add);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // Terminals that are no more (revoked since) go with the next save: the relay would refuse the whole list.
        const list = (terminals ?? []).map(({ terminal }) => terminal).filter((terminal) => checked.has(terminal));
        change.mutate({ id, terminals: list }, { onSuccess: () => add('The terminals are saved.', 'good') });
      }}
    >
      <TerminalChecks terminals={terminals ?? []} checked={checked} onChange={setChecked} />
      <Fault error={change.error ?? error} />
      <Button type="submit" className="mb-4" disabled={change.isPending || terminals === undefined}>
        Save the terminals
      </Button>
    </form>
  );
}

/** Nobody shuts themselves out here: those buttons are for others. */
function AccessPart({ member, self }: { member: Member; self: boolean }) {
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
      {sessions.isSuccess && (
        <p role="status" className="my-2 text-sm">
          They are signed out everywhere.
        </p>
      )}
      {reset.data && <OneTime label="One-time password" value={reset.data.one_time_password} />}
    </>
  );
}
