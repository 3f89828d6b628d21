import { Backups } from './backups';
import { Organisations } from './organisations';
import { Settings } from './settings';

/** The relay as a whole, for those who operate it. */
export default function OperatorPart() {
  return (
    <>
      <Organisations />
      <Settings />
      <Backups />
    </>
  );
}
