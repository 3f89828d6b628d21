import { Button } from '@/components/button';
import { Fault, ListState, Panel, when } from '@/components/panel';
import { makeBackup, useBackups, useOperatorChange } from './use-operator';

const words = {
  off: 'No backup is scheduled.',
  none: 'There is no backup yet.',
  ok: 'The last backup is good.',
  failed: 'The last backup failed. The alarm says why.',
} as const;

export function Backups() {
  const query = useBackups();
  const make = useOperatorChange(makeBackup);
  const running = query.data?.running ?? false;
  return (
    <Panel
      title="Backups"
      action={
        <Button disabled={running || make.isPending} onClick={() => make.mutate(undefined)}>
          {running ? 'Being made…' : 'Back up now'}
        </Button>
      }
    >
      <ListState query={query} />
      <div className="px-4 empty:hidden">
        <Fault error={make.error} />
      </div>
      {query.data && (
        <div className="px-4 py-3 text-sm">
          <p className={query.data.state === 'failed' ? 'text-loss' : ''}>
            {words[query.data.state]} {query.data.last_at !== undefined && `Made ${when(query.data.last_at)}.`}
          </p>
          <ul className="num mt-2 max-h-40 overflow-y-auto break-all text-dim" aria-label="Backups">
            {query.data.files.map((file) => (
              <li key={file}>{file}</li>
            ))}
          </ul>
          <p className="mt-2 text-dim">
            A backup is put back at the relay's own machine, while the relay stands still:{' '}
            <code>signalos-relay restore</code>.
          </p>
        </div>
      )}
    </Panel>
  );
}
