import { useState } from 'react';
import { CommandDialog } from '@/features/commands/command-dialog';
import { useSubmit } from '@/features/commands/submit';
import { levelsFault, pointOf } from '@/features/market/checks';
import { LevelFields } from '@/features/market/level-fields';
import { addsRisk, changeOf, changeWords, typedLevel } from '@/features/market/levels';
import { inForce } from '@/features/market/standing';
import { useStanding } from '@/features/market/use-standing';
import { useSymbol } from '@/features/market/use-symbol';
import { money, price } from '@/lib/format';
import type { PositionDialogProps } from './position-dialogs';
import { PositionFacts } from './position-facts';
import { gone } from './words';

/** Stop and target as absolute prices. Only what was changed is sent, so that a level moved meanwhile stays as it is. */
export function ModifyDialog({ opened, position, account, onClose }: PositionDialogProps) {
  const submit = useSubmit();
  const rules = useSymbol(opened.terminal, opened.symbol);
  const standing = useStanding(opened.terminal);
  const shown = position ?? opened;
  const side = opened.side === 'sell' ? 'sell' : 'buy';
  const [sl, setSl] = useState(() => typedLevel(opened.stopLoss));
  const [tp, setTp] = useState(() => typedLevel(opened.takeProfit));
  const stop = changeOf(opened.stopLoss, sl);
  const target = changeOf(opened.takeProfit, tp);
  const point = pointOf(rules, shown.digits);
  const risky = addsRisk(side, stop);
  const nothing = stop.kind === 'same' && target.kind === 'same' ? 'Nothing is changed yet.' : null;
  const fault = levelsFault(
    side,
    shown.current,
    stop.kind === 'set' ? stop.to : '',
    target.kind === 'set' ? target.to : '',
    rules,
  );

  const moved = (name: string, before?: string | null, after?: string | null) =>
    typedLevel(before) === typedLevel(after)
      ? null
      : `The ${name} has moved to ${price(after, shown.digits)} meanwhile.`;
  const warnings = [
    moved('stop loss', opened.stopLoss, shown.stopLoss),
    moved('take profit', opened.takeProfit, shown.takeProfit),
    risky ? inForce(standing.mission) : null,
    standing.warning,
  ];

  function send() {
    const remove = [stop.kind === 'remove' && 'sl', target.kind === 'remove' && 'tp'].filter(Boolean);
    submit.once({
      kind: 'modify',
      terminal: opened.terminal,
      args: {
        position: opened.position,
        ...(stop.kind === 'set' && { sl: stop.to }),
        ...(target.kind === 'set' && { tp: target.to }),
        ...(remove.length > 0 && { remove }),
      },
    });
  }

  return (
    <CommandDialog
      title={`Stop and target of ${opened.symbol} ${opened.side} ${money(opened.volume)}`}
      submit={submit}
      action="Change levels"
      onSend={send}
      onClose={onClose}
      todo={nothing}
      blocked={position === null ? gone : (fault ?? (risky ? standing.refusal : null))}
      warning={warnings.filter(Boolean).join(' ') || null}
      will={
        nothing || fault
          ? null
          : [
              changeWords('Stop loss', opened.stopLoss, stop, shown.digits),
              changeWords('Take profit', opened.takeProfit, target, shown.digits),
              risky ? 'This adds risk.' : '',
            ]
              .filter(Boolean)
              .join(' ')
      }
    >
      <PositionFacts position={shown} account={account} />
      <LevelFields
        sl={sl}
        tp={tp}
        setSl={setSl}
        setTp={setTp}
        standsSl={opened.stopLoss}
        standsTp={opened.takeProfit}
        from={shown.current}
        fromWords={`the price now, ${price(shown.current, shown.digits)}`}
        point={point}
      />
    </CommandDialog>
  );
}
