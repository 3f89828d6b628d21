import type { SymbolRules } from '@/lib/live/views';

/** Where the market is, as the terminal last told; once a second, so never the price of an execution. */
export function Quote({ rules }: { rules: SymbolRules | null }) {
  return (
    <div className="num mb-3 text-sm" data-quote>
      <p className="mb-1 text-dim">Bid / ask</p>
      <p className="py-1.5">{rules?.bid && rules.ask ? `${rules.bid} / ${rules.ask}` : 'not told by the terminal'}</p>
    </div>
  );
}
