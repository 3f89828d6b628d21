import type { Position } from '@/lib/live/views';
import { CloseByDialog } from './close-by-dialog';
import { CloseDialog } from './close-dialog';
import { ModifyDialog } from './modify-dialog';
import { PartialDialog } from './partial-dialog';

export interface PositionDialogProps {
  /** The position as it was when the dialog opened: what was meant. */
  opened: Position;
  /** The live row; null once it is gone. */
  position: Position | null;
  account: string;
  onClose: () => void;
}

const dialogs = { close: CloseDialog, part: PartialDialog, modify: ModifyDialog, by: CloseByDialog } as const;

export type PositionAction = keyof typeof dialogs;

export function PositionDialog({ action, ...rest }: PositionDialogProps & { action: PositionAction }) {
  const Dialog = dialogs[action];
  return <Dialog {...rest} />;
}
