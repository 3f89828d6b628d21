import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/lib/api';
import { useLive } from '@/lib/live/live-store';

/** Reads the newest commands at the start, and anew whenever the live stream went on without some of its events. */
export function useCommandHistory(): { isPending: boolean } {
  const gaps = useLive((live) => live.data.gaps);
  const { data, isPending } = useQuery({
    queryKey: ['commands', gaps],
    queryFn: async () => {
      // Open ones apart: an old command of unknown outcome must show, however many came after it.
      const lists = await Promise.all([
        api.GET('/api/commands', { params: { query: { limit: 50 } } }),
        api.GET('/api/commands', { params: { query: { state: 'open', limit: 100 } } }),
      ]);
      return lists.flatMap(({ data }) => data?.commands ?? []);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    for (const command of [...(data ?? [])].reverse()) useLive.getState().remember(command);
  }, [data]);
  return { isPending };
}
