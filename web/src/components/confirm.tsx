import { useState } from 'react';
import { Button } from './button';

/** A button that says what follows and asks once more; the focus is on the way out. */
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
        onClick={() => {
          setAsked(false);
          props.onYes();
        }}
      >
        {props.label}
      </Button>
      <Button autoFocus onClick={() => setAsked(false)}>
        Cancel
      </Button>
    </fieldset>
  );
}
