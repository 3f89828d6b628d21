import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api';

/** Whether the account has a second factor. */
export function useTotp() {
  return useQuery({
    queryKey: ['account', 'totp'],
    queryFn: async () => (await api.GET('/api/auth/totp')).data ?? null,
  });
}
