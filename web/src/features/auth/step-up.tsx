// Sensitive routes want a password given within the last ten minutes. `withProof` runs an action; where the relay answers
// step_up_required it asks for the password once and runs the action again. `StepUpDialog` stands once on the page.
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create } from 'zustand';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Modal } from '@/components/modal';
import { api, csrf } from '@/lib/api';
import { Problem, wordsOf } from '@/lib/problem';

const codeOf = (failure: unknown) => (failure instanceof Problem ? failure.code : null);

interface Waiter {
  proven: () => void;
  given_up: (why: Error) => void;
}

const useWaiters = create<{ list: Waiter[] }>()(() => ({ list: [] }));

function proof(): Promise<void> {
  return new Promise((proven, given_up) => {
    useWaiters.setState(({ list }) => ({ list: [...list, { proven, given_up }] }));
  });
}

function release(end: (waiter: Waiter) => void) {
  const { list } = useWaiters.getState();
  useWaiters.setState({ list: [] });
  for (const waiter of list) end(waiter);
}

const giveUp = () => release((waiter) => waiter.given_up(new Error('Nothing was changed: it needs your password.')));

/** The action is run twice at most, and the second time only when the relay refused the first for want of a proof. */
export async function withProof<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (failure) {
    if (codeOf(failure) !== 'step_up_required') throw failure;
  }
  await proof();
  return action();
}

export function StepUpDialog() {
  const asked = useWaiters(({ list }) => list.length > 0);
  // Whoever leaves the page leaves what waited there: nothing happens later behind their back.
  useEffect(() => giveUp, []);
  return asked ? <Ask /> : null;
}

function Ask() {
  const step = useMutation({
    mutationFn: (body: { password: string; code?: string }) =>
      api.POST('/api/auth/step-up', { params: { header: csrf }, body }),
    onSuccess: () => release((waiter) => waiter.proven()),
    gcTime: 0, // the password stays in memory no longer than its answer takes
  });
  return (
    <Modal title="Your password, once more" onClose={giveUp}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const code = String(form.get('code') ?? '').trim();
          step.mutate({ password: String(form.get('password')), ...(code ? { code } : {}) });
        }}
      >
        <p className="mb-3 text-sm text-dim">
          What you are about to do asks who you are. It then counts for ten minutes.
        </p>
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          data-focus-first
        />
        <TextField
          label="Code of your authenticator"
          name="code"
          autoComplete="one-time-code"
          maxLength={32}
          hint="Or a recovery code. Leave it empty when your account has no authenticator."
        />
        <div role="alert" className="min-h-6 text-sm text-loss">
          {step.error ? wordsOf(step.error) : ''}
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={giveUp}>Cancel</Button>
          <Button type="submit" look="primary" disabled={step.isPending}>
            Go on
          </Button>
        </div>
      </form>
    </Modal>
  );
}
