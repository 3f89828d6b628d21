import { StepUpDialog } from '@/features/auth/step-up';
import type { Me } from '@/lib/api';
import { Audit } from './audit';
import { Connections } from './connections';
import { Invitations } from './invitations';
import { Members } from './members';

/** The relay refuses the same to those who may not; this spares them a page of refusals. */
export function PeoplePage({ me }: { me: Me | null | undefined }) {
  if (!me?.permissions.includes('manage')) {
    return <p className="text-loss">Your role may not manage people. Ask an admin or the owner.</p>;
  }
  return (
    <div className="space-y-4">
      <h1 className="sr-only">People</h1>
      <Members owner={me.permissions.includes('own')} me={me.user?.id ?? null} />
      <Invitations />
      <Connections />
      <Audit />
      <StepUpDialog />
    </div>
  );
}
