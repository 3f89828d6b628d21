// What operators see and change of the relay as a whole.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { withProof } from '@/features/auth/step-up';
import { api, csrf } from '@/lib/api';
import type { components } from '@/protocol/generated';

export type Setting = components['schemas']['Setting'];
export type SettingValue = components['schemas']['SettingValue'];
export type NewLimits = components['schemas']['NewLimits'];
export type Organisation = components['schemas']['Organisation'];

const key = ['people', 'operator'] as const;
const params = { header: csrf };
const at = (id: string) => ({ path: { id }, header: csrf });

export function useSettings() {
  return useQuery({
    queryKey: [...key, 'settings'],
    queryFn: async () => (await api.GET('/api/admin/settings')).data?.settings ?? [],
  });
}

export function useOrganisations() {
  return useQuery({
    queryKey: [...key, 'organisations'],
    queryFn: async () => (await api.GET('/api/admin/organisations')).data?.organisations ?? [],
  });
}

export function useLimitsOf(id: string) {
  return useQuery({
    queryKey: [...key, 'limits', id],
    queryFn: async () =>
      (await api.GET('/api/admin/organisations/{id}/limits', { params: { path: { id } } })).data?.limits ?? [],
  });
}

/** While one is being made it is looked at every second. */
export function useBackups() {
  return useQuery({
    queryKey: [...key, 'backups'],
    queryFn: async () => (await api.GET('/api/admin/backups')).data ?? null,
    refetchInterval: (query) => (query.state.data?.running ? 1000 : false),
  });
}

/** The page is read anew afterwards, also when the change failed. */
export function useOperatorChange<Args, Answer>(change: (args: Args) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (args: Args) => withProof(() => change(args)),
    onSettled: () => client.invalidateQueries({ queryKey: ['people'] }),
  });
}

export const changeSetting = ({ name, value }: { name: string; value: SettingValue }) =>
  api.PATCH('/api/admin/settings', { params, body: { settings: { [name]: value } } });
export const reloadSettings = async (_: undefined) =>
  (await api.POST('/api/admin/settings/reload', { params })).data ?? null;
export const makeBackup = (_: undefined) => api.POST('/api/admin/backups', { params });
export const changeLimits = ({ id, body }: { id: string; body: NewLimits }) =>
  api.PATCH('/api/admin/organisations/{id}/limits', { params: at(id), body });
