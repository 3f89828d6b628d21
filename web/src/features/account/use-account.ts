// What the account page reads and changes: everything here is about the one who is signed in.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { withProof } from '@/features/auth/step-up';
import { api, csrf } from '@/lib/api';
import type { components } from '@/protocol/generated';

export type Session = components['schemas']['Session'];
export type ApiKey = components['schemas']['ApiKey'];
export type NewApiKey = components['schemas']['NewApiKey'];
export type Scope = components['schemas']['Scope'];

export const accountKey = ['account'] as const;

export function useSessions() {
  return useQuery({
    queryKey: [...accountKey, 'sessions'],
    queryFn: async () => (await api.GET('/api/auth/sessions')).data?.sessions ?? [],
  });
}

export function useApiKeys() {
  return useQuery({
    queryKey: [...accountKey, 'keys'],
    queryFn: async () => (await api.GET('/api/auth/api-keys')).data?.api_keys ?? [],
  });
}

/**
 * One change of the own account; asks for the password where the relay does, and reads the page's lists anew. Answers
 * may hold secrets: gcTime 0 keeps no copy of them in the cache once the page drops them.
 */
export function useChange<Args, Answer>(change: (args: Args) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (args: Args) => withProof(() => change(args)),
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: accountKey }),
  });
}

const params = { header: csrf };
const at = (id: string) => ({ path: { id }, header: csrf });

export const endSession = (id: string) => api.DELETE('/api/auth/sessions/{id}', { params: at(id) });
export const endOtherSessions = (_: undefined) => api.DELETE('/api/auth/sessions', { params });
export const createKey = async (body: NewApiKey) => (await api.POST('/api/auth/api-keys', { params, body })).data;
export const revokeKey = (id: string) => api.DELETE('/api/auth/api-keys/{id}', { params: at(id) });
export const enrolTotp = async (_: undefined) => (await api.POST('/api/auth/totp', { params })).data;
export const confirmTotp = async (code: string) =>
  (await api.POST('/api/auth/totp/confirm', { params, body: { code } })).data;
export const replaceRecoveryCodes = async (_: undefined) =>
  (await api.POST('/api/auth/totp/recovery-codes', { params })).data;
export const removeTotp = (_: undefined) => api.DELETE('/api/auth/totp', { params });
