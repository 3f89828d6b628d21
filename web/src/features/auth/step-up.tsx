// Sensitive routes want a password given within the last ten minutes. `withProof` runs an action; where the relay answers
// step_up_required it asks for the password once and runs the action again. `StepUpDialog` stands once on the page.
import { useEffect } from 'react';
import { create } from 'zustand';
import { Problem } from '@/lib/problem';
import { StepUpForm } from './step-up-form';

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
  return asked ? <StepUpForm onProven={() => release((waiter) => waiter.proven())} onClose={giveUp} /> : null;
}
