import { useState } from 'react';
import { CheckField, SelectField, TextField } from '@/components/field';
import { CommandDialog } from '@/features/commands/command-dialog';
import { useSubmit } from '@/features/commands/submit';
import { useStanding } from '@/features/market/use-standing';
import { counted, money, signed } from '@/lib/format';
import { useLive } from '@/lib/live/live-store';
import { missionsOf, ordersOf, positionsOf } from '@/lib/live/views';
import { argumentsOf, type Filter, matching, matchingOrders, sumOf } from './filter';

/** More than this many at once takes a typed word. */
const withoutWord = 5;
const word = 'CLOSE';
const shownAtMost = 8;

/** Closes what fits a filter, on one account. The preview is of now; the terminal picks anew when it begins. */
export function CloseAllDialog({ onClose }: { onClose: () => void }) {
  const submit = useSubmit();
  const data = useLive((live) => live.data);
  const missions = missionsOf(data);
  const positions = positionsOf(data);
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState<Filter>(() => ({
    terminal: positions[0]?.terminal ?? missions[0]?.terminal ?? '',
    symbol: '',
    side: '',
    profit: '',
    ours: false,
    pending: false,
  }));
  const { warning } = useStanding(filter.terminal);
  const change = (part: Partial<Filter>) => setFilter((now) => ({ ...now, ...part }));

  const picked = matching(filter, positions);
  const orders = matchingOrders(filter, ordersOf(data));
  const count = picked.length + orders.length;
  const sum = sumOf(picked);
  const symbols = [
    ...new Set(positions.filter((row) => row.terminal === filter.terminal).map((row) => row.symbol ?? '')),
  ];
  const needsWord = count > withoutWord;

  return (
    <CommandDialog
      title="Close several positions"
      submit={submit}
      action={count === 0 ? 'Close' : `Close ${count}`}
      look="danger"
      onClose={onClose}
      onSend={() => submit.once({ kind: 'close_all', terminal: filter.terminal, args: argumentsOf(filter) })}
      todo={
        count === 0 ? 'Nothing fits this filter now.' : needsWord && typed !== word ? `Type ${word} to confirm.` : null
      }
      warning={warning}
      will={
        count > 0 && (
          <>
            Closes <strong>{counted(picked.length, 'position')}</strong> ({money(sum.lots)} lots, result now{' '}
            {signed(sum.result)}){filter.pending && <> and cancels {counted(orders.length, 'pending order')}</>}. The
            terminal picks by the filter when it begins: what opens, or crosses into profit or loss, until then counts
            as it is then.
          </>
        )
      }
    >
      <div className="grid grid-cols-2 gap-x-3">
        <div className="col-span-2">
          <SelectField
            label="Account"
            value={filter.terminal}
            onChange={(event) => change({ terminal: event.target.value, symbol: '' })}
          >
            {missions.map((mission) => (
              <option key={mission.terminal} value={mission.terminal}>
                {mission.name}
              </option>
            ))}
          </SelectField>
        </div>
        <SelectField label="Symbol" value={filter.symbol} onChange={(event) => change({ symbol: event.target.value })}>
          <option value="">Every symbol</option>
          {symbols.sort().map((symbol) => (
            <option key={symbol} value={symbol}>
              {symbol}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Side"
          value={filter.side}
          onChange={(event) => change({ side: event.target.value as Filter['side'] })}
        >
          <option value="">Buy and sell</option>
          <option value="buy">Buy only</option>
          <option value="sell">Sell only</option>
        </SelectField>
        <SelectField
          label="Result"
          value={filter.profit}
          onChange={(event) => change({ profit: event.target.value as Filter['profit'] })}
        >
          <option value="">Any result</option>
          <option value="winning">In profit only</option>
          <option value="losing">In loss only</option>
        </SelectField>
        <div className="mt-5">
          <CheckField label="Only those of SignalOS" checked={filter.ours} onChange={(ours) => change({ ours })} />
          <CheckField label="Pending orders too" checked={filter.pending} onChange={(pending) => change({ pending })} />
        </div>
      </div>
      {count > 0 && (
        <ul className="num mb-3 text-sm" aria-label="What fits now" data-preview={count}>
          {picked.slice(0, shownAtMost).map((row) => (
            <li key={row.tradeId} className="flex justify-between gap-3">
              <span>
                #{row.position} {row.side} {money(row.volume)} {row.symbol}
              </span>
              <span>{signed(row.pnl)}</span>
            </li>
          ))}
          {picked.length > shownAtMost && <li className="text-dim">and {picked.length - shownAtMost} more</li>}
          {orders.slice(0, shownAtMost).map((row) => (
            <li key={row.id}>
              order {row.ticket} {row.type?.replaceAll('_', ' ')} {money(row.volume)} {row.symbol}
            </li>
          ))}
          {orders.length > shownAtMost && <li className="text-dim">and {orders.length - shownAtMost} more orders</li>}
        </ul>
      )}
      {needsWord && (
        <TextField
          label={`Type ${word}, because this closes more than ${withoutWord}`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
        />
      )}
    </CommandDialog>
  );
}
