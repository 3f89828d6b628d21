import { useRef, useState } from 'react';
import { Button } from '@/components/button';
import { Choice, SelectField } from '@/components/field';
import { Modal } from '@/components/modal';
import type { Command } from '@/lib/api';
import { useLive } from '@/lib/live/live-store';
import { missionsOf, ordersOf, positionsOf } from '@/lib/live/views';
import { wordsOf } from '@/lib/problem';
import { newKey } from '@/lib/uuid';
import { requestStop } from './stop-requests';
import { StopTerminal } from './stop-terminal';
import { levels, type StopLevel, type StopScope, scopes, stopWords } from './stop-words';

/** One press from the most that can be done; it never waits for live data, and works before any was heard. */
export function StopDialog({ onClose }: { onClose: () => void }) {
  const data = useLive((state) => state.data);
  const live = useLive((state) => state.socket.at === 'live');
  const [level, setLevel] = useState<StopLevel>('flatten');
  const [scope, setScope] = useState<StopScope>('account');
  const [terminal, setTerminal] = useState('');
  // A key for each choice: changing one's mind after a failure must not be taken for a repetition.
  const keys = useRef(new Map<string, string>());
  const busyNow = useRef(false);
  const [sent, setSent] = useState<Command[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const missions = missionsOf(data).filter((mission) => terminal === '' || mission.terminal === terminal);

  async function stop() {
    if (busyNow.current) return;
    busyNow.current = true;
    setBusy(true);
    setFault('');
    const choice = `${level} ${scope} ${terminal}`;
    const key = keys.current.get(choice) ?? newKey();
    keys.current.set(choice, key);
    try {
      setSent(await requestStop(key, level, scope, terminal));
    } catch (failure) {
      setFault(wordsOf(failure));
    } finally {
      busyNow.current = false;
      setBusy(false);
    }
  }

  const counted = (rows: { terminal: string; ours?: boolean | null }[]) =>
    rows.filter((row) => missions.some((one) => one.terminal === row.terminal) && (scope === 'account' || row.ours))
      .length;
  const where = terminal === '' ? 'every account' : (missions[0]?.name ?? 'this account');
  const does = stopWords(level, scope, where, {
    positions: counted(positionsOf(data)),
    orders: counted(ordersOf(data)),
    known: data.streams.has('mission'),
    live,
  });

  return (
    <Modal title="Emergency stop" tone="danger" onClose={onClose}>
      {sent === null && (
        <>
          <fieldset className="mb-3">
            <legend className="mb-1 text-sm text-dim">What should happen?</legend>
            {levels.map(([value, name, words]) => (
              <Choice
                key={value}
                name="level"
                value={value}
                now={level}
                pick={(picked) => setLevel(picked as StopLevel)}
                text={`${name}: ${words}`}
              />
            ))}
          </fieldset>
          <fieldset className="mb-3">
            <legend className="mb-1 text-sm text-dim">What does it reach?</legend>
            {scopes.map(([value, words]) => (
              <Choice
                key={value}
                name="scope"
                value={value}
                now={scope}
                pick={(picked) => setScope(picked as StopScope)}
                text={words}
              />
            ))}
          </fieldset>
          <SelectField label="Where?" value={terminal} onChange={(event) => setTerminal(event.target.value)}>
            <option value="">Every account</option>
            {missionsOf(data).map((mission) => (
              <option key={mission.terminal} value={mission.terminal}>
                {mission.name}
              </option>
            ))}
          </SelectField>
        </>
      )}
      <ul className="mb-3 divide-y divide-line text-sm" aria-label="Accounts">
        {missions.map((mission) => (
          <StopTerminal
            key={mission.terminal}
            mission={mission}
            data={data}
            sent={sent === null ? null : (sent.find((one) => one.terminal === mission.terminal) ?? 'none')}
          />
        ))}
      </ul>
      {sent === null && (
        <p className="mb-2 rounded-md bg-raised px-3 py-2 text-sm" data-will>
          {does}
        </p>
      )}
      <p role="alert" className="min-h-6 text-sm text-loss">
        {fault}
      </p>
      <div className="sticky bottom-0 flex justify-end gap-2 bg-panel py-2">
        <Button onClick={onClose}>{sent === null ? 'Cancel' : 'Close'}</Button>
        {sent === null && (
          // The fastest way to reduce risk is one Enter away.
          <Button look="danger" data-focus-first disabled={busy} onClick={stop}>
            {busy ? 'Stopping…' : 'Stop now'}
          </Button>
        )}
      </div>
    </Modal>
  );
}
