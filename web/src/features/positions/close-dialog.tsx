import { Button } from '@/components/button';
import { Modal } from '@/components/modal';
import { CommandChip } from '@/features/commands/command-chip';
import { useSubmit } from '@/features/commands/submit';
import { money, price, signed } from '@/lib/format';
import { useLive } from '@/lib/live/live-store';
import type { Position } from '@/lib/live/views';
import { wordsOf } from '@/lib/problem';

/** `position` follows the live row; null once the row is gone. */
export function CloseDialog(props: {
  opened: Position;
  position: Position | null;
  account: string;
  onClose: () => void;
}) {
  const submit = useSubmit();
  const { opened, position } = props;
  const sent = submit.data;
  const command = useLive((live) => (sent ? (live.data.commands.get(sent.id) ?? sent) : null));

  function close() {
    submit.once({
      kind: 'close',
      terminal: opened.terminal,
      args: {
        position: opened.position,
        ticket: opened.ticket,
        symbol: opened.symbol,
        expected_volume: position?.volume ?? opened.volume,
        // A netting position may turn round while the dialog is up; its title still names the side that was meant.
        expected_side: opened.side,
      },
    });
  }

  const shown = position ?? opened;
  return (
    <Modal title={`Close ${opened.symbol} ${opened.side} ${money(opened.volume)}`} onClose={props.onClose}>
      <dl className="num mb-4 grid grid-cols-2 gap-2 text-sm">
        <Fact name="Account" value={props.account} />
        <Fact name="Position" value={`#${opened.position}`} />
        <Fact name="Opened at" value={price(shown.price, shown.digits)} />
        <Fact name="Now" value={price(shown.current, shown.digits)} />
        <Fact name="Result now" value={signed(shown.pnl)} />
        <Fact name="Volume" value={`${money(shown.volume)} lots`} />
        <Fact name="Stop loss" value={price(shown.stopLoss, shown.digits)} />
        <Fact name="Take profit" value={price(shown.takeProfit, shown.digits)} />
      </dl>
      {position === null && command === null && (
        <p className="mb-2 text-sm text-warn">This position is no longer open.</p>
      )}
      <div className="min-h-8" aria-live="polite">
        {submit.isPending && <CommandChip command="sending" />}
        {command && <CommandChip command={command} withReason />}
        {submit.error && <p className="text-sm text-loss">{wordsOf(submit.error)}</p>}
      </div>
      <div className="mt-2 flex justify-end gap-2">
        <Button data-focus-first onClick={props.onClose}>
          {sent ? 'Done' : 'Cancel'}
        </Button>
        {!sent && (
          <Button look="primary" disabled={submit.isPending || position === null} onClick={close}>
            Close position
          </Button>
        )}
      </div>
    </Modal>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-xs text-dim">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
