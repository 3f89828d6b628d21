import { useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { wordsOf } from '@/lib/problem';
import { type ManagedTerminal, revokeTerminal, useChange } from './use-terminals';

/** For good: the name is typed, as for everything that cannot be taken back. */
export function RevokeDialog({ terminal, onClose }: { terminal: ManagedTerminal; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const revoke = useChange(revokeTerminal);
  return (
    <Modal title={`Revoke ${terminal.name}`} tone="danger" onClose={onClose}>
      <p className="mb-3 text-sm">
        The terminal is disconnected at once and its key opens nothing any more. Commands that wait for it are
        cancelled. Its positions and orders stay at the broker as they are, and its own stops go on. To use it again,
        pair it anew.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          revoke.mutate(terminal.terminal, { onSuccess: onClose });
        }}
      >
        <TextField
          label={`Type its name: ${terminal.name}`}
          value={typed}
          autoComplete="off"
          data-focus-first
          onChange={(event) => setTyped(event.target.value)}
        />
        {revoke.error ? (
          <p role="alert" className="mb-3 text-loss">
            {wordsOf(revoke.error)}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" disabled={revoke.isPending || typed.trim() !== terminal.name}>
            Revoke for good
          </Button>
        </div>
      </form>
    </Modal>
  );
}
