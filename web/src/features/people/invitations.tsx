import { Confirm, Fault, ListState, Panel, when } from './parts';
import { useNames } from './use-names';
import { revokeInvitation, useInvitations, usePeopleChange } from './use-people';

export function Invitations() {
  const query = useInvitations();
  const named = useNames();
  const revoke = usePeopleChange(revokeInvitation);
  return (
    <Panel title="Open invitations">
      <ListState query={query} none="No invitation waits." />
      <ul className="divide-y divide-line" aria-label="Open invitations">
        {query.data?.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <div className="min-w-0 flex-1 basis-56 text-sm">
              <strong className="break-all">{one.email}</strong>
              <p className="text-dim">
                {one.role} · by {named(one.invited_by)} · until {when(one.expires_at)}
              </p>
            </div>
            <Confirm
              label={`Revoke for ${one.email}`}
              what="The link stops working."
              disabled={revoke.isPending}
              onYes={() => revoke.mutate(one.id)}
            />
          </li>
        ))}
      </ul>
      <div className="px-4">
        <Fault error={revoke.error} />
      </div>
    </Panel>
  );
}
