import { useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { wordsOf } from '@/lib/problem';

/** A name, for a terminal or a group, old or new. */
export function RenameDialog(props: {
  title: string;
  name: string;
  change: { isPending: boolean; error: unknown };
  onSend: (name: string) => void;
  onClose: () => void;
}) {
  const [name, setName] = useState(props.name);
  const wanted = name.trim();
  return (
    <Modal title={props.title} onClose={props.onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onSend(wanted);
        }}
      >
        <TextField
          label="Name"
          value={name}
          maxLength={64}
          data-focus-first
          onChange={(e) => setName(e.target.value)}
        />
        {props.change.error ? (
          <p role="alert" className="mb-3 text-loss">
            {wordsOf(props.change.error)}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={props.change.isPending || wanted === ''}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
