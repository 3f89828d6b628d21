import { useState } from 'react';
import { Choice } from '@/components/field';
import { CommandDialog } from '@/features/commands/command-dialog';
import { useSubmit } from '@/features/commands/submit';
import { useStanding } from '@/features/market/use-standing';
import { parse, text } from '@/lib/decimal';
import { money, price, signed } from '@/lib/format';
import { useLive } from '@/lib/live/live-store';
import { type Position, positionsOf, symbolOf } from '@/lib/live/views';
import type { PositionDialogProps } from './position-dialogs';
import { gone } from './words';

/** Positions that can close this one: same account and symbol, other side. */
export function oppositesOf(position: Position, all: Position[]): Position[] {
  return all.filter(
    (other) => other.terminal === position.terminal && other.symbol === position.symbol && other.side !== position.side,
  );
}

/** Two opposite positions of a hedging account against each other: the spread is paid once. */
export function CloseByDialog({ opened, position, account, onClose }: PositionDialogProps) {
  const submit = useSubmit();
  const data = useLive((live) => live.data);
  const { warning } = useStanding(opened.terminal);
  const rules = symbolOf(data, opened.terminal, opened.symbol);
  const opposites = oppositesOf(opened, positionsOf(data));
  const [chosen, setChosen] = useState(() => opposites[0]?.position ?? '');
  const other = opposites.find((one) => one.position === chosen) ?? null;
  const shown = position ?? opened;
  const forbidden = rules?.orders && !rules.orders.includes('close_by');

  const blocked = (() => {
    if (position === null) return gone;
    if (forbidden) return `The broker does not allow this for ${opened.symbol}.`;
    if (opposites.length === 0) return `There is no opposite position of ${opened.symbol} on this account any more.`;
    return other === null ? 'Choose the opposite position.' : null;
  })();

  function send() {
    submit.once({
      kind: 'close_by',
      terminal: opened.terminal,
      args: { position: opened.position, opposite: chosen, ticket: opened.ticket, symbol: opened.symbol },
    });
  }

  return (
    <CommandDialog
      title={`Close ${opened.symbol} ${opened.side} ${money(opened.volume)} by an opposite position`}
      submit={submit}
      action="Close both"
      onSend={send}
      onClose={onClose}
      blocked={blocked}
      warning={warning}
      will={other && !forbidden && willWords(shown, other)}
    >
      <p className="num mb-2 text-sm text-dim">
        {account} · #{opened.position} · {money(shown.volume)} lots opened at {price(shown.price, shown.digits)}, result
        now {signed(shown.pnl)}
      </p>
      <fieldset className="num mb-3">
        <legend className="mb-1 text-sm text-dim">Against which opposite position?</legend>
        {opposites.map((one) => (
          <Choice
            key={one.position}
            name="opposite"
            value={one.position}
            now={chosen}
            pick={setChosen}
            text={`#${one.position} ${one.side} ${money(one.volume)} lots at ${price(one.price, one.digits)}, result now ${signed(one.pnl)}`}
          />
        ))}
      </fieldset>
    </CommandDialog>
  );
}

function willWords(position: Position, other: Position): string {
  const mine = parse(position.volume) ?? 0n;
  const its = parse(other.volume) ?? 0n;
  const closed = text(mine < its ? mine : its, 2);
  const head = `Closes ${closed} lots of #${position.position} (${position.side}) against ${closed} lots of #${other.position} (${other.side}).`;
  if (mine === its) return `${head} Nothing of either stays open.`;
  const larger = mine > its ? position : other;
  return `${head} ${larger.side} ${text(mine > its ? mine - its : its - mine, 2)} lots stay open as #${larger.position}.`;
}
