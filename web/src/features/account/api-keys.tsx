import { useState } from 'react';
import { Button } from '@/components/button';
import { ListState, Panel, when } from '@/components/panel';
import { ConfirmDialog } from './confirm-dialog';
import { NewKeyDialog } from './new-key-dialog';
import { CopyText, ShownOnce } from './shown-once';
import { type ApiKey, createKey, revokeKey, useApiKeys, useChange } from './use-account';

export function ApiKeys() {
  const keys = useApiKeys();
  const create = useChange(createKey);
  const revoke = useChange(revokeKey);
  const [open, setOpen] = useState<'new' | ApiKey | null>(null);
  // Not `create`: revoking one key while the secret of another stands here must not take that secret away.
  function closeRevoke() {
    setOpen(null);
    revoke.reset();
  }
  return (
    <Panel
      title="API keys"
      action={
        // A new one waits until the last one's secret is put away: it would be lost.
        <Button disabled={create.data !== undefined} onClick={() => setOpen('new')}>
          New key
        </Button>
      }
    >
      {create.data && (
        <ShownOnce title={`The key “${create.data.api_key.name}”`} onSaved={() => create.reset()}>
          <p className="mb-3 text-sm">Save it now: it is not shown again, and the relay itself keeps only its hash.</p>
          <CopyText label="Key" text={create.data.secret} />
        </ShownOnce>
      )}
      <ListState query={keys} />
      {keys.data?.length === 0 && (
        <p className="px-4 py-4 text-sm text-dim">No key. A script uses one in place of your password.</p>
      )}
      <ul className="divide-y divide-line" aria-label="API keys">
        {keys.data?.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRevoke={() => setOpen(key)} />
        ))}
      </ul>
      {open === 'new' && (
        <NewKeyDialog
          change={create}
          onSend={(key) => create.mutate(key, { onSuccess: () => setOpen(null) })}
          onClose={() => {
            setOpen(null);
            // One on its way may be made already: its secret must still be shown.
            if (!create.isPending) create.reset();
          }}
        />
      )}
      {open !== null && open !== 'new' && (
        <ConfirmDialog
          title={`Revoke ${open.name}`}
          words="What uses this key is refused from now on, and its connections close at once. It cannot be taken back."
          verb="Revoke"
          change={revoke}
          onConfirm={() => revoke.mutate(open.id, { onSuccess: closeRevoke })}
          onClose={closeRevoke}
        />
      )}
    </Panel>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { expires_at: ends, last_used: used, terminals } = apiKey;
  const over = ends !== null && ends <= Date.now();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5" data-key={apiKey.id}>
      <div className="min-w-0 flex-1 basis-56 break-words">
        <strong>{apiKey.name}</strong> <code className="text-sm text-dim">{apiKey.prefix}…</code>
        <p className="num text-sm text-dim">
          may {apiKey.scope} · {terminals === '*' ? 'all your terminals' : `${terminals.length} terminals`} ·{' '}
          {used === null ? 'never used' : `last used ${when(used)}`} ·{' '}
          {ends === null ? 'never expires' : `${over ? 'expired' : 'expires'} ${when(ends)}`}
        </p>
      </div>
      <Button aria-label={`Revoke the key ${apiKey.name}`} onClick={onRevoke}>
        Revoke
      </Button>
    </li>
  );
}
