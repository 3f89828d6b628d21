// Several commands of one press, one after the other: each has its own key, so that a repetition repeats none that was taken.
import { useRef, useState } from 'react';
import type { Command } from '@/lib/api';
import { newKey } from '@/lib/uuid';
import { type Body, mayBeOnItsWay, submitCommand } from './submit';

export type Sent = Command | Error | 'sending';

/** `items` by an id of the caller's; a second press sends again only what failed. */
export function useSubmitMany() {
  const keys = useRef(new Map<string, string>());
  const busy = useRef(false);
  const [sent, setSent] = useState<ReadonlyMap<string, Sent>>(new Map());

  async function send(items: { id: string; body: Body }[]): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    const taken = new Map(sent);
    for (const { id, body } of items) {
      const before = taken.get(id);
      if (before !== undefined && !(before instanceof Error)) continue;
      const key = keys.current.get(id) ?? newKey();
      keys.current.set(id, key);
      setSent(new Map(taken.set(id, 'sending')));
      try {
        taken.set(id, await submitCommand(key, body));
      } catch (failure) {
        if (!mayBeOnItsWay(failure)) keys.current.delete(id);
        taken.set(id, failure instanceof Error ? failure : new Error('Something went wrong.'));
      }
      setSent(new Map(taken));
    }
    busy.current = false;
  }
  return { sent, send, sending: [...sent.values()].includes('sending') };
}
