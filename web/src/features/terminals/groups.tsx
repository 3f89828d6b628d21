import { useState } from 'react';
import { Button } from '@/components/button';
import { CheckField } from '@/components/field';
import { Modal } from '@/components/modal';
import { wordsOf } from '@/lib/problem';
import { RenameDialog } from './rename-dialog';
import {
  createGroup,
  deleteGroup,
  type ManagedTerminal,
  renameGroup,
  setMembers,
  type TerminalGroup,
  useChange,
  useGroups,
} from './use-terminals';

type Open = { what: 'new' } | { what: 'rename' | 'delete'; group: TerminalGroup } | null;

/** Groups of terminals: one command may go to all of a group. */
export function Groups({ terminals, allowed }: { terminals: ManagedTerminal[]; allowed: boolean }) {
  const { data: groups, error } = useGroups();
  const [open, setOpen] = useState<Open>(null);
  const create = useChange(createGroup);
  const rename = useChange(renameGroup);
  const remove = useChange(deleteGroup);
  const members = useChange(setMembers);
  const close = () => {
    setOpen(null);
    for (const change of [create, rename, remove]) change.reset();
  };
  return (
    <section aria-labelledby="groups" className="rounded-lg border border-line bg-panel">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 id="groups" className="mr-auto font-semibold">
          Groups
        </h2>
        <Button disabled={!allowed} onClick={() => setOpen({ what: 'new' })}>
          New group
        </Button>
      </div>
      {(error ?? members.error) ? <p className="px-4 py-2 text-loss">{wordsOf(error ?? members.error)}</p> : null}
      {groups?.length === 0 && (
        <p className="px-4 py-6 text-center text-sm text-dim">
          No group yet. A command can go to every terminal of one.
        </p>
      )}
      <ul className="divide-y divide-line" aria-label="Groups">
        {groups?.map((group) => (
          <li key={group.id} className="px-4 py-2.5" data-group={group.id}>
            <div className="flex flex-wrap items-center gap-2">
              <strong className="mr-auto break-words">{group.name}</strong>
              <Button disabled={!allowed} onClick={() => setOpen({ what: 'rename', group })}>
                Rename
              </Button>
              <Button disabled={!allowed} onClick={() => setOpen({ what: 'delete', group })}>
                Delete
              </Button>
            </div>
            <div className="mt-1 flex flex-wrap gap-x-5">
              {terminals.map(({ terminal, name }) => (
                <CheckField
                  key={terminal}
                  label={name}
                  checked={group.terminals.includes(terminal)}
                  disabled={!allowed || members.isPending}
                  onChange={(inside) =>
                    members.mutate({
                      id: group.id,
                      terminals: inside
                        ? [...group.terminals, terminal]
                        : group.terminals.filter((other) => other !== terminal),
                    })
                  }
                />
              ))}
            </div>
          </li>
        ))}
      </ul>
      {open?.what === 'new' && (
        <RenameDialog
          title="New group"
          name=""
          change={create}
          onSend={(name) => create.mutate(name, { onSuccess: close })}
          onClose={close}
        />
      )}
      {open?.what === 'rename' && (
        <RenameDialog
          title={`Rename ${open.group.name}`}
          name={open.group.name}
          change={rename}
          onSend={(name) => rename.mutate({ id: open.group.id, name }, { onSuccess: close })}
          onClose={close}
        />
      )}
      {open?.what === 'delete' && (
        <Modal title={`Delete ${open.group.name}`} onClose={close}>
          <p className="mb-3 text-sm">Its terminals stay; only the group is gone.</p>
          {remove.error ? <p className="mb-3 text-loss">{wordsOf(remove.error)}</p> : null}
          <div className="flex justify-end gap-2">
            <Button data-focus-first onClick={close}>
              Cancel
            </Button>
            <Button look="danger" onClick={() => remove.mutate(open.group.id, { onSuccess: close })}>
              Delete the group
            </Button>
          </div>
        </Modal>
      )}
    </section>
  );
}
