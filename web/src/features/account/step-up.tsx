// The relay opens sensitive routes only for ten minutes after the password was given. Who asks later gets the question
// here, once, and the action is repeated: no page has to know which routes these are.
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { Problem } from '@/lib/problem';
import { StepUpDialog } from './step-up-dialog';

type Guard = <T>(action: () => Promise<T>) => Promise<T>;

const GuardContext = createContext<Guard>((action) => action());

/** Runs an action; when the relay wants the password first, asks for it and repeats the action once. */
export const useGuard = (): Guard => useContext(GuardContext);

interface Waiting {
  proven: () => void;
  givenUp: () => void;
}

const wantsProof = (failure: unknown) => failure instanceof Problem && failure.code === 'step_up_required';

export function StepUpProvider({ children }: { children: ReactNode }) {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const guard = useCallback<Guard>(async (action) => {
    try {
      return await action();
    } catch (failure) {
      if (!wantsProof(failure)) throw failure;
    }
    try {
      await new Promise<void>((proven, fail) => {
        const givenUp = () => fail(new Error('Nothing was changed: your password was not given.'));
        setWaiting({ proven, givenUp });
      });
    } finally {
      setWaiting(null);
    }
    // Not guarded again: a second refusal is an answer to show, not a question to ask for ever.
    return action();
  }, []);
  return (
    <GuardContext value={guard}>
      {children}
      {waiting && <StepUpDialog onProven={waiting.proven} onClose={waiting.givenUp} />}
    </GuardContext>
  );
}
