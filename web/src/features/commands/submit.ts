// The one way a command leaves the dashboard: one key per dialog, remembered as soon as the relay has it.
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, type Command, csrf } from '@/lib/api';
import { useLive } from '@/lib/live/live-store';
import { Problem } from '@/lib/problem';
import { newKey } from '@/lib/uuid';

export type Body = { kind: Command['kind']; terminal: string; args?: Record<string, unknown> };

/** Every press with the same key is the same command. */
export async function submitCommand(key: string, body: Body): Promise<Command> {
  const { data } = await api.POST('/api/commands', {
    params: { header: { ...csrf, 'Idempotency-Key': key } },
    body: body as never,
  });
  const command = (data as unknown as { command: Command }).command;
  useLive.getState().remember(command);
  return command;
}

/** Answers by which the relay says that nothing was accepted; after any other failure the command may be on its way. */
const refusedFor = new Set([400, 403, 404, 409]);

/** Only then a repetition must carry the same key. */
export function mayBeOnItsWay(failure: unknown): boolean {
  return !(failure instanceof Problem && refusedFor.has(failure.status));
}

/**
 * `once` sends while nothing is under way and nothing has been accepted. After a failure of unknown outcome the next press
 * repeats the same key; after a refusal it is a new command.
 */
export function useSubmit() {
  const key = useRef('');
  // A ref, because a second press may come before the first has been rendered.
  const closed = useRef(false);
  const mutation = useMutation({
    mutationFn: (body: Body) => submitCommand(key.current, body),
    onError: (failure) => {
      closed.current = false;
      if (!mayBeOnItsWay(failure)) key.current = '';
    },
  });
  const once = (body: Body) => {
    if (closed.current) return;
    closed.current = true;
    if (key.current === '') key.current = newKey();
    mutation.mutate(body);
  };
  return { ...mutation, once };
}
