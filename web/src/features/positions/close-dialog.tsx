import { CommandDialog } from '@/features/commands/command-dialog';
import { useSubmit } from '@/features/commands/submit';
import { useStanding } from '@/features/market/use-standing';
import { money, price, signed } from '@/lib/format';
import type { PositionDialogProps } from './position-dialogs';
import { PositionFacts } from './position-facts';
import { gone } from './words';

/** `position` follows the live row; null once the row is gone. */
export function CloseDialog({ opened, position, account, onClose }: PositionDialogProps) {
  const submit = useSubmit();
  const { warning } = useStanding(opened.terminal);
  const shown = position ?? opened;

  function close() {
    submit.once({
      kind: 'close',
      terminal: opened.terminal,
      args: {
        position: opened.position,
        ticket: opened.ticket,
        symbol: opened.symbol,
        expected_volume: shown.volume,
        // A netting position may turn round while the dialog is up; its title still names the side that was meant.
        expected_side: opened.side,
      },
    });
  }

  return (
    <CommandDialog
      title={`Close ${opened.symbol} ${opened.side} ${money(opened.volume)}`}
      submit={submit}
      action="Close position"
      onSend={close}
      onClose={onClose}
      blocked={position === null ? gone : null}
      warning={warning}
      will={
        <>
          {opened.side === 'buy' ? 'Sells' : 'Buys back'} {money(shown.volume)} lots of {opened.symbol} at market, now{' '}
          {price(shown.current, shown.digits)}. The result now is {signed(shown.pnl)}.
        </>
      }
    >
      <PositionFacts position={shown} account={account} />
    </CommandDialog>
  );
}
