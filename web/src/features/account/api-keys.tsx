import { useState } from 'react';
import { Button } from '@/components/button';
import { Confirm } from '@/components/confirm';
import { Fault, ListState, Panel, when } from '@/components/panel';
import { CopyText, ShownOnce } from '@/components/shown-once';
import { NewKeyDialog } from './new-key-dialog';
import { type ApiKey, createKey, revokeKey, useApiKeys, useChange } from './use-account';

export function ApiKeys() {
  const keys = useApiKeys();
  const create = useChange(createKey);
  const revoke = useChange(revokeKey);
  const [making, setMaking] = useState(false);
  return (
    <Panel
      title="API keys"
      action={
        // A new one waits until the last one's secret is put away: it would be lost.
        <Button disabled={create.data !== undefined} onClick={() => setMaking(true)}>
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
      <div className="px-4 empty:hidden">
        <Fault error={revoke.error} />
      </div>
      <ul className="divide-y divide-line" aria-label="API keys">
        {keys.data?.map((key) => (
          <KeyRow key={key.id} apiKey={key} busy={revoke.isPending} onRevoke={() => revoke.mutate(key.id)} />
        ))}
      </ul>
      {making && (
        <NewKeyDialog
          change={create}
          onSend={(key) => create.mutate(key, { onSuccess: () => setMaking(false) })}
          onClose={() => {
            setMaking(false);
            // One on its way may be made already: its secret must still be shown.
            if (!create.isPending) create.reset();
          }}
        />
      )}
    </Panel>
  );
}

function KeyRow({ apiKey, busy, onRevoke }: { apiKey: ApiKey; busy: boolean; onRevoke: () => void }) {
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
      <Confirm
        label={`Revoke the key ${apiKey.name}`}
        what="What uses it is refused from now on, and its connections close at once. It cannot be taken back."
        disabled={busy}
        onYes={onRevoke}
      />
    </li>
  );
}
