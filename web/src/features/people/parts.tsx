// Pieces that several parts of the page use.
import { useState } from 'react';
import { Button } from '@/components/button';
import { CheckField, SelectField, TextField } from '@/components/field';
import type { Role } from './use-people';

export { Fault, ListState, Panel, when } from '@/components/panel';

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
