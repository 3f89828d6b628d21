import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { Outcome } from '@/features/commands/outcome';
import { useCommand } from '@/features/commands/use-command';
import { useStanding } from '@/features/market/use-standing';
import type { Command } from '@/lib/api';
import type { Mission } from '@/lib/live/views';
import { wordsOf } from '@/lib/problem';
import { newKey } from '@/lib/uuid';
import { requestResume } from './stop-requests';
import { resumeWords } from './stop-words';

const word = 'RESUME';

/** Leaving an emergency stop adds risk: it takes a typed word. It lifts the one stop it names, none that came since. */
export function ResumeDialog({ mission, onClose }: { mission: Mission; onClose: () => void }) {
  const [key] = useState(newKey);
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState<Command>();
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const pressed = useRef(false);
  const command = useCommand(sent);
  const { refusal, mission: now } = useStanding(mission.terminal);
  const latched = Boolean(mission.latch);
  const replaced = now?.latch && mission.latch && now.latch.id !== mission.latch.id;
  const ready = (!latched || typed === word) && refusal === null && !replaced;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!ready || pressed.current) return;
    pressed.current = true;
    setBusy(true);
    setFault('');
    try {
      const [made] = await requestResume(key, mission.terminal, mission.latch?.id);
      setSent(made);
      if (!made) setFault('The relay made no command for this account.');
    } catch (failure) {
      setFault(wordsOf(failure));
      pressed.current = false;
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal title={`Resume ${mission.name ?? ''}`} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="mb-3 text-sm" data-will>
          {resumeWords(mission)}
        </p>
        {latched && !sent && (
          <TextField
            label={`Confirm: type ${word}`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
          />
        )}
        {!sent && refusal && <p className="text-sm text-loss">{refusal}</p>}
        {!sent && replaced && (
          <p className="text-sm text-loss">
            Another emergency stop ({now.latch?.id}) is in force by now. Open this anew.
          </p>
        )}
        <div aria-live="polite" className="min-h-6">
          {command && <Outcome command={command} />}
          <p role="alert" className="text-sm text-loss">
            {fault}
          </p>
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose} data-focus-first={latched ? undefined : true}>
            {sent ? 'Done' : 'Cancel'}
          </Button>
          {!sent && (
            <Button type="submit" look="primary" disabled={!ready || busy}>
              {busy ? 'Resuming…' : 'Resume'}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}
