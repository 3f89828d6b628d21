import { useState } from 'react';
import { Button } from '@/components/button';
import { StepField } from '@/components/field';
import { CommandDialog } from '@/features/commands/command-dialog';
import { useSubmit } from '@/features/commands/submit';
import { volumeRange } from '@/features/market/checks';
import { useStanding } from '@/features/market/use-standing';
import { useSymbol } from '@/features/market/use-symbol';
import { money, price } from '@/lib/format';
import { largestPart, partFault, partOf, restOf } from './partial';
import type { PositionDialogProps } from './position-dialogs';
import { PositionFacts } from './position-facts';
import { gone } from './words';

const shares = [25, 50, 75];

/** A part of one position. What it is cut from is the volume shown: if that has changed at the terminal, it refuses. */
export function PartialDialog({ opened, position, account, onClose }: PositionDialogProps) {
  const submit = useSubmit();
  const rules = useSymbol(opened.terminal, opened.symbol);
  const { warning } = useStanding(opened.terminal);
  const shown = position ?? opened;
  const whole = shown.volume ?? '0';
  const [volume, setVolume] = useState(() => partOf(whole, 50, rules));
  const fault = partFault(volume, whole, rules);
  const most = largestPart(whole, rules);

  function send() {
    submit.once({
      kind: 'partial_close',
      terminal: opened.terminal,
      args: {
        position: opened.position,
        ticket: opened.ticket,
        symbol: opened.symbol,
        volume: volume.trim(),
        expected_volume: whole,
        expected_side: opened.side,
      },
    });
  }

  return (
    <CommandDialog
      title={`Close part of ${opened.symbol} ${opened.side} ${money(opened.volume)}`}
      submit={submit}
      action="Close part"
      onSend={send}
      onClose={onClose}
      blocked={position === null ? gone : fault}
      warning={warning}
      will={
        fault ? null : (
          <>
            {opened.side === 'buy' ? 'Sells' : 'Buys back'} <strong>{volume}</strong> of {money(whole)} lots at market,
            now {price(shown.current, shown.digits)}. <strong>{restOf(whole, volume)} lots stay open.</strong>
          </>
        )
      }
    >
      <PositionFacts position={shown} account={account} />
      <StepField
        label="Volume to close, lots"
        value={volume}
        onChange={setVolume}
        step={rules?.volume_step}
        least={rules?.volume_min}
        most={most}
        hint={volumeRange(rules, most)}
      />
      <div className="mb-3 flex flex-wrap gap-2">
        {shares.map((share) => (
          <Button key={share} onClick={() => setVolume(partOf(whole, share, rules))}>
            {share} %
          </Button>
        ))}
      </div>
    </CommandDialog>
  );
}
