import { useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { Fault, ListState, Panel } from '@/components/panel';
import {
  changeSetting,
  reloadSettings,
  type Setting,
  type SettingValue,
  useOperatorChange,
  useSettings,
} from './use-operator';

const from: Record<Setting['source'], string> = {
  default: 'default',
  file: 'configuration file',
  environment: 'environment',
  command_line: 'command line',
  running: 'changed while running',
};
const shown = (value: SettingValue) =>
  value === '' || (Array.isArray(value) && value.length === 0) ? 'empty' : String(value);

export function Settings() {
  const query = useSettings();
  const reload = useOperatorChange(reloadSettings);
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<Setting | null>(null);
  const wanted = words.trim().toLowerCase();
  const rows = query.data?.filter(({ key, about }) => `${key} ${about}`.toLowerCase().includes(wanted));
  const later = reload.data?.needs_restart ?? [];
  return (
    <Panel
      title="Settings of the relay"
      action={
        <Button disabled={reload.isPending} onClick={() => reload.mutate(undefined)}>
          Read the configuration again
        </Button>
      }
    >
      <div className="px-4 pt-3">
        <Fault error={reload.error} />
        <p role="status" className="text-sm">
          {reload.data &&
            (later.length === 0 ? 'Read again.' : `Read again. These wait for a restart: ${later.join(', ')}.`)}
        </p>
        <TextField label="Find a setting" value={words} onChange={(event) => setWords(event.target.value)} />
      </div>
      <ListState query={query} />
      {rows?.length === 0 && <p className="px-4 pb-4 text-sm text-dim">No setting speaks of that.</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <ul className="max-h-96 divide-y divide-line overflow-y-auto" aria-label="Settings" tabIndex={0}>
        {rows?.map((row) => (
          <li key={row.key} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm">
            <div className="min-w-0 flex-1 basis-56">
              <p className="break-all">
                <code>{row.key}</code> = <strong className="num">{shown(row.value)}</strong>
              </p>
              <p className="text-dim">{row.about}</p>
              <p className="break-words text-xs text-dim">
                {from[row.source]} · default {shown(row.default)}
                {row.changes === 'at_restart' && ` · needs a restart: ${row.place}`}
              </p>
            </div>
            {row.changes === 'at_once' && (
              <Button aria-label={`Change ${row.key}`} onClick={() => setOpen(row)}>
                Change
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open && <SettingDialog setting={open} onClose={() => setOpen(null)} />}
    </Panel>
  );
}

/** In the kind that the setting has now: the relay says what it does not take. */
function inKindOf(text: string, kind: SettingValue): SettingValue {
  if (typeof kind === 'number') return /^\d+$/.test(text) ? Number(text) : text;
  if (typeof kind === 'boolean') return text === 'true' || (text === 'false' ? false : text);
  return Array.isArray(kind)
    ? text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '')
    : text;
}

function SettingDialog({ setting, onClose }: { setting: Setting; onClose: () => void }) {
  const change = useOperatorChange(changeSetting);
  const [text, setText] = useState(String(setting.value));
  return (
    <Modal title={setting.key} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ name: setting.key, value: inKindOf(text.trim(), setting.value) }, { onSuccess: onClose });
        }}
      >
        <p className="mb-3 text-sm">{setting.about}</p>
        <TextField
          label="Value"
          value={text}
          autoComplete="off"
          data-focus-first
          hint={`Default: ${shown(setting.default)}`}
          onChange={(event) => setText(event.target.value)}
        />
        <p className="mb-3 text-sm break-words text-dim">
          It counts at once, until the relay starts anew or reads its configuration again. To last, it belongs in{' '}
          {setting.place}.
        </p>
        <Fault error={change.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={change.isPending || text.trim() === String(setting.value)}>
            Change it
          </Button>
        </div>
      </form>
    </Modal>
  );
}
