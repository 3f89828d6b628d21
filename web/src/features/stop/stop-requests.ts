// Requests of the stop controls. Plain fetch in the entry chunk: they must work when nothing else loads.
import { apiUrl } from '@/config/env';
import type { Command } from '@/lib/api';
import { useLive } from '@/lib/live/live-store';
import { Problem } from '@/lib/problem';
import type { StopLevel, StopScope } from './stop-words';

async function post(path: string, key: string, body: Record<string, unknown>): Promise<Command[]> {
  const answer = await fetch(`${apiUrl}${path}`, {
    method: 'POST',
    credentials: 'include',
    headers: { 'Content-Type': 'application/json', 'X-SignalOS-CSRF': '1', 'Idempotency-Key': key },
    body: JSON.stringify(body),
  });
  const parsed: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw Problem.from(answer.status, parsed);
  const commands = (parsed as { commands?: Command[] } | null)?.commands ?? [];
  for (const command of commands) useLive.getState().remember(command);
  return commands;
}

/** `terminal` '' = every terminal the caller may command. */
export const requestStop = (key: string, level: StopLevel, scope: StopScope, terminal: string) =>
  post('/api/trading/emergency-stop', key, { level, scope, ...(terminal && { terminal }) });
export const requestPause = (key: string, terminal: string) => post('/api/trading/pause', key, { terminal });
export const requestResume = (key: string, terminal: string, latchId: string | undefined) =>
  post('/api/trading/resume', key, { terminal, ...(latchId ? { latch_id: latchId } : {}) });
