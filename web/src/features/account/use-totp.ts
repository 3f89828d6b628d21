import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api';

/** Apart from the other calls: the step-up dialog reads it, and those need the step-up. */
export function useTotp() {
  return useQuery({
    queryKey: ['account', 'totp'],
    queryFn: async () => (await api.GET('/api/auth/totp')).data ?? null,
  });
}
