import { TextField } from '@/components/field';

const least = 12;

/** A new password, twice. */
export function NewPasswordFields() {
  return (
    <>
      <TextField
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        hint={`At least ${least} characters`}
      />
      <TextField label="New password again" name="again" type="password" autoComplete="new-password" required />
    </>
  );
}

/** What stands in those fields; `fault` in words, empty when the password will do. */
export function newPasswordOf(form: FormData): { password: string; fault: string } {
  const password = String(form.get('password'));
  const differs = password !== form.get('again') ? 'The two new passwords differ.' : '';
  return { password, fault: password.length < least ? `At least ${least} characters.` : differs };
}
