// Who is signed in: one query that every page reads.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, csrf, type Me } from '@/lib/api';
import { Problem } from '@/lib/problem';

export const meKey = ['me'] as const;

/** null = not signed in. */
export async function fetchMe(): Promise<Me | null> {
  try {
    const { data } = await api.GET('/api/me');
    return data ?? null;
  } catch (failure) {
    if (failure instanceof Problem && failure.status === 401) return null;
    throw failure;
  }
}

export function useMe() {
  return useQuery({ queryKey: meKey, queryFn: fetchMe, staleTime: 60_000 });
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { email: string; password: string; code?: string }) => {
      const { data } = await api.POST('/api/auth/login', { params: { header: csrf }, body });
      return data;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: meKey }),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.POST('/api/auth/logout', { params: { header: csrf } }),
    onSettled: () => {
      // The page watches this one query: removing it too would leave the page where it is.
      client.setQueryData(meKey, null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] });
    },
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current: string; password: string }) =>
      api.POST('/api/auth/password', { params: { header: csrf }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: meKey }),
  });
}
