import { useState } from 'react';
import { SelectField, StepField, TextField } from '@/components/field';
import { CommandDialog } from '@/features/commands/command-dialog';
import { useSubmit } from '@/features/commands/submit';
import { pointOf, volumeRange } from '@/features/market/checks';
import { LevelFields } from '@/features/market/level-fields';
import { Quote } from '@/features/market/quote';
import { inForce } from '@/features/market/standing';
import { useStanding } from '@/features/market/use-standing';
import { pointsBetween } from '@/lib/decimal';
import { useLive } from '@/lib/live/live-store';
import { type Mission, missionsOf, symbolOf, symbolsOf } from '@/lib/live/views';
import { ExpiryField } from './expiry-field';
import { argumentsOf, basisOf, type Ticket, ticketFault, willWords } from './ticket';

const actions = {
  market: 'Open at market',
  limit: 'Place order',
  stop: 'Place order',
  stop_limit: 'Place order',
} as const;

/** A new position at market, or a pending order. What adds risk is sent on figures of now only. */
export function TicketDialog({ first, onClose }: { first: Ticket['order']; onClose: () => void }) {
  const submit = useSubmit();
  const data = useLive((live) => live.data);
  const missions = missionsOf(data);
  const [ticket, setTicket] = useState<Ticket>(() => {
    const terminal = (missions.find((mission) => mission.link?.connected) ?? missions[0])?.terminal ?? '';
    const symbols = symbolsOf(data, terminal);
    const symbol = symbols.includes('EURUSD') ? 'EURUSD' : (symbols[0] ?? 'EURUSD');
    const [price, limit, sl, tp] = ['', '', '', ''];
    return {
      terminal,
      symbol,
      side: 'buy',
      order: first,
      volume: '0.01',
      price,
      limit,
      sl,
      tp,
      expiry: { kind: 'gtc' },
    };
  });
  const standing = useStanding(ticket.terminal);
  const change = (part: Partial<Ticket>) => setTicket((now) => ({ ...now, ...part }));

  const { mission, relayNow } = standing;
  const rules = symbolOf(data, ticket.terminal, ticket.symbol.trim());
  const fault = ticketFault(ticket, rules, relayNow);
  const pending = ticket.order !== 'market';
  const basis = basisOf(ticket, rules);
  const market = ticket.side === 'buy' ? rules?.ask : rules?.bid;
  const points = pending ? pointsBetween(ticket.price, market, pointOf(rules, null)) : null;

  return (
    <CommandDialog
      title={first === 'market' ? 'Open a position' : 'Place a pending order'}
      submit={submit}
      action={actions[ticket.order]}
      onSend={() => submit.once({ kind: 'open', terminal: ticket.terminal, args: argumentsOf(ticket, relayNow) })}
      onClose={onClose}
      todo={fault?.startsWith('Give ') ? fault : null}
      blocked={fault?.startsWith('Give ') ? null : (fault ?? standing.refusal)}
      warning={inForce(mission)}
      will={fault ? null : willWords(ticket, rules, mission?.name ?? '', relayNow)}
    >
      <div className="grid grid-cols-2 gap-x-3">
        <div className="col-span-2">
          <SelectField
            label="Account"
            value={ticket.terminal}
            onChange={(event) => change({ terminal: event.target.value })}
          >
            {missions.map((row) => (
              <option key={row.terminal} value={row.terminal} disabled={!row.link?.connected}>
                {nameOf(row)}
              </option>
            ))}
          </SelectField>
        </div>
        <TextField
          label="Symbol"
          value={ticket.symbol}
          onChange={(event) => change({ symbol: event.target.value })}
          list="watched-symbols"
          maxLength={31}
          autoComplete="off"
          autoCapitalize="characters"
        />
        <datalist id="watched-symbols">
          {symbolsOf(data, ticket.terminal).map((symbol) => (
            <option key={symbol} value={symbol} />
          ))}
        </datalist>
        <Quote rules={rules} />
        <SelectField
          label="Side"
          value={ticket.side}
          onChange={(event) => change({ side: event.target.value as Ticket['side'] })}
        >
          <option value="buy">Buy</option>
          <option value="sell">Sell</option>
        </SelectField>
        <SelectField
          label="Order"
          value={ticket.order}
          onChange={(event) => change({ order: event.target.value as Ticket['order'] })}
        >
          <option value="market">Market, now</option>
          <option value="limit">Limit</option>
          <option value="stop">Stop</option>
          <option value="stop_limit">Stop limit</option>
        </SelectField>
        <div className="col-span-2">
          <StepField
            label="Volume, lots"
            value={ticket.volume}
            onChange={(volume) => change({ volume })}
            step={rules?.volume_step}
            least={rules?.volume_min}
            most={rules?.volume_max}
            hint={volumeRange(rules)}
          />
        </div>
        {pending && (
          <TextField
            label={ticket.order === 'limit' ? 'Price' : 'Stop price'}
            value={ticket.price}
            onChange={(event) => change({ price: event.target.value })}
            inputMode="decimal"
            autoComplete="off"
            hint={points === null ? undefined : `${points} points from the market’s ${market}`}
          />
        )}
        {ticket.order === 'stop_limit' && (
          <TextField
            label="Stop-limit price"
            value={ticket.limit}
            onChange={(event) => change({ limit: event.target.value })}
            inputMode="decimal"
            autoComplete="off"
            hint="The limit that the stop turns into"
          />
        )}
        {pending && <ExpiryField expiry={ticket.expiry} onChange={(expiry) => change({ expiry })} />}
      </div>
      <LevelFields
        sl={ticket.sl}
        tp={ticket.tp}
        setSl={(sl) => change({ sl })}
        setTp={(tp) => change({ tp })}
        from={basis}
        fromWords={basis ? `${basis}` : ''}
        point={pointOf(rules, null)}
      />
    </CommandDialog>
  );
}

function nameOf(mission: Mission): string {
  const notes = [
    mission.trade_mode === 'real' ? 'REAL' : mission.trade_mode,
    mission.link?.connected ? null : 'offline',
  ];
  return [mission.name, ...notes.filter(Boolean)].join(' · ');
}
