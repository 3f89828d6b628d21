import { useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { wordsOf } from '@/lib/problem';
import { useNow } from '@/lib/use-now';
import { type Pairing, useDecide } from './use-pairing';

/** "4:32", by the relay's clock as far as this browser knows it. */
export function Countdown({ until }: { until: number }) {
  const left = Math.max(0, Math.ceil((until - useNow(500)) / 1000));
  return (
    <span className="num" data-countdown>
      {Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')}
    </span>
  );
}

const ends: Partial<Record<Pairing['state'], string>> = {
  expired: 'The time ran out and nothing was approved. Start again to get a new code.',
  denied: 'Denied: the terminal was turned away and got no key.',
  approved: 'Approved. Waiting for the terminal to fetch its key…',
  paired: 'Paired: the terminal has its own key, and the code is worth nothing any more.',
};

/** What a person has to compare and decide, and what came of it. */
export function PairingSteps({ pairing }: { pairing: Pairing }) {
  const { approve, deny } = useDecide(pairing);
  const [name, setName] = useState(pairing.name);
  const busy = approve.isPending || deny.isPending;
  if (pairing.state === 'open') return <p className="text-dim">Waiting for the terminal to come with the code…</p>;
  if (pairing.state !== 'waiting') {
    return (
      <p role="status" data-pairing-end={pairing.state} className={pairing.state === 'paired' ? 'text-gain' : ''}>
        {ends[pairing.state]}
      </p>
    );
  }
  const failure = approve.error ?? deny.error;
  return (
    <div>
      <p className="mb-1 text-sm text-dim">A terminal asks to be let in:</p>
      <p className="mb-3 break-words">
        <strong>{pairing.account?.login}</strong> · {pairing.account?.server} · {pairing.account?.trade_mode}
        {pairing.account?.company ? ` · ${pairing.account.company}` : ''}
        <span className="block text-sm text-dim">from {pairing.address}</span>
      </p>
      <p className="text-sm text-dim">Its fingerprint:</p>
      <p className="num mb-1 text-2xl tracking-wider" data-fingerprint>
        {pairing.fingerprint}
      </p>
      <p className="mb-3 text-sm">
        Approve only if the chart of <em>your</em> terminal shows the same one. Whoever is approved gets what you
        command.
      </p>
      {pairing.rivals > 0 && (
        <p role="alert" className="mb-3 rounded-md border border-warn px-3 py-2 text-sm text-warn">
          Another terminal has tried the same code ({pairing.rivals}×). If you did not type it twice, deny and start
          again.
        </p>
      )}
      <TextField label="Name in the dashboard" value={name} maxLength={64} onChange={(e) => setName(e.target.value)} />
      {failure ? (
        <p role="alert" className="mb-3 text-loss">
          {wordsOf(failure)}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button data-focus-first disabled={busy} onClick={() => deny.mutate()}>
          Deny
        </Button>
        <Button look="primary" disabled={busy || name.trim() === ''} onClick={() => approve.mutate(name.trim())}>
          The fingerprints are the same: approve
        </Button>
        <span className="ml-auto self-center text-sm text-dim">
          <Countdown until={pairing.expires_at} /> left
        </span>
      </div>
    </div>
  );
}
