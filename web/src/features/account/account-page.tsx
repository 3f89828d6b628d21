import { toggleTheme } from '@/app/theme';
import { Button } from '@/components/button';
import { Panel } from '@/components/panel';
import { useMe } from '@/features/auth/session';
import { StepUpDialog } from '@/features/auth/step-up';
import { ApiKeys } from './api-keys';
import { PasswordChange } from './password-change';
import { SecondFactor } from './second-factor';
import { Sessions } from './sessions';

/** What belongs to the one who is signed in: how they sign in, where, and what signs in for them. */
export function AccountPage() {
  const user = useMe().data?.user;
  return (
    <div className="space-y-4">
      <h1 className="text-lg font-semibold break-words">
        Account {user && <span className="font-normal text-dim">{`${user.name} (${user.role})`}</span>}
      </h1>
      <Sessions />
      <SecondFactor />
      <ApiKeys />
      <PasswordChange />
      <Panel title="Appearance">
        <div className="p-4">
          <Button onClick={toggleTheme}>Switch between dark and light</Button>
        </div>
      </Panel>
      <StepUpDialog />
    </div>
  );
}
