// What the relay knows about members, and every change of it. Sensitive changes go through withProof.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { withProof } from '@/features/auth/step-up';
import { api, csrf } from '@/lib/api';
import type { components } from '@/protocol/generated';

export type Member = components['schemas']['Member'];
export type Role = components['schemas']['Role'];
export type Invitation = components['schemas']['Invitation'];
export type NewInvitation = components['schemas']['NewInvitation'];
export type Connection = components['schemas']['Connection'];
export type Session = components['schemas']['Session'];
export type ApiKey = components['schemas']['ApiKey'];
export type OwnLimits = components['schemas']['OwnLimits'];
export type Limit = components['schemas']['Limit'];
export type AuditEntry = components['schemas']['AuditEntry'];

export type Severity = 'low' | 'medium' | 'high';

/** Admins and owners see every terminal; grants count for the others alone. */
export const seesAll = (role: Role) => role === 'admin' || role === 'owner';

export function useMembers() {
  return useQuery({
    queryKey: ['people', 'members'],
    queryFn: async () => (await api.GET('/api/admin/users')).data?.users ?? [],
  });
}

export function useInvitations() {
  return useQuery({
    queryKey: ['people', 'invitations'],
    queryFn: async () => (await api.GET('/api/admin/invitations')).data?.invitations ?? [],
  });
}

/** Of the whole organisation; a member's dialog shows theirs. */
export function useAllSessions() {
  return useQuery({
    queryKey: ['people', 'sessions'],
    queryFn: async () => (await api.GET('/api/admin/sessions')).data?.sessions ?? [],
  });
}

export function useAllKeys() {
  return useQuery({
    queryKey: ['people', 'keys'],
    queryFn: async () => (await api.GET('/api/admin/api-keys')).data?.api_keys ?? [],
  });
}

export function useLimits() {
  return useQuery({
    queryKey: ['people', 'limits'],
    queryFn: async () => (await api.GET('/api/admin/limits')).data ?? null,
  });
}

/** Read anew every few seconds: people come and go without a word to this page. */
export function useConnections() {
  return useQuery({
    queryKey: ['people', 'connections'],
    queryFn: async () => (await api.GET('/api/admin/connections')).data?.connections ?? [],
    refetchInterval: 5000,
  });
}

export const auditPage = 50;

/** before = null is the newest page. */
export function useAudit(before: number | null) {
  return useQuery({
    queryKey: ['people', 'audit', before],
    queryFn: async () => {
      const query = { limit: auditPage, ...(before === null ? {} : { before }) };
      return (await api.GET('/api/admin/audit', { params: { query } })).data?.entries ?? [];
    },
  });
}

export function useVerify() {
  return useMutation({ mutationFn: async () => (await api.GET('/api/admin/audit/verify')).data });
}

/** Everything about people is read anew afterwards, also when the change failed; nothing of an answer is kept. */
export function usePeopleChange<Args, Answer>(change: (args: Args) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: ['people'] }),
  });
}

const at = (id: string) => ({ path: { id }, header: csrf });

export const changeMember = ({ id, ...body }: { id: string; role?: Role; disabled?: boolean; operator?: boolean }) =>
  withProof(() => api.PATCH('/api/admin/users/{id}', { params: at(id), body }));
export const setGrants = ({ id, terminals }: { id: string; terminals: string[] }) =>
  withProof(() => api.PUT('/api/admin/users/{id}/grants', { params: at(id), body: { terminals } }));
export const resetPassword = async (id: string) =>
  (await withProof(() => api.POST('/api/admin/users/{id}/reset-password', { params: at(id) }))).data;
export const removeTotp = (id: string) => withProof(() => api.DELETE('/api/admin/users/{id}/totp', { params: at(id) }));
export const endSessions = (id: string) => api.DELETE('/api/admin/users/{id}/sessions', { params: at(id) });
export const invite = async (body: NewInvitation) =>
  (await withProof(() => api.POST('/api/admin/invitations', { params: { header: csrf }, body }))).data;
export const revokeInvitation = (id: string) => api.DELETE('/api/admin/invitations/{id}', { params: at(id) });
export const endSession = (id: string) => api.DELETE('/api/admin/sessions/{id}', { params: at(id) });
export const revokeKey = (id: string) => api.DELETE('/api/admin/api-keys/{id}', { params: at(id) });
export const broadcast = async (body: { severity: Severity; text: string; until?: number; everybody?: boolean }) =>
  (await api.POST('/api/admin/broadcast', { params: { header: csrf }, body })).data;
export const kick = (id: string) => api.DELETE('/api/admin/connections/{id}', { params: at(id) });
