import { SelectField, TextField } from '@/components/field';
import { durations, type Expiry } from './expiry';

export function ExpiryField({ expiry, onChange }: { expiry: Expiry; onChange: (expiry: Expiry) => void }) {
  const chosen = expiry.kind === 'after' ? String(expiry.minutes) : expiry.kind;
  function choose(value: string) {
    if (value === 'gtc') onChange({ kind: 'gtc' });
    else if (value === 'at') onChange({ kind: 'at', local: '' });
    else onChange({ kind: 'after', minutes: Number(value) });
  }
  return (
    <>
      <SelectField label="Ends" value={chosen} onChange={(event) => choose(event.target.value)}>
        <option value="gtc">When cancelled</option>
        {durations.map(([minutes, words]) => (
          <option key={minutes} value={minutes}>
            After {words}
          </option>
        ))}
        <option value="at">At a day and time…</option>
      </SelectField>
      {expiry.kind === 'at' && (
        <TextField
          label="Ends at, your time"
          type="datetime-local"
          value={expiry.local}
          onChange={(event) => onChange({ kind: 'at', local: event.target.value })}
        />
      )}
    </>
  );
}
