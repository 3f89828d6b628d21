import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, csrf } from '@/lib/api';
import type { components } from '@/protocol/generated';

export type ManagedTerminal = components['schemas']['ManagedTerminal'];
export type TerminalGroup = components['schemas']['TerminalGroup'];

/** Read anew every few seconds: who is connected changes without a word to this page. */
export function useTerminals() {
  return useQuery({
    queryKey: ['terminals'],
    queryFn: async () => (await api.GET('/api/terminals')).data?.terminals ?? [],
    refetchInterval: 5000,
  });
}

export function useGroups() {
  return useQuery({
    queryKey: ['groups'],
    queryFn: async () => (await api.GET('/api/groups')).data?.groups ?? [],
  });
}

/** One change of terminals or groups; both lists are read anew afterwards, also when it failed. */
export function useChange<Args>(change: (args: Args) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['terminals'] });
      await client.invalidateQueries({ queryKey: ['groups'] });
    },
  });
}

const at = (id: string) => ({ path: { id }, header: csrf });

export const renameTerminal = ({ id, name }: { id: string; name: string }) =>
  api.PUT('/api/terminals/{id}', { params: at(id), body: { name } });
export const revokeTerminal = (id: string) => api.POST('/api/terminals/{id}/revoke', { params: at(id) });
export const createGroup = (name: string) => api.POST('/api/groups', { params: { header: csrf }, body: { name } });
export const renameGroup = ({ id, name }: { id: string; name: string }) =>
  api.PUT('/api/groups/{id}', { params: at(id), body: { name } });
export const deleteGroup = (id: string) => api.DELETE('/api/groups/{id}', { params: at(id) });
export const setMembers = ({ id, terminals }: { id: string; terminals: string[] }) =>
  api.PUT('/api/groups/{id}/members', { params: at(id), body: { terminals } });
