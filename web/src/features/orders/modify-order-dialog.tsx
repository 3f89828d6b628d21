import { useState } from 'react';
import { TextField } from '@/components/field';
import { CommandDialog } from '@/features/commands/command-dialog';
import { useSubmit } from '@/features/commands/submit';
import { levelsFault, pendingFault, pointOf, priceFault } from '@/features/market/checks';
import { LevelFields } from '@/features/market/level-fields';
import { changeOf, changeWords, typedLevel } from '@/features/market/levels';
import { inForce } from '@/features/market/standing';
import { useStanding } from '@/features/market/use-standing';
import { useSymbol } from '@/features/market/use-symbol';
import { pointsBetween } from '@/lib/decimal';
import { type OrderDialogProps, OrderFacts, orderGone } from './cancel-dialog';
import { type Expiry, expiryAt, expiryFault, expiryWords } from './expiry';
import { ExpiryField } from './expiry-field';
import { nameOf, sideOf, typeOf } from './order-words';

/** Price, stop-limit price, levels and expiry of a pending order, all absolute; only what was changed is sent. */
export function ModifyOrderDialog({ opened, order, account, onClose }: OrderDialogProps) {
  const submit = useSubmit();
  const rules = useSymbol(opened.terminal, opened.symbol);
  const standing = useStanding(opened.terminal);
  const { relayNow } = standing;
  const side = sideOf(opened);
  const type = typeOf(opened);
  const shown = order ?? opened;
  const [price, setPrice] = useState(() => typedLevel(opened.price));
  const [limit, setLimit] = useState(() => typedLevel(opened.stopLimit));
  const [sl, setSl] = useState(() => typedLevel(opened.stopLoss));
  const [tp, setTp] = useState(() => typedLevel(opened.takeProfit));
  const [expiry, setExpiry] = useState<Expiry | null>(null);

  const changes = {
    price: changeOf(opened.price, price),
    stop_limit: changeOf(opened.stopLimit, limit),
    sl: changeOf(opened.stopLoss, sl),
    tp: changeOf(opened.takeProfit, tp),
  };
  const until = expiry === null ? undefined : expiryAt(expiry, relayNow);
  const none = Object.values(changes).every((change) => change.kind === 'same') && expiry === null;
  const moved = changes.price.kind !== 'same' || changes.stop_limit.kind !== 'same';
  const fault =
    (type && moved ? pendingFault(side, type, price, limit, rules) : priceFault('The price', price)) ??
    (expiry ? expiryFault(expiry, relayNow, rules?.expiry) : null) ??
    levelsFault(side, type === 'stop_limit' ? limit : price, sl, tp, rules);
  const digits = opened.digits;
  const words = [
    changeWords('Price', opened.price, changes.price, digits),
    changeWords('Stop-limit price', opened.stopLimit, changes.stop_limit, digits),
    changeWords('Stop loss', opened.stopLoss, changes.sl, digits),
    changeWords('Take profit', opened.takeProfit, changes.tp, digits),
    until === undefined ? '' : `Ends: ${expiryWords(opened.expiration, relayNow)} → ${expiryWords(until, relayNow)}.`,
  ];

  function send() {
    const args: Record<string, unknown> = { ticket: opened.ticket };
    const remove: string[] = [];
    for (const [name, change] of Object.entries(changes)) {
      if (change.kind === 'set') args[name] = change.to;
      if (change.kind === 'remove') remove.push(name);
    }
    if (until === null) remove.push('expiry');
    else if (until !== undefined) args.expiry = Math.round(until);
    if (remove.length > 0) args.remove = remove;
    submit.once({ kind: 'modify', terminal: opened.terminal, args });
  }

  const points = pointsBetween(price, shown.current, pointOf(rules, digits));
  return (
    <CommandDialog
      title={`Change ${nameOf(opened)}`}
      submit={submit}
      action="Change order"
      onSend={send}
      onClose={onClose}
      todo={none ? 'Nothing is changed yet.' : null}
      blocked={order === null ? orderGone : none ? null : (fault ?? standing.refusal)}
      warning={inForce(standing.mission)}
      will={none || fault ? null : words.filter(Boolean).join(' ')}
    >
      <OrderFacts order={shown} account={account} relayNow={relayNow} />
      <div className="grid grid-cols-2 gap-x-3">
        <TextField
          label={type === 'limit' ? 'Price' : 'Stop price'}
          value={price}
          onChange={(event) => setPrice(event.target.value)}
          inputMode="decimal"
          autoComplete="off"
          hint={points === null ? undefined : `${points} points from the market`}
        />
        {type === 'stop_limit' && (
          <TextField
            label="Stop-limit price"
            value={limit}
            onChange={(event) => setLimit(event.target.value)}
            inputMode="decimal"
            autoComplete="off"
          />
        )}
        <KeptExpiry expiry={expiry} onChange={setExpiry} stands={expiryWords(opened.expiration, relayNow)} />
      </div>
      <LevelFields
        sl={sl}
        tp={tp}
        setSl={setSl}
        setTp={setTp}
        standsSl={opened.stopLoss}
        standsTp={opened.takeProfit}
        from={type === 'stop_limit' ? limit : price}
        fromWords="the order’s price"
        point={pointOf(rules, digits)}
      />
    </CommandDialog>
  );
}

function KeptExpiry(props: { expiry: Expiry | null; onChange: (expiry: Expiry | null) => void; stands: string }) {
  if (props.expiry) return <ExpiryField expiry={props.expiry} onChange={props.onChange} />;
  return (
    <div className="mb-3">
      <p className="mb-1 text-sm text-dim">Ends</p>
      <p className="num text-sm">{props.stands}</p>
      <button
        type="button"
        className="min-h-6 text-sm text-accent underline"
        onClick={() => props.onChange({ kind: 'gtc' })}
      >
        Change when it ends
      </button>
    </div>
  );
}
