import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, csrf } from '@/lib/api';
import { useLive } from '@/lib/live/live-store';
import type { components } from '@/protocol/generated';

export type Alarm = components['schemas']['Alarm'];

/** The relay's own list, read anew whenever the live stream tells of an alarm, or went on without some of its events. */
export function useAlarms() {
  const told = useLive((live) => live.data.alarms);
  const gaps = useLive((live) => live.data.gaps);
  return useQuery({
    queryKey: ['alarms', told, gaps],
    queryFn: async () => (await api.GET('/api/alarms', { params: { query: { limit: 200 } } })).data?.alarms ?? [],
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  });
}

export function useOpenAlarms(): number {
  return (useAlarms().data ?? []).filter((alarm) => alarm.acknowledged_at === null).length;
}

/** Twice is once: the relay keeps the first name. */
export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.POST('/api/alarms/{id}/acknowledge', { params: { path: { id }, header: csrf } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['alarms'] }),
  });
}
