// Pieces that several parts of the page use.
import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/button';
import { CheckField, SelectField, TextField } from '@/components/field';
import { timeOfDay } from '@/lib/format';
import { wordsOf } from '@/lib/problem';
import type { Role } from './use-people';

export const when = (ms: number) => `${new Date(ms).toLocaleDateString()} ${timeOfDay(ms)}`;

export function Panel(props: { title: string; action?: ReactNode; children: ReactNode }) {
  const title = useId();
  return (
    <section aria-labelledby={title} className="rounded-lg border border-line bg-panel">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 id={title} className="mr-auto font-semibold">
          {props.title}
        </h2>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}

interface Listed {
  data: unknown[] | undefined;
  isPending: boolean;
  error: unknown;
  refetch: () => unknown;
}

/** What a list says instead of its rows. */
export function ListState({ query, none }: { query: Listed; none: string }) {
  if (query.error) {
    return (
      <p className="flex flex-wrap items-center gap-3 px-4 py-4 text-loss">
        {wordsOf(query.error)} <Button onClick={() => query.refetch()}>Try again</Button>
      </p>
    );
  }
  if (query.isPending) return <p className="px-4 py-6 text-center text-dim">Loading…</p>;
  return query.data?.length === 0 ? <p className="px-4 py-6 text-center text-dim">{none}</p> : null;
}

export function Fault({ error }: { error: unknown }) {
  return error ? (
    <p role="alert" className="my-2 text-sm text-loss">
      {wordsOf(error)}
    </p>
  ) : null;
}

export function Said({ words }: { words: string | false }) {
  return (
    <p role="status" className="text-sm text-gain">
      {words}
    </p>
  );
}

/** A button that says what follows and asks once more. */
export function Confirm(props: { label: string; what: string; disabled?: boolean; onYes: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button disabled={props.disabled} onClick={() => setAsked(true)}>
        {props.label}
      </Button>
    );
  }
  return (
    <fieldset className="flex flex-wrap items-center gap-2 rounded-md border border-line p-2" aria-label={props.label}>
      <span className="text-sm">{props.what}</span>
      <Button
        look="danger"
        autoFocus
        onClick={() => {
          setAsked(false);
          props.onYes();
        }}
      >
        {props.label}
      </Button>
      <Button onClick={() => setAsked(false)}>Cancel</Button>
    </fieldset>
  );
}

/** What is shown this one time. A browser that forbids copying leaves it selected to copy by hand. */
export function OneTime({ label, value }: { label: string; value: string }) {
  const [said, setSaid] = useState('');
  return (
    <div className="my-3 rounded-md border border-line p-3">
      <TextField
        label={label}
        value={value}
        readOnly
        data-focus-first
        onFocus={(event) => event.target.select()}
        hint="Shown this once. Copy it now and hand it over by a way you trust."
      />
      <div className="flex items-center gap-3">
        <Button
          onClick={async () => {
            try {
              await navigator.clipboard.writeText(value);
              setSaid('Copied.');
            } catch {
              setSaid('This browser does not let pages copy. Select the text and copy it yourself.');
            }
          }}
        >
          Copy
        </Button>
        <span role="status" className="text-sm text-dim">
          {said}
        </span>
      </div>
    </div>
  );
}

const roles: [Role, string][] = [
  ['viewer', 'Viewer: looks'],
  ['trader', 'Trader: looks and trades'],
  ['admin', 'Admin: also manages people and terminals'],
  ['owner', 'Owner: also manages owners'],
];

/** Only an owner makes owners. */
export function RoleField(props: { value: Role; owner: boolean; disabled?: boolean; onChange: (role: Role) => void }) {
  return (
    <SelectField
      label="Role"
      value={props.value}
      disabled={props.disabled}
      onChange={(event) => props.onChange(event.target.value as Role)}
    >
      {roles
        .filter(([role]) => props.owner || role !== 'owner' || props.value === 'owner')
        .map(([role, words]) => (
          <option key={role} value={role}>
            {words}
          </option>
        ))}
    </SelectField>
  );
}

export function TerminalChecks(props: {
  terminals: { terminal: string; name: string }[];
  checked: ReadonlySet<string>;
  onChange: (checked: ReadonlySet<string>) => void;
}) {
  return (
    <fieldset className="mb-3">
      <legend className="mb-1 text-sm text-dim">Terminals they see</legend>
      {props.terminals.length === 0 && <p className="text-sm text-dim">There is no terminal yet.</p>}
      {props.terminals.map(({ terminal, name }) => (
        <CheckField
          key={terminal}
          label={name}
          checked={props.checked.has(terminal)}
          onChange={(on) => {
            const next = new Set(props.checked);
            if (on) next.add(terminal);
            else next.delete(terminal);
            props.onChange(next);
          }}
        />
      ))}
    </fieldset>
  );
}
