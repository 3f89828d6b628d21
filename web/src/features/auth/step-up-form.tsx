import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { Fault } from '@/components/panel';
import { api, csrf } from '@/lib/api';
import { Problem } from '@/lib/problem';
import { useTotp } from './use-totp';

const wantsCode = (failure: unknown) => failure instanceof Problem && failure.code === 'totp_required';

/** Asks for the password, and for a code where the account has a second factor. */
export function StepUpForm({ onProven, onClose }: { onProven: () => void; onClose: () => void }) {
  const totp = useTotp();
  // The relay's word counts more than what this page last read: the second factor may be on since then. Kept, for the
  // next try must not take the field away.
  const [asksCode, setAsksCode] = useState(false);
  const prove = useMutation({
    mutationFn: (body: { password: string; code?: string }) =>
      api.POST('/api/auth/step-up', { params: { header: csrf }, body }),
    gcTime: 0,
    onSuccess: onProven,
    onError: (failure) => {
      if (wantsCode(failure)) setAsksCode(true);
    },
  });
  const code = totp.data?.enabled || asksCode;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = String(form.get('code') ?? '').trim();
    prove.mutate({ password: String(form.get('password')), ...(given === '' ? {} : { code: given }) });
  }

  return (
    <Modal title="Your password, please" onClose={onClose}>
      <form onSubmit={submit}>
        <p className="mb-3 text-sm">This step is sensitive. Give your password once more; it counts for ten minutes.</p>
        <TextField
          label="Your password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          data-focus-first
        />
        {code && (
          <TextField
            label="Code of your authenticator"
            name="code"
            autoComplete="one-time-code"
            required
            hint="Or one of your recovery codes"
          />
        )}
        <Fault error={prove.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={prove.isPending}>
            Go on
          </Button>
        </div>
      </form>
    </Modal>
  );
}
