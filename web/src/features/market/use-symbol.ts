import { useLive } from '@/lib/live/live-store';
import { type SymbolRules, symbolOf } from '@/lib/live/views';

/** What the terminal told of a symbol, live. Read outside the selector: it makes a new object each time it is asked. */
export function useSymbol(terminal: string, symbol: string | undefined): SymbolRules | null {
  return symbolOf(
    useLive((live) => live.data),
    terminal,
    symbol,
  );
}
