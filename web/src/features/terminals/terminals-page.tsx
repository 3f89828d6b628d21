import { useState } from 'react';
import { Button } from '@/components/button';
import { timeOfDay } from '@/lib/format';
import { wordsOf } from '@/lib/problem';
import { ConnectDialog } from './connect-dialog';
import { Groups } from './groups';
import { RenameDialog } from './rename-dialog';
import { RevokeDialog } from './revoke-dialog';
import { type ManagedTerminal, renameTerminal, useChange, useTerminals } from './use-terminals';

type Open = { what: 'connect' } | { what: 'rename' | 'revoke'; terminal: ManagedTerminal } | null;

export function TerminalsPage({ allowed }: { allowed: boolean }) {
  const { data: terminals, isPending, error, refetch } = useTerminals();
  const [open, setOpen] = useState<Open>(null);
  const rename = useChange(renameTerminal);
  const close = () => {
    setOpen(null);
    rename.reset();
  };
  return (
    <div className="space-y-4">
      <section aria-labelledby="terminals" className="rounded-lg border border-line bg-panel">
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
          <h1 id="terminals" className="mr-auto font-semibold">
            Terminals
          </h1>
          <Button
            look="primary"
            disabled={!allowed}
            title={allowed ? undefined : 'Your role may not pair terminals'}
            onClick={() => setOpen({ what: 'connect' })}
          >
            Connect a terminal
          </Button>
        </div>
        {error ? (
          <p className="flex flex-wrap items-center gap-3 px-4 py-4 text-loss">
            {wordsOf(error)} <Button onClick={() => refetch()}>Try again</Button>
          </p>
        ) : null}
        {isPending && <p className="px-4 py-10 text-center text-dim">Loading…</p>}
        {terminals?.length === 0 && (
          <p className="px-4 py-10 text-center text-dim">
            No terminal yet. Connect one: you get a code for the SignalOS expert.
          </p>
        )}
        <ul className="divide-y divide-line" aria-label="Terminals">
          {terminals?.map((terminal) => (
            <TerminalRow key={terminal.terminal} terminal={terminal} allowed={allowed} pick={setOpen} />
          ))}
        </ul>
      </section>
      <Groups terminals={terminals ?? []} allowed={allowed} />
      {open?.what === 'connect' && <ConnectDialog onClose={close} />}
      {open?.what === 'rename' && (
        <RenameDialog
          title={`Rename ${open.terminal.name}`}
          name={open.terminal.name}
          change={rename}
          onSend={(name) => rename.mutate({ id: open.terminal.terminal, name }, { onSuccess: close })}
          onClose={close}
        />
      )}
      {open?.what === 'revoke' && <RevokeDialog terminal={open.terminal} onClose={close} />}
    </div>
  );
}

function TerminalRow(props: { terminal: ManagedTerminal; allowed: boolean; pick: (open: Open) => void }) {
  const { terminal, allowed, pick } = props;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5" data-terminal={terminal.terminal}>
      <div className="min-w-0 flex-1 basis-56">
        <strong className="break-words">{terminal.name}</strong>
        <p className="text-sm text-dim">
          {terminal.login ? `${terminal.login} · ${terminal.server}` : 'has not connected yet'}
          {terminal.trade_mode ? ` · ${terminal.trade_mode}` : ''}
        </p>
      </div>
      <span className={`text-sm ${terminal.connected ? 'text-gain' : 'text-dim'}`} data-connected={terminal.connected}>
        {terminal.connected
          ? 'connected'
          : terminal.last_seen
            ? `last seen ${new Date(terminal.last_seen).toLocaleDateString()} ${timeOfDay(terminal.last_seen)}`
            : 'never connected'}
      </span>
      <div className="flex gap-2">
        <Button disabled={!allowed} onClick={() => pick({ what: 'rename', terminal })}>
          Rename
        </Button>
        <Button disabled={!allowed} onClick={() => pick({ what: 'revoke', terminal })}>
          Revoke
        </Button>
      </div>
    </li>
  );
}
