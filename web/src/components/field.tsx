import { type ComponentProps, useId } from 'react';
import { floorTo, parse, text } from '@/lib/decimal';
import { Button } from './button';

const box = 'min-h-9 w-full rounded-md border border-line bg-ground px-3 py-1.5 text-ink disabled:opacity-70';

export function TextField({ label, hint, ...rest }: ComponentProps<'input'> & { label: string; hint?: string }) {
  const id = useId();
  return (
    <div className="mb-3">
      <label htmlFor={id} className="mb-1 block text-sm text-dim">
        {label}
      </label>
      <input id={id} aria-describedby={hint ? `${id}-hint` : undefined} className={box} {...rest} />
      {hint && (
        <p id={`${id}-hint`} className="num mt-1 text-xs text-dim">
          {hint}
        </p>
      )}
    </div>
  );
}

export function SelectField({ label, children, ...rest }: ComponentProps<'select'> & { label: string }) {
  const id = useId();
  return (
    <div className="mb-3">
      <label htmlFor={id} className="mb-1 block text-sm text-dim">
        {label}
      </label>
      <select id={id} className={box} {...rest}>
        {children}
      </select>
    </div>
  );
}

export function Choice(props: {
  name: string;
  value: string;
  now: string;
  pick: (value: string) => void;
  text: string;
}) {
  return (
    <label className="flex min-h-7 items-start gap-2 py-0.5 text-sm">
      <input
        type="radio"
        name={props.name}
        className="mt-1 shrink-0 accent-accent"
        checked={props.now === props.value}
        onChange={() => props.pick(props.value)}
      />
      <span>{props.text}</span>
    </label>
  );
}

export function CheckField(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <label className="flex min-h-8 items-center gap-2 text-sm">
      <input
        type="checkbox"
        className="size-6 shrink-0 accent-accent"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      {props.label}
    </label>
  );
}

interface StepProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Decimal strings; what is not known steps by 0.01 and ends nowhere. */
  step?: string | null;
  least?: string | null;
  most?: string | null;
  hint?: string;
}

/** A decimal that two buttons move from one multiple of its step to the next, never beyond its ends. */
export function StepField({ label, value, onChange, step, least, most, hint }: StepProps) {
  const unit = parse(step) ?? parse('0.01') ?? 1n;
  function press(up: boolean) {
    const now = parse(value) ?? 0n;
    const base = floorTo(now < 0n ? 0n : now, unit);
    let next = up ? base + unit : base === now ? base - unit : base;
    const low = parse(least) ?? unit;
    const high = parse(most);
    if (high !== null && next > high) next = floorTo(high, unit);
    if (next < low) next = low;
    onChange(text(next, 2));
  }
  return (
    <div className="flex items-start gap-2">
      <div className="grow">
        <TextField
          label={label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          inputMode="decimal"
          autoComplete="off"
          hint={hint}
        />
      </div>
      <div className="mt-6 flex gap-1">
        <Button aria-label={`${label}: less`} className="min-w-9" onClick={() => press(false)}>
          −
        </Button>
        <Button aria-label={`${label}: more`} className="min-w-9" onClick={() => press(true)}>
          +
        </Button>
      </div>
    </div>
  );
}
