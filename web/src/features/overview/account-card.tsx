import { useRef, useState } from 'react';
import { Button } from '@/components/button';
import { Light } from '@/components/light';
import { useToasts } from '@/components/toasts';
import { requestPause, requestResume } from '@/features/stop/stop-requests';
import { money, signed, trend } from '@/lib/format';
import type { LiveData } from '@/lib/live/live-data';
import type { SocketState } from '@/lib/live/socket-machine';
import { accountOf, type Mission, positionsOf } from '@/lib/live/views';
import { wordsOf } from '@/lib/problem';
import { newKey } from '@/lib/uuid';
import { ageWords, brokerLight, browserLight, isHeard, terminalLight } from './lights';

interface Props {
  mission: Mission;
  data: LiveData;
  socket: SocketState;
  now: number;
  allowed: boolean;
}

export function AccountCard({ mission, data, socket, now, allowed }: Props) {
  const relayNow = now + data.clockOffsetMs;
  const account = accountOf(data, mission.terminal);
  const age = account ? Math.max(0, relayNow - account.asOf) : null;
  const heard = isHeard(mission, socket, relayNow);
  const open = positionsOf(data).filter((position) => position.terminal === mission.terminal).length;
  const figures: [string, string, string?][] = [
    ['Balance', money(account?.balance)],
    ['Equity', money(account?.equity)],
    ['Floating', signed(account?.profit), tone(account?.profit)],
    ['Margin level', trend(account?.marginLevel) > 0 ? `${money(account?.marginLevel)} %` : '–'],
    ['Free margin', money(account?.freeMargin)],
    ['Open', String(open)],
  ];
  return (
    <article
      className="rounded-lg border border-line bg-panel p-4"
      data-terminal={mission.terminal}
      aria-label={mission.name}
    >
      <header className="mb-3 flex flex-wrap items-center gap-2">
        <h2 className="text-lg font-semibold">{mission.name}</h2>
        <span className="text-sm text-dim">
          {mission.login ? `${mission.login} · ${mission.server ?? ''}` : 'waiting for its first connection'}
        </span>
        <Badges mission={mission} />
      </header>
      <dl className={`grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3 ${heard ? '' : 'opacity-60'}`}>
        {figures.map(([name, value, colour]) => (
          <div key={name}>
            <dt className="text-xs text-dim">{name}</dt>
            <dd className={`num text-lg ${colour ?? ''}`} data-figure={name}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-1 text-xs text-dim" data-age>
        {age === null ? 'No figures yet' : `${account?.currency ?? ''} · ${ageWords(age, heard)}`}
      </p>
      <div className="mt-3 flex flex-wrap gap-x-4 gap-y-1 border-t border-line pt-3">
        <Light name="You–relay" {...browserLight(socket, data.latencyMs)} />
        <Light name="Relay–terminal" {...terminalLight(mission, socket, relayNow)} />
        <Light name="Terminal–broker" {...brokerLight(mission, socket)} />
      </div>
      <PauseControl mission={mission} allowed={allowed} />
    </article>
  );
}

function tone(value: string | null | undefined): string {
  return trend(value) > 0 ? 'text-gain' : trend(value) < 0 ? 'text-loss' : '';
}

function Badges({ mission }: { mission: Mission }) {
  const badges = [
    mission.trade_mode === 'real' ? 'REAL' : mission.trade_mode?.toUpperCase(),
    mission.margin_mode,
    mission.mode === 'test' ? 'TEST MODE' : null,
    mission.latch ? 'STOPPED' : mission.paused ? 'PAUSED' : null,
  ].filter(Boolean);
  return (
    <span className="ml-auto flex gap-1">
      {badges.map((badge) => (
        <span key={badge} className="rounded border border-line px-1.5 py-0.5 text-xs" data-badge={badge}>
          {badge}
        </span>
      ))}
    </span>
  );
}

function PauseControl({ mission, allowed }: { mission: Mission; allowed: boolean }) {
  const [busy, setBusy] = useState(false);
  // A ref, because a second press may come before the first has been rendered.
  const pressed = useRef(false);
  const add = useToasts((toasts) => toasts.add);
  if (mission.latch) return null;
  async function press() {
    if (pressed.current) return;
    pressed.current = true;
    setBusy(true);
    try {
      if (mission.paused) await requestResume(newKey(), mission.terminal, undefined);
      else await requestPause(newKey(), mission.terminal);
    } catch (failure) {
      add(wordsOf(failure), 'bad');
    } finally {
      pressed.current = false;
      setBusy(false);
    }
  }
  return (
    <div className="mt-3">
      <Button
        disabled={busy || !allowed}
        title={allowed ? undefined : 'Your role may not command terminals'}
        onClick={press}
      >
        {mission.paused ? 'Resume opening' : 'Pause opening'}
      </Button>
    </div>
  );
}
