import { CheckField } from './field';

export function TerminalChecks(props: {
  legend: string;
  terminals: { terminal: string; name: string }[];
  checked: ReadonlySet<string>;
  onChange: (checked: ReadonlySet<string>) => void;
}) {
  return (
    <fieldset className="mb-3">
      <legend className="mb-1 text-sm text-dim">{props.legend}</legend>
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
