import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from './button';

export interface MenuItem {
  label: string;
  /** Why it cannot be chosen now; shown beside it. */
  reason?: string | null;
  onChoose: () => void;
}

/** A menu button: arrows move, Enter chooses, Escape closes and gives the focus back. It opens in the top layer, so nothing clips it. */
export function Menu({ name, items, disabled }: { name: string; items: MenuItem[]; disabled?: boolean }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  // The browser closes a popover itself on Escape and on a press elsewhere.
  useEffect(() => {
    const element = box.current;
    const follow = (event: Event) => setOpen((event as ToggleEvent).newState === 'open');
    element?.addEventListener('toggle', follow);
    return () => element?.removeEventListener('toggle', follow);
  }, []);

  function show() {
    const element = box.current;
    const anchor = button.current?.getBoundingClientRect();
    if (!element || !anchor || open) return;
    element.showPopover?.();
    const size = element.getBoundingClientRect();
    const left = Math.max(8, Math.min(anchor.right - size.width, window.innerWidth - size.width - 8));
    const below = anchor.bottom + 4 + size.height <= window.innerHeight;
    element.style.left = `${left}px`;
    element.style.top = `${below ? anchor.bottom + 4 : Math.max(8, anchor.top - 4 - size.height)}px`;
    choices(element)[0]?.focus();
  }

  function close() {
    box.current?.hidePopover?.();
    button.current?.focus();
  }

  function move(event: KeyboardEvent) {
    const all = choices(box.current);
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Tab') close();
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  }

  return (
    <>
      <Button
        ref={button}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        aria-label={name}
        disabled={disabled}
        onClick={() => (open ? close() : show())}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          show();
        }}
      >
        More
      </Button>
      <div
        ref={box}
        id={id}
        role="menu"
        popover="auto"
        aria-label={name}
        onKeyDown={move}
        className="fixed inset-auto m-0 w-64 rounded-md border border-line bg-raised p-1 text-left text-ink shadow-lg"
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-disabled={Boolean(item.reason)}
            className="block min-h-10 w-full rounded px-3 py-2 text-left text-sm hover:bg-panel focus:bg-panel aria-disabled:cursor-not-allowed aria-disabled:text-dim"
            onClick={() => {
              if (item.reason) return;
              close();
              item.onChoose();
            }}
          >
            {item.label}
            {item.reason && <span className="block text-xs">{item.reason}</span>}
          </button>
        ))}
      </div>
    </>
  );
}

function choices(element: HTMLElement | null): HTMLButtonElement[] {
  return [...(element?.querySelectorAll<HTMLButtonElement>('[role=menuitem]') ?? [])];
}
