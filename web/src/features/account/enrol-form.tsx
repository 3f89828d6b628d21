import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Fault } from '@/components/panel';
import { CopyText } from '@/components/shown-once';

/** The authenticator learns the secret and proves it with one code; until then nothing has changed. */
export function EnrolForm(props: {
  secret: string;
  address: string;
  change: { isPending: boolean; error: unknown };
  onCode: (code: string) => void;
  onCancel: () => void;
}) {
  const [code, setCode] = useState('');
  const digits = code.replaceAll(/\s/g, '');
  function submit(event: FormEvent) {
    event.preventDefault();
    props.onCode(digits);
  }
  return (
    <form onSubmit={submit}>
      <p className="mb-1 text-sm">
        Add an account in your authenticator app with this secret (time-based, 6 digits), then type the code it shows.
      </p>
      <a className="mb-2 inline-flex min-h-9 items-center text-sm text-accent underline" href={props.address}>
        Open the app on this device
      </a>
      <CopyText label="Secret" text={props.secret} />
      <CopyText label="The same as a link" text={props.address} />
      <TextField
        label="Code that the app shows"
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        onChange={(event) => setCode(event.target.value)}
      />
      <Fault error={props.change.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={props.change.isPending || !/^\d{6}$/.test(digits)}>
          Turn it on
        </Button>
        <Button onClick={props.onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
