import { useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { Fault, ListState, Panel } from '@/components/panel';
import { limitWords } from '@/features/people/limits';
import type { Limit } from '@/features/people/use-people';
import { counted } from '@/lib/format';
import { changeLimits, type Organisation, useLimitsOf, useOperatorChange, useOrganisations } from './use-operator';

export function Organisations() {
  const query = useOrganisations();
  const [open, setOpen] = useState<Organisation | null>(null);
  return (
    <Panel title="Organisations">
      <ListState query={query} />
      <ul className="divide-y divide-line" aria-label="Organisations">
        {query.data?.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
            <div className="min-w-0 flex-1 basis-56">
              <strong className="break-words">{one.name}</strong>
              <p className="num text-dim">
                {counted(one.users, 'user')} · {counted(one.terminals, 'terminal')}
                {one.disabled && <span className="text-loss"> · disabled</span>}
              </p>
            </div>
            <Button aria-label={`Limits of ${one.name}`} onClick={() => setOpen(one)}>
              Limits
            </Button>
          </li>
        ))}
      </ul>
      {open && <LimitsDialog organisation={open} onClose={() => setOpen(null)} />}
    </Panel>
  );
}

function LimitsDialog({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const query = useLimitsOf(organisation.id);
  return (
    <Modal title={`Limits of ${organisation.name}`} onClose={onClose}>
      <ListState query={query} />
      {query.data && <LimitsForm id={organisation.id} limits={query.data} onClose={onClose} />}
    </Modal>
  );
}

const sound = (text: string) => text === '' || (/^[1-9]\d{0,6}$/.test(text) && Number(text) <= 1_000_000);

function LimitsForm({ id, limits, onClose }: { id: string; limits: Limit[]; onClose: () => void }) {
  const change = useOperatorChange(changeLimits);
  const [texts, setTexts] = useState(() => new Map(limits.map(({ name, limit }) => [name, String(limit ?? '')])));
  const changed = limits.filter(({ name, limit }) => texts.get(name) !== String(limit ?? ''));
  const wrong = [...texts.values()].some((text) => !sound(text));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const body = Object.fromEntries(changed.map(({ name }) => [name, Number(texts.get(name)) || null]));
        change.mutate({ id, body }, { onSuccess: onClose });
      }}
    >
      <p className="mb-3 text-sm text-dim">
        Empty: no limit. What is there already stays; a stop is never refused by a limit.
      </p>
      {limits.map(({ name, used }) => (
        <TextField
          key={name}
          label={limitWords[name]}
          value={texts.get(name) ?? ''}
          inputMode="numeric"
          autoComplete="off"
          hint={used === null ? undefined : `${used} now`}
          onChange={(event) => setTexts(new Map(texts).set(name, event.target.value.trim()))}
        />
      ))}
      <Fault error={change.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={change.isPending || changed.length === 0 || wrong}>
          Save
        </Button>
      </div>
    </form>
  );
}
