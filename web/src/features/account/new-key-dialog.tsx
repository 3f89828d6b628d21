import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { SelectField, TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { Fault } from '@/components/panel';
import { useMe } from '@/features/auth/session';
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
  const wanted = name.trim();
  const daysFit = /^\d{1,4}$/.test(days) && Number(days) <= mostDays;
  function submit(event: FormEvent) {
    event.preventDefault();
    props.onSend({ name: wanted, scope, expires_in_days: Number(days) });
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
          <Button type="submit" look="primary" disabled={props.change.isPending || wanted === '' || !daysFit}>
            Create
          </Button>
        </div>
      </form>
    </Modal>
  );
}
