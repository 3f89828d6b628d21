import { useState } from 'react';
import { Button } from '@/components/button';
import { Modal } from '@/components/modal';
import { CommandChip } from '@/features/commands/command-chip';
import type { Command } from '@/lib/api';
import { signed } from '@/lib/format';
import { useLive } from '@/lib/live/live-store';
import { accountOf, missionsOf, positionsOf } from '@/lib/live/views';
import { wordsOf } from '@/lib/problem';
import { newKey } from '@/lib/uuid';
import { requestStop, type StopLevel } from './stop-requests';

export function EmergencyStop({ allowed }: { allowed: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="danger"
        className="min-h-11 font-semibold"
        disabled={!allowed}
        title={allowed ? undefined : 'Your role may not command terminals'}
        onClick={() => setOpen(true)}
      >
        Emergency stop
      </Button>
      {open && <StopDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function StopDialog({ onClose }: { onClose: () => void }) {
  const data = useLive((live) => live.data);
  // A key a level: changing one's mind after a failure must not be taken for a repetition.
  const [keys] = useState(() => ({ flatten: newKey(), halt: newKey() }));
  const [level, setLevel] = useState<StopLevel>('flatten');
  const [sent, setSent] = useState<Command[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const missions = missionsOf(data);
  const positions = positionsOf(data);

  async function stop() {
    if (busy) return;
    setBusy(true);
    setFault('');
    try {
      setSent(await requestStop(keys[level], level));
    } catch (failure) {
      setFault(wordsOf(failure));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal title="Emergency stop" tone="danger" onClose={onClose}>
      <ul className="mb-4 divide-y divide-line text-sm">
        {missions.map((mission) => {
          const mine = positions.filter((position) => position.terminal === mission.terminal).length;
          const command = sent?.find((one) => one.terminal === mission.terminal);
          return (
            <li key={mission.terminal} className="flex flex-wrap items-center justify-between gap-2 py-2">
              <span>{mission.name}</span>
              <span className="num text-dim">
                {mine} open, {signed(accountOf(data, mission.terminal)?.profit)}
                {mission.state === 'offline' && ', offline: the stop waits for it'}
              </span>
              {command && <CommandChip command={data.commands.get(command.id) ?? command} withReason />}
            </li>
          );
        })}
      </ul>
      {sent === null && (
        <fieldset className="mb-4 space-y-2">
          <legend className="mb-1 text-sm text-dim">What should happen on every account above?</legend>
          <Choice
            level="flatten"
            now={level}
            pick={setLevel}
            text="Stop and close all: cancel pending orders, close every position"
          />
          <Choice
            level="halt"
            now={level}
            pick={setLevel}
            text="Stop only: no new positions, what is open stays open"
          />
        </fieldset>
      )}
      <p role="alert" className="min-h-6 text-sm text-loss">
        {fault}
      </p>
      <div className="flex justify-end gap-2">
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

function Choice(props: { level: StopLevel; now: StopLevel; pick: (level: StopLevel) => void; text: string }) {
  return (
    <label className="flex min-h-6 items-center gap-2 text-sm">
      <input type="radio" name="level" checked={props.now === props.level} onChange={() => props.pick(props.level)} />
      {props.text}
    </label>
  );
}
