import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import type { Mission } from '@/lib/live/views';
import { wordsOf } from '@/lib/problem';
import { newKey } from '@/lib/uuid';
import { requestResume } from './stop-requests';

const word = 'RESUME';

/** Leaving an emergency stop adds risk: it takes a typed word. */
export function ResumeDialog({ mission, onClose }: { mission: Mission; onClose: () => void }) {
  const [key] = useState(newKey);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (typed !== word || busy) return;
    setBusy(true);
    try {
      await requestResume(key, mission.terminal, mission.latch?.id);
      onClose();
    } catch (failure) {
      setFault(wordsOf(failure));
      setBusy(false);
    }
  }

  return (
    <Modal title={`Resume ${mission.name ?? ''}`} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="mb-3 text-sm">
          Opening positions will be possible again on this account. Type <strong>{word}</strong> to lift emergency stop{' '}
          {mission.latch?.id}.
        </p>
        <TextField
          label="Confirm"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
        />
        <p role="alert" className="min-h-6 text-sm text-loss">
          {fault}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={typed !== word || busy}>
            {busy ? 'Resuming…' : 'Resume'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
