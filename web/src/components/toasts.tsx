import { create } from 'zustand';

interface Toast {
  id: number;
  text: string;
  tone: 'good' | 'bad' | 'plain';
}

interface Toasts {
  list: Toast[];
  add: (text: string, tone?: Toast['tone']) => void;
  remove: (id: number) => void;
}

const lifetimeMs = 7000;
let counter = 0;

export const useToasts = create<Toasts>()((set) => ({
  list: [],
  add: (text, tone = 'plain') => {
    const id = ++counter;
    set((toasts) => ({ list: [...toasts.list.slice(-3), { id, text, tone }] }));
    setTimeout(() => set((toasts) => ({ list: toasts.list.filter((toast) => toast.id !== id) })), lifetimeMs);
  },
  remove: (id) => set((toasts) => ({ list: toasts.list.filter((toast) => toast.id !== id) })),
}));

const edges = { good: 'border-l-gain', bad: 'border-l-loss', plain: 'border-l-accent' } as const;

export function ToastRegion() {
  const { list, remove } = useToasts();
  return (
    <div
      role="status"
      aria-live="polite"
      className="fixed right-3 bottom-3 z-20 flex w-[min(24rem,calc(100vw-1.5rem))] flex-col gap-2"
    >
      {list.map((toast) => (
        <div
          key={toast.id}
          className={`flex items-start gap-3 rounded-md border border-l-4 border-line bg-raised px-3 py-2 text-sm ${edges[toast.tone]}`}
        >
          <span className="grow">{toast.text}</span>
          <button
            type="button"
            className="min-h-6 min-w-6 text-dim"
            aria-label="Dismiss"
            onClick={() => remove(toast.id)}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
