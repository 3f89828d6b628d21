// The live socket's state for React: components select what they show.
import { create } from 'zustand';
import type { Command } from '@/lib/api';
import { type LiveData, noData, rememberCommand } from './live-data';
import type { SocketState } from './socket-machine';

interface Live {
  socket: SocketState;
  data: LiveData;
  /** A command as the REST answer shows it, before its first event. */
  remember: (command: Command) => void;
  forget: () => void;
}

export const useLive = create<Live>()((set) => ({
  socket: { at: 'idle' },
  data: noData,
  remember: (command) => set((live) => ({ data: rememberCommand(live.data, command) })),
  forget: () => set({ data: noData, socket: { at: 'idle' } }),
}));
