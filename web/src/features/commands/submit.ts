// The one way a command leaves the dashboard: one key per dialog, remembered as soon as the relay has it.
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, type Command, csrf } from '@/lib/api';
import { useLive } from '@/lib/live/live-store';

type Body = { kind: Command['kind']; terminal: string; args?: Record<string, unknown> };

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

/** `once` sends while nothing is under way and nothing has been accepted; after a failure the same key may try again. */
export function useSubmit(key: string) {
  // A ref, because a second press may come before the first has been rendered.
  const closed = useRef(false);
  const mutation = useMutation({
    mutationFn: (body: Body) => submitCommand(key, body),
    onError: () => {
      closed.current = false;
    },
  });
  const once = (body: Body) => {
    if (closed.current) return;
    closed.current = true;
    mutation.mutate(body);
  };
  return { ...mutation, once };
}
