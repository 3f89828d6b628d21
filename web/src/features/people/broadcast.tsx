import { useState } from 'react';
import { Button } from '@/components/button';
import { CheckField, SelectField, TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { type Notice, NoticeLine } from '@/features/notices/notice-line';
import { counted } from '@/lib/format';
import { Fault, Panel, Said } from './parts';
import { broadcast, type Severity, usePeopleChange } from './use-people';

const mostMinutes = 7 * 24 * 60;

export function Broadcast({ operator }: { operator: boolean }) {
  const [open, setOpen] = useState(false);
  const send = usePeopleChange(broadcast);
  const reached = send.data?.reached;
  return (
    <Panel
      title="Notice to everybody"
      action={
        <Button
          onClick={() => {
            send.reset();
            setOpen(true);
          }}
        >
          Write a notice
        </Button>
      }
    >
      <div className="px-4 py-3">
        <p className="text-sm text-dim">It stands on top of every page of those who are connected now.</p>
        <Said words={reached !== undefined && `Sent: ${counted(reached, 'connection')} got it.`} />
      </div>
      {open && (
        <NoticeDialog
          operator={operator}
          change={send}
          onSend={(body) => send.mutate(body, { onSuccess: () => setOpen(false) })}
          onClose={() => setOpen(false)}
        />
      )}
    </Panel>
  );
}

function NoticeDialog(props: {
  operator: boolean;
  change: { isPending: boolean; error: unknown };
  onSend: (body: Parameters<typeof broadcast>[0]) => void;
  onClose: () => void;
}) {
  const [severity, setSeverity] = useState<Severity>('low');
  const [words, setWords] = useState('');
  const [minutes, setMinutes] = useState('60');
  const [everybody, setEverybody] = useState(false);
  const [shown, setShown] = useState<Notice | null>(null);
  const text = words.trim();
  const fits = /^\d{1,5}$/.test(minutes) && Number(minutes) <= mostMinutes;
  if (shown) {
    return (
      // Another dialog, not this one changed: focus begins on the way back.
      <Modal key="shown" title="This is what they see" onClose={props.onClose}>
        <NoticeLine notice={shown} />
        <p className="my-3 text-sm">
          {everybody
            ? 'Everybody on this relay, of every organisation, gets it at once.'
            : 'Everybody of your organisation who is connected gets it at once.'}{' '}
          It cannot be taken back.
        </p>
        <Fault error={props.change.error} />
        <div className="flex justify-end gap-2">
          <Button data-focus-first onClick={() => setShown(null)}>
            Back
          </Button>
          <Button
            look="primary"
            disabled={props.change.isPending}
            onClick={() => {
              const until = shown.until === null ? {} : { until: shown.until };
              props.onSend({
                severity: shown.severity,
                text: shown.text,
                ...until,
                ...(everybody ? { everybody } : {}),
              });
            }}
          >
            Send
          </Button>
        </div>
      </Modal>
    );
  }
  return (
    <Modal title="Notice to everybody" onClose={props.onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setShown({ severity, text, until: minutes === '0' ? null : Date.now() + Number(minutes) * 60_000 });
        }}
      >
        <SelectField
          label="How much it matters"
          value={severity}
          onChange={(event) => setSeverity(event.target.value as Severity)}
        >
          <option value="low">Notice</option>
          <option value="medium">Important</option>
          <option value="high">Urgent</option>
        </SelectField>
        <TextField
          label="Text"
          value={words}
          maxLength={500}
          autoComplete="off"
          data-focus-first
          onChange={(event) => setWords(event.target.value)}
        />
        <TextField
          label="Shown for minutes"
          value={minutes}
          inputMode="numeric"
          autoComplete="off"
          hint={`1 to ${mostMinutes}; 0 = until somebody puts it away`}
          onChange={(event) => setMinutes(event.target.value.trim())}
        />
        {props.operator && (
          <CheckField label="To every organisation of this relay" checked={everybody} onChange={setEverybody} />
        )}
        <div className="mt-3 flex justify-end gap-2">
          <Button onClick={props.onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={text === '' || !fits}>
            Look at it
          </Button>
        </div>
      </form>
    </Modal>
  );
}
