import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/button';

/** Text to copy: selectable as a whole where the browser gives no clipboard (a page without TLS). */
export function CopyText({ label, text }: { label: string; text: string }) {
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
    <div className="mb-3">
      <p className="mb-1 text-sm text-dim">{label}</p>
      <div className="flex flex-wrap items-start gap-2">
        <code className="min-w-0 flex-1 basis-56 select-all rounded-md bg-ground px-3 py-2 text-sm break-all whitespace-pre-line">
          {text}
        </code>
        <Button aria-label={`Copy: ${label}`} onClick={copy}>
          Copy
        </Button>
      </div>
      <p role="status" className="text-xs text-dim">
        {said}
      </p>
    </div>
  );
}

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
