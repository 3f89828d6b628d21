import { type FormEvent, type ReactNode, useId } from 'react';
import { Button } from '@/components/button';
import { Modal } from '@/components/modal';
import { wordsOf } from '@/lib/problem';
import { CommandChip } from './command-chip';
import { Outcome } from './outcome';
import type { useSubmit } from './submit';
import { useCommand } from './use-command';

interface Props {
  title: string;
  submit: ReturnType<typeof useSubmit>;
  /** What the button does, in two words. */
  action: string;
  look?: 'primary' | 'danger';
  /** What will happen, with its numbers; null while the form does not say enough. */
  will?: ReactNode;
  /** What is still to be filled in: it cannot be sent before that. */
  todo?: string | null;
  /** Why it cannot be sent now. */
  blocked?: string | null;
  /** What speaks against it, though it can be sent. */
  warning?: string | null;
  onSend: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/**
 * What every command of one terminal shares: facts and form, one sentence that says what will happen, one press, and then
 * what the terminal says. The fields lock as soon as it is sent; a new dialog is a new command.
 */
export function CommandDialog(props: Props) {
  const { submit } = props;
  const command = useCommand(submit.data);
  const sent = submit.data !== undefined;
  const reason = useId();
  const does = useId();
  const held = props.blocked ?? props.todo;

  function send(event: FormEvent) {
    event.preventDefault();
    if (!held) props.onSend();
  }

  return (
    <Modal title={props.title} onClose={props.onClose}>
      <form onSubmit={send} noValidate>
        <fieldset disabled={sent || submit.isPending} className="min-w-0">
          {props.children}
        </fieldset>
        {!sent && props.will && (
          <p id={does} className="mb-2 rounded-md bg-raised px-3 py-2 text-sm" data-will>
            {props.will}
          </p>
        )}
        {!sent && props.warning && <p className="mb-2 text-sm text-warn">{props.warning}</p>}
        {!sent && (
          <p id={reason} className={`text-sm ${props.blocked ? 'text-loss' : 'text-dim'}`} role="status" data-blocked>
            {held}
          </p>
        )}
        <div className="min-h-8" aria-live="polite">
          {submit.isPending && <CommandChip command="sending" />}
          {command && <Outcome command={command} brief />}
          {submit.error && <p className="text-sm text-loss">{wordsOf(submit.error)}</p>}
        </div>
        <div className="mt-2 flex justify-end gap-2">
          <Button data-focus-first onClick={props.onClose}>
            {sent ? 'Done' : 'Cancel'}
          </Button>
          {!sent && (
            <Button
              type="submit"
              look={props.look ?? 'primary'}
              disabled={submit.isPending || Boolean(held)}
              aria-describedby={held ? reason : does}
            >
              {props.action}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}
