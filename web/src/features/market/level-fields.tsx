import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { pointsBetween } from '@/lib/decimal';
import { typedLevel } from './levels';

interface Props {
  sl: string;
  tp: string;
  setSl: (value: string) => void;
  setTp: (value: string) => void;
  /** What stands now; removing is offered for that alone. */
  standsSl?: string | null;
  standsTp?: string | null;
  /** The price that distances are told from. */
  from: string | null | undefined;
  fromWords: string;
  point: string | null;
}

/** Stop and target: absolute prices with their distance, and an explicit way to remove what stands. */
export function LevelFields(props: Props) {
  const level = (name: string, value: string, set: (value: string) => void, stands?: string | null) => (
    <div>
      <TextField
        label={name}
        value={value}
        onChange={(event) => set(event.target.value)}
        inputMode="decimal"
        autoComplete="off"
        hint={hint(value, stands)}
      />
      {typedLevel(stands) !== '' && (
        <Button
          className="-mt-1 mb-3"
          aria-label={value === '' ? `Keep ${name.toLowerCase()}` : `Remove ${name.toLowerCase()}`}
          onClick={() => set(value === '' ? typedLevel(stands) : '')}
        >
          {value === '' ? 'Keep' : 'Remove'}
        </Button>
      )}
    </div>
  );

  function hint(value: string, stands?: string | null): string {
    if (value.trim() === '') return typedLevel(stands) === '' ? 'None' : `Removes ${stands}`;
    const points = pointsBetween(value, props.from, props.point);
    return points === null ? '' : `${points} points from ${props.fromWords}`;
  }

  return (
    <div className="grid grid-cols-2 gap-x-3">
      {level('Stop loss', props.sl, props.setSl, props.standsSl)}
      {level('Take profit', props.tp, props.setTp, props.standsTp)}
    </div>
  );
}
