import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { wordsOf } from '@/lib/problem';
import { NotFound } from './connect-dialog';
import { PairingSteps } from './pairing-steps';
import { useFindPairing, usePairing } from './use-pairing';

/**
 * Where the square on the chart leads, mostly on a phone. The code stands behind '#', which no browser sends to any
 * server; it is taken out of the address at once, so that it stays in no history.
 */
export function PairPage({ allowed }: { allowed: boolean }) {
  const [code, setCode] = useState('');
  const find = useFindPairing();
  const asked = useRef(false);
  const mutate = find.mutate;
  useEffect(() => {
    const carried = window.location.hash.slice(1);
    if (carried === '' || asked.current || !allowed) return;
    asked.current = true;
    window.history.replaceState(window.history.state, '', window.location.pathname);
    mutate(carried);
  }, [allowed, mutate]);
  const { data: pairing, error } = usePairing(find.data?.id ?? null);
  return (
    <section aria-labelledby="pair" className="mx-auto max-w-lg rounded-lg border border-line bg-panel">
      <h1 id="pair" className="border-b border-line px-4 py-2 text-lg font-semibold">
        Let a terminal in
      </h1>
      <div className="px-4 py-4">
        {!allowed && <p className="text-loss">Your role may not pair terminals. Ask an admin or the owner.</p>}
        {allowed && find.isPending && <p className="text-dim">Looking for the terminal…</p>}
        {allowed && !find.data && !find.isPending && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              find.mutate(code);
            }}
          >
            <TextField
              label="The code on the chart"
              value={code}
              maxLength={12}
              autoComplete="off"
              autoCapitalize="characters"
              onChange={(event) => setCode(event.target.value)}
            />
            <Button type="submit" look="primary" disabled={code.trim() === ''}>
              Find the terminal
            </Button>
            {find.error ? <NotFound error={find.error} /> : null}
          </form>
        )}
        {pairing && <PairingSteps key={pairing.fingerprint} pairing={pairing} />}
        {error ? <p className="text-loss">{wordsOf(error)}</p> : null}
      </div>
    </section>
  );
}
