import { type ComponentProps, useId } from 'react';

const box = 'min-h-9 w-full rounded-md border border-line bg-ground px-3 py-1.5 text-ink';

export function TextField({ label, hint, ...rest }: ComponentProps<'input'> & { label: string; hint?: string }) {
  const id = useId();
  return (
    <div className="mb-3">
      <label htmlFor={id} className="mb-1 block text-sm text-dim">
        {label}
      </label>
      <input id={id} aria-describedby={hint ? `${id}-hint` : undefined} className={box} {...rest} />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-dim">
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
