import type { FormEvent } from 'react';
import { Button } from '@/components/button';
import { SelectField, TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { CommandChip } from '@/features/commands/command-chip';
import { useSubmit } from '@/features/commands/submit';
import { useLive } from '@/lib/live/live-store';
import { type Mission, missionsOf } from '@/lib/live/views';
import { wordsOf } from '@/lib/problem';

export function OpenDialog({ onClose }: { onClose: () => void }) {
  const data = useLive((live) => live.data);
  const missions = missionsOf(data);
  const submit = useSubmit();
  const sent = submit.data;
  const command = sent ? (data.commands.get(sent.id) ?? sent) : null;

  function place(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const args: Record<string, unknown> = { order: 'market' };
    for (const name of ['symbol', 'side', 'volume', 'sl', 'tp']) {
      const value = String(form.get(name) ?? '').trim();
      if (value !== '') args[name] = name === 'symbol' ? value.toUpperCase() : value;
    }
    submit.once({ kind: 'open', terminal: String(form.get('terminal')), args });
  }

  return (
    <Modal title="Open a position" onClose={onClose}>
      <form onSubmit={place}>
        <fieldset disabled={submit.isPending || sent !== undefined} className="grid grid-cols-2 gap-x-3">
          <div className="col-span-2">
            <SelectField label="Account" name="terminal" required>
              {missions.map((mission) => (
                <option key={mission.terminal} value={mission.terminal} disabled={!mission.link?.connected}>
                  {nameOf(mission)}
                </option>
              ))}
            </SelectField>
          </div>
          <TextField
            label="Symbol"
            name="symbol"
            defaultValue="EURUSD"
            required
            maxLength={31}
            autoCapitalize="characters"
          />
          <SelectField label="Side" name="side">
            <option value="buy">Buy</option>
            <option value="sell">Sell</option>
          </SelectField>
          <TextField
            label="Volume, lots"
            name="volume"
            defaultValue="0.01"
            inputMode="decimal"
            pattern="\d+(\.\d+)?"
            required
          />
          <span />
          <TextField label="Stop loss" name="sl" inputMode="decimal" pattern="\d+(\.\d+)?" hint="Empty: none" />
          <TextField label="Take profit" name="tp" inputMode="decimal" pattern="\d+(\.\d+)?" hint="Empty: none" />
        </fieldset>
        <div className="min-h-8" aria-live="polite">
          {submit.isPending && <CommandChip command="sending" />}
          {command && <CommandChip command={command} withReason />}
          {submit.error && <p className="text-sm text-loss">{wordsOf(submit.error)}</p>}
        </div>
        <div className="mt-2 flex justify-end gap-2">
          <Button onClick={onClose}>{sent ? 'Done' : 'Cancel'}</Button>
          {!sent && (
            <Button look="primary" type="submit" disabled={submit.isPending}>
              Open at market
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

function nameOf(mission: Mission): string {
  const notes = [
    mission.trade_mode === 'real' ? 'REAL' : mission.trade_mode,
    mission.link?.connected ? null : 'offline',
  ];
  return [mission.name, ...notes.filter(Boolean)].join(' · ');
}
