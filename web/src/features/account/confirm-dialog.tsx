import { Button } from '@/components/button';
import { Modal } from '@/components/modal';
import { Fault } from '@/components/panel';

export function ConfirmDialog(props: {
  title: string;
  words: string;
  verb: string;
  change: { isPending: boolean; error: unknown };
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Modal title={props.title} tone="danger" onClose={props.onClose}>
      <p className="mb-3 text-sm">{props.words}</p>
      <Fault error={props.change.error} />
      <div className="flex justify-end gap-2">
        <Button data-focus-first onClick={props.onClose}>
          Cancel
        </Button>
        <Button look="danger" disabled={props.change.isPending} onClick={props.onConfirm}>
          {props.verb}
        </Button>
      </div>
    </Modal>
  );
}
