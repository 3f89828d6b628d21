import { useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { CopyText, handOver } from '@/components/shown-once';
import { TerminalChecks } from '@/components/terminal-checks';
import { useTerminals } from '@/features/terminals/use-terminals';
import { Fault, RoleField, when } from './parts';
import { invite, type Role, seesAll, usePeopleChange } from './use-people';

/** Three days: long enough for a weekend, short enough for a link that waits in a mailbox. */
const hours = 72;

/** The token stands in the fragment, which no browser sends to a server: it stays out of every log on the way. */
export const invitationLink = (token: string) => `${window.location.origin}/invite#${token}`;

export function InviteDialog({ owner, onClose }: { owner: boolean; onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const { data: terminals } = useTerminals();
  const send = usePeopleChange(invite);
  const made = send.data;
  if (made) {
    return (
      // Another dialog, not this one changed: focus goes to the link.
      <Modal key="made" title={`Invitation for ${made.invitation.email}`} onClose={onClose}>
        <p className="text-sm">
          Whoever opens this link joins as {made.invitation.role}. It works once, until{' '}
          {when(made.invitation.expires_at)}.
        </p>
        <CopyText label="Link" text={invitationLink(made.token)} hint={handOver} />
        <div className="flex justify-end">
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </Modal>
    );
  }
  return (
    <Modal title="Invite somebody" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const granted = (terminals ?? []).map(({ terminal }) => terminal).filter((id) => checked.has(id));
          send.mutate({ email: email.trim(), role, terminals: seesAll(role) ? [] : granted, expires_in_hours: hours });
        }}
      >
        <TextField
          label="E-mail"
          type="email"
          value={email}
          required
          maxLength={254}
          autoComplete="off"
          data-focus-first
          onChange={(event) => setEmail(event.target.value)}
        />
        <RoleField value={role} owner={owner} onChange={setRole} />
        {seesAll(role) ? (
          <p className="mb-3 text-sm text-dim">This role sees every terminal.</p>
        ) : (
          <TerminalChecks
            legend="Terminals they see"
            terminals={terminals ?? []}
            checked={checked}
            onChange={setChecked}
          />
        )}
        <Fault error={send.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={send.isPending || email.trim() === ''}>
            Make the link
          </Button>
        </div>
      </form>
    </Modal>
  );
}
