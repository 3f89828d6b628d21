import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

/**
 * A native modal dialog: focus stays inside, Escape closes, focus returns to what opened it. It begins on the element
 * with `data-focus-first`: React sets no `autofocus` attribute, and its own autoFocus comes before the dialog is shown.
 */
export function Modal(props: { title: string; tone?: 'danger'; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  // Before the browser takes the next key: a key meant for the dialog must never land on the page behind it.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) {
      element.showModal();
      element.querySelector<HTMLElement>('[data-focus-first]')?.focus();
    }
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      onCancel={(event) => {
        // At once, not with the late close event: the next Enter on what opened the dialog must open it again.
        event.preventDefault();
        props.onClose();
      }}
      onClose={() => {
        // The event comes late: the element may be gone, or shown again.
        if (dialog.current?.open === false) props.onClose();
      }}
      className="m-auto w-[min(34rem,calc(100vw-1.5rem))] rounded-lg border border-line bg-panel p-0 text-ink"
    >
      <h2
        id={title}
        className={`border-b border-line px-5 py-3 text-lg font-semibold ${props.tone === 'danger' ? 'text-loss' : ''}`}
      >
        {props.title}
      </h2>
      <div className="px-5 py-4">{props.children}</div>
    </dialog>
  );
}
