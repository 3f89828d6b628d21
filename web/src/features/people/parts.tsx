// Pieces that several parts of the page use.
import { SelectField } from '@/components/field';
import type { Role } from './use-people';

export { Confirm } from '@/components/confirm';
export { Fault, ListState, Panel, when } from '@/components/panel';

export function Said({ words }: { words: string | false }) {
  return (
    <p role="status" className="text-sm text-gain">
      {words}
    </p>
  );
}

const roles: [Role, string][] = [
  ['viewer', 'Viewer: looks'],
  ['trader', 'Trader: looks and trades'],
  ['admin', 'Admin: also manages people and terminals'],
  ['owner', 'Owner: also manages owners'],
];

/** Only an owner makes owners. */
export function RoleField(props: { value: Role; owner: boolean; disabled?: boolean; onChange: (role: Role) => void }) {
  return (
    <SelectField
      label="Role"
      value={props.value}
      disabled={props.disabled}
      onChange={(event) => props.onChange(event.target.value as Role)}
    >
      {roles
        .filter(([role]) => props.owner || role !== 'owner' || props.value === 'owner')
        .map(([role, words]) => (
          <option key={role} value={role}>
            {words}
          </option>
        ))}
    </SelectField>
  );
}
