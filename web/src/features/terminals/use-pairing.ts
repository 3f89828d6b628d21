import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, csrf } from '@/lib/api';
import type { components } from '@/protocol/generated';

export type Pairing = components['schemas']['Pairing'];

const asked = (state: Pairing['state']) => state === 'open' || state === 'waiting' || state === 'approved';

/** How a pairing stands, asked again every second as long as something may still happen. */
export function usePairing(id: string | null) {
  return useQuery({
    queryKey: ['pairing', id],
    enabled: id !== null,
    queryFn: async () => {
      const answer = await api.GET('/api/terminals/pair/{id}', { params: { path: { id: id ?? '' } } });
      if (!answer.data) throw new Error('The relay gave no answer.');
      return answer.data.pairing;
    },
    refetchInterval: (query) => (query.state.data && !asked(query.state.data.state) ? false : 1000),
  });
}

/** The code is in this answer alone: it is kept in the dialog and nowhere else. */
export function useStartPairing() {
  return useMutation({
    mutationFn: async (name: string) => {
      const answer = await api.POST('/api/terminals/pair/start', { params: { header: csrf }, body: { name } });
      if (!answer.data) throw new Error('The relay gave no answer.');
      return answer.data;
    },
    gcTime: 0,
  });
}

/** In the body, because a code must not stand in an address. */
export function useFindPairing() {
  return useMutation({
    mutationFn: async (code: string) => {
      const answer = await api.POST('/api/terminals/pair/find', { params: { header: csrf }, body: { code } });
      if (!answer.data) throw new Error('The relay gave no answer.');
      return answer.data.pairing;
    },
    gcTime: 0,
  });
}

export function useDecide(pairing: Pairing) {
  const client = useQueryClient();
  const settled = async () => {
    await client.invalidateQueries({ queryKey: ['pairing', pairing.id] });
    await client.invalidateQueries({ queryKey: ['terminals'] });
  };
  const approve = useMutation({
    mutationFn: (name: string) =>
      api.POST('/api/terminals/pair/approve', {
        params: { header: csrf },
        // What was shown is what is approved: another terminal's fingerprint is refused by the relay.
        body: { pairing: pairing.id, fingerprint: pairing.fingerprint ?? '', name },
      }),
    onSettled: settled,
  });
  const deny = useMutation({
    mutationFn: () => api.POST('/api/terminals/pair/deny', { params: { header: csrf }, body: { pairing: pairing.id } }),
    onSettled: settled,
  });
  return { approve, deny };
}

/** "K7QM-2XHD" as people read it. */
export function readable(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
