import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { Choice, SelectField, TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { Fault } from '@/components/panel';
import { TerminalChecks } from '@/components/terminal-checks';
import { useMe } from '@/features/auth/session';
import { useTerminals } from '@/features/terminals/use-terminals';
import type { NewApiKey, Scope } from './use-account';

const scopes: [Scope, string][] = [
  ['view', 'View: read only'],
  ['trade', 'Trade: view, order and stop'],
  ['manage', 'Manage: trade, and pair terminals'],
];
const usualDays = '90';
const mostDays = 3650;

export function NewKeyDialog(props: {
  change: { isPending: boolean; error: unknown };
  onSend: (key: NewApiKey) => void;
  onClose: () => void;
}) {
  const mine = useMe().data?.permissions ?? [];
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('view');
  const [days, setDays] = useState(usualDays);
  const [reach, setReach] = useState('all');
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const { data: terminals } = useTerminals();
  const chosen = (terminals ?? []).map(({ terminal }) => terminal).filter((terminal) => checked.has(terminal));
  // A key that is limited to nothing would be of no use: somebody has forgotten to choose.
  const reachFits = reach === 'all' || chosen.length > 0;
  const wanted = name.trim();
  const daysFit = /^\d{1,4}$/.test(days) && Number(days) <= mostDays;
  function submit(event: FormEvent) {
    event.preventDefault();
    const limit = reach === 'all' ? {} : { terminals: chosen };
    props.onSend({ name: wanted, scope, expires_in_days: Number(days), ...limit });
  }
  return (
    <Modal title="New API key" onClose={props.onClose}>
      <form onSubmit={submit}>
        <TextField
          label="Name"
          value={name}
          maxLength={64}
          autoComplete="off"
          data-focus-first
          hint="What will use it, so that you know it later"
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField label="It may" value={scope} onChange={(event) => setScope(event.target.value as Scope)}>
          {scopes
            .filter(([one]) => mine.includes(one))
            .map(([one, words]) => (
              <option key={one} value={one}>
                {words}
              </option>
            ))}
        </SelectField>
        <fieldset className="mb-3">
          <legend className="mb-1 text-sm text-dim">For</legend>
          <Choice name="reach" value="all" now={reach} pick={setReach} text="All your terminals, later ones too" />
          <Choice name="reach" value="some" now={reach} pick={setReach} text="These terminals alone" />
        </fieldset>
        {reach === 'some' && (
          <TerminalChecks
            legend="Terminals of the key"
            terminals={terminals ?? []}
            checked={checked}
            onChange={setChecked}
          />
        )}
        <TextField
          label="Expires after days"
          value={days}
          inputMode="numeric"
          autoComplete="off"
          hint={`1 to ${mostDays}; 0 = never`}
          onChange={(event) => setDays(event.target.value.trim())}
        />
        <Fault error={props.change.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            type="submit"
            look="primary"
            disabled={props.change.isPending || wanted === '' || !daysFit || !reachFits}
          >
            Create
          </Button>
        </div>
      </form>
    </Modal>
  );
}
