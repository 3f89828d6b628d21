import { useState } from 'react';
import { Button } from '@/components/button';
import { changeInWords, verdictInWords } from './audit-words';
import { Fault, ListState, Panel, when } from './parts';
import { useNames } from './use-names';
import { auditPage, useAudit, useVerify } from './use-people';

export function Audit() {
  const [before, setBefore] = useState<number | null>(null);
  const query = useAudit(before);
  const verify = useVerify();
  const named = useNames();
  const last = query.data?.at(-1);
  return (
    <Panel
      title="Audit"
      action={
        <Button disabled={verify.isPending} onClick={() => verify.mutate()}>
          {verify.isPending ? 'Reading the whole log…' : 'Verify the chain'}
        </Button>
      }
    >
      <div role="status" className="px-4">
        {verify.data && (
          <p className={`py-2 text-sm ${verify.data.sound ? 'text-gain' : 'text-loss'}`}>
            {verdictInWords(verify.data)}
          </p>
        )}
        <Fault error={verify.error} />
      </div>
      <ListState query={query} none="Nothing is older." />
      <ol className="divide-y divide-line" aria-label="Audit">
        {query.data?.map((entry) => (
          <li key={entry.n} className="px-4 py-2 text-sm">
            <p>
              <span className="num text-dim">
                {entry.n} · {when(entry.at)}
              </span>{' '}
              <strong>{entry.action.replaceAll('_', ' ')}</strong> by {named(entry.actor)}
            </p>
            <p className="break-words text-dim">{named(`${entry.subject} ${changeInWords(entry.detail)}`)}</p>
          </li>
        ))}
      </ol>
      <div className="flex gap-2 border-t border-line px-4 py-2">
        <Button disabled={before === null} onClick={() => setBefore(null)}>
          Newest
        </Button>
        <Button
          disabled={last === undefined || (query.data?.length ?? 0) < auditPage}
          onClick={() => last && setBefore(last.n)}
        >
          Older
        </Button>
      </div>
    </Panel>
  );
}
