import { lazy, Suspense } from 'react';
import { StepUpDialog } from '@/features/auth/step-up';
import type { Me } from '@/lib/api';
import { Audit } from './audit';
import { Broadcast } from './broadcast';
import { Connections } from './connections';
import { Invitations } from './invitations';
import { Limits } from './limits';
import { Members } from './members';

// For the few who operate the relay: nobody else loads it.
const OperatorPart = lazy(() => import('@/features/operator/operator-part'));

/** The relay refuses the same to those who may not; this spares them a page of refusals. */
export function PeoplePage({ me }: { me: Me | null | undefined }) {
  if (!me?.permissions.includes('manage')) {
    return <p className="text-loss">Your role may not manage people. Ask an admin or the owner.</p>;
  }
  const operator = me.permissions.includes('operate');
  return (
    <div className="space-y-4">
      <h1 className="sr-only">People</h1>
      <Members owner={me.permissions.includes('own')} operator={operator} me={me.user?.id ?? null} />
      <Invitations />
      <Connections />
      <Broadcast operator={operator} />
      <Limits />
      {operator && (
        <Suspense>
          <OperatorPart />
        </Suspense>
      )}
      <Audit />
      <StepUpDialog />
    </div>
  );
}
