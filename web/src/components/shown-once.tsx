import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from './button';

/**
 * Text to copy: selectable as a whole where the browser gives no clipboard (a page without TLS). In a dialog the focus
 * begins on its button.
 */
export function CopyText({ label, text, hint }: { label: string; text: string; hint?: string }) {
  const [said, setSaid] = useState('');
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied.');
    } catch {
      setSaid('The browser does not allow copying here: select the text and copy it by hand.');
    }
  }
  return (
    <fieldset className="mb-3">
      <legend className="mb-1 text-sm text-dim">{label}</legend>
      <div className="flex flex-wrap items-start gap-2">
        <code className="min-w-0 flex-1 basis-56 select-all rounded-md bg-ground px-3 py-2 text-sm break-all whitespace-pre-line">
          {text}
        </code>
        <Button data-focus-first aria-label={`Copy: ${label}`} onClick={copy}>
          Copy
        </Button>
      </div>
      {hint && <p className="mt-1 text-xs text-dim">{hint}</p>}
      <p role="status" className="text-xs text-dim">
        {said}
      </p>
    </fieldset>
  );
}

/** What a hint says of a secret that goes to somebody else. */
export const handOver = 'Shown this once. Copy it now and hand it over by a way you trust.';

/**
 * A secret that the relay tells only now. Not a dialog: Escape, pressed by habit, would throw it away. It takes the
 * focus instead, so that nobody misses it.
 */
export function ShownOnce(props: { title: string; children: ReactNode; onSaved: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    <div
      ref={box}
      role="group"
      aria-label={props.title}
      tabIndex={-1}
      className="m-4 rounded-md border border-warn p-4"
    >
      <h3 className="mb-1 font-semibold">{props.title}</h3>
      {props.children}
      <Button look="primary" onClick={props.onSaved}>
        I saved it
      </Button>
    </div>
  );
}
