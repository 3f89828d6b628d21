import { Button } from '@/components/button';
import { Confirm } from '@/components/confirm';
import { Fault, ListState, Panel } from '@/components/panel';
import { CopyText, ShownOnce } from '@/components/shown-once';
import { useTotp } from '@/features/auth/use-totp';
import { EnrolForm } from './enrol-form';
import { confirmTotp, enrolTotp, removeTotp, replaceRecoveryCodes, useChange } from './use-account';

export function SecondFactor() {
  const totp = useTotp();
  const enrol = useChange(enrolTotp);
  const confirm = useChange(confirmTotp);
  const renew = useChange(replaceRecoveryCodes);
  const remove = useChange(removeTotp);
  const codes = (confirm.data ?? renew.data)?.recovery_codes;
  const on = totp.data?.enabled ?? false;

  function leaveEnrolment() {
    enrol.reset();
    confirm.reset();
  }
  function forgetCodes() {
    confirm.reset();
    renew.reset();
  }

  return (
    <Panel title="Second factor">
      <ListState query={totp} />
      {codes && (
        <ShownOnce title="Your recovery codes" onSaved={forgetCodes}>
          <p className="mb-3 text-sm">
            Each opens your account once, in place of a code, when your authenticator is lost. They are not shown again;
            earlier ones are void.
          </p>
          <CopyText label="Recovery codes" text={codes.join('\n')} />
        </ShownOnce>
      )}
      {totp.data && !codes && (
        <div className="p-4">
          <p className="mb-3 text-sm">
            {on
              ? `On: signing in asks for a code of your authenticator. ${totp.data.recovery_codes_left} recovery codes left.`
              : 'Off: your password alone opens your account. An authenticator app adds a code that changes every 30 seconds.'}
          </p>
          {!enrol.data && <Fault error={enrol.error ?? renew.error ?? remove.error} />}
          {on ? (
            <div className="flex flex-wrap gap-2">
              <Button disabled={renew.isPending} onClick={() => renew.mutate(undefined)}>
                New recovery codes
              </Button>
              <Confirm
                label="Turn off"
                what="Your password alone will open your account again. The recovery codes become void."
                disabled={remove.isPending}
                onYes={() => remove.mutate(undefined)}
              />
            </div>
          ) : enrol.data ? (
            <EnrolForm
              secret={enrol.data.secret}
              address={enrol.data.address}
              change={confirm}
              onCode={(code) => confirm.mutate(code, { onSuccess: () => enrol.reset() })}
              onCancel={leaveEnrolment}
            />
          ) : (
            <Button look="primary" disabled={enrol.isPending} onClick={() => enrol.mutate(undefined)}>
              Set up an authenticator
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}
