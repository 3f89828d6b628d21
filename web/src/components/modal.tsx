import { type ReactNode, useEffect, useId, useRef } from 'react';

/** A native modal dialog: focus stays inside, Escape closes, focus returns to what opened it. */
export function Modal(props: { title: string; tone?: 'danger'; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      onClose={props.onClose}
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
