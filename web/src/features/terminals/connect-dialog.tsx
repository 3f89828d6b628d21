import { useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { wordsOf } from '@/lib/problem';
import { Countdown, PairingSteps } from './pairing-steps';
import { readable, useFindPairing, usePairing, useStartPairing } from './use-pairing';

/** From a name to a terminal: a code for the EA's inputs, or the code that a terminal already shows. */
export function ConnectDialog({ onClose }: { onClose: () => void }) {
  const start = useStartPairing();
  const find = useFindPairing();
  const begun = start.data ?? null;
  const id = begun?.pairing.id ?? find.data?.id ?? null;
  const { data: pairing, error } = usePairing(id);
  const over = pairing && pairing.state !== 'open' && pairing.state !== 'waiting';
  return (
    <Modal title="Connect a terminal" onClose={onClose}>
      {id === null && <Begin start={start} find={find} />}
      {begun && (!pairing || pairing.state === 'open') && (
        <CodeToType code={begun.code} expiresAt={begun.pairing.expires_at} />
      )}
      {pairing && <PairingSteps key={pairing.fingerprint} pairing={pairing} />}
      {error ? <p className="text-loss">{wordsOf(error)}</p> : null}
      <div className="mt-4 flex justify-end gap-2">
        {over && pairing.state !== 'paired' && pairing.state !== 'approved' && (
          <Button
            onClick={() => {
              start.reset();
              find.reset();
            }}
          >
            Start again
          </Button>
        )}
        <Button onClick={onClose}>{over ? 'Close' : 'Cancel'}</Button>
      </div>
    </Modal>
  );
}

function Begin(props: { start: ReturnType<typeof useStartPairing>; find: ReturnType<typeof useFindPairing> }) {
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  return (
    <div className="space-y-5">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.start.mutate(name.trim());
        }}
      >
        <TextField
          label="Name of the new terminal"
          value={name}
          maxLength={64}
          placeholder="Laptop, prop account"
          data-focus-first
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" look="primary" disabled={props.start.isPending || name.trim() === ''}>
          Get a code
        </Button>
        {props.start.error ? <p className="mt-2 text-loss">{wordsOf(props.start.error)}</p> : null}
      </form>
      <form
        className="border-t border-line pt-4"
        onSubmit={(event) => {
          event.preventDefault();
          props.find.mutate(code);
        }}
      >
        <TextField
          label="Or the code that the terminal shows on its chart"
          value={code}
          maxLength={12}
          autoComplete="off"
          autoCapitalize="characters"
          onChange={(event) => setCode(event.target.value)}
        />
        <Button type="submit" disabled={props.find.isPending || code.trim() === ''}>
          Find it
        </Button>
        {props.find.error ? <NotFound error={props.find.error} /> : null}
      </form>
    </div>
  );
}

/** One sentence for every code that opens nothing: the relay does not say which part was wrong. */
export function NotFound({ error }: { error: unknown }) {
  const code = (error as { code?: string }).code;
  return (
    <p role="alert" className="mt-2 text-loss">
      {code === 'not_found'
        ? 'No terminal waits with this code. It may have run out: the chart shows the present one.'
        : wordsOf(error)}
    </p>
  );
}

function CodeToType({ code, expiresAt }: { code: string; expiresAt: number }) {
  return (
    <div className="mb-4">
      <p className="num text-center text-4xl font-semibold tracking-widest" data-pairing-code>
        {readable(code)}
      </p>
      <p className="mb-3 text-center text-sm text-dim">
        Good for one terminal, <Countdown until={expiresAt} /> left
      </p>
      <ol className="list-decimal space-y-1 pl-5 text-sm">
        <li>In MetaTrader, drag SignalOS onto a chart, or press F7 on the chart where it runs.</li>
        <li>
          On the Inputs tab type this code as <em>Pairing code</em>, and press OK.
        </li>
        <li>Come back here: you will be asked to compare the fingerprint.</li>
      </ol>
    </div>
  );
}
