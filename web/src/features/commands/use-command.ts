import type { Command } from '@/lib/api';
import { useLive } from '@/lib/live/live-store';

/** The newest view of a command: what the live stream has told since the REST answer. */
export function useCommand(answered: Command | undefined): Command | null {
  return useLive((live) => (answered ? (live.data.commands.get(answered.id) ?? answered) : null));
}
