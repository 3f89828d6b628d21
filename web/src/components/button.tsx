import clsx from 'clsx';
import type { ComponentProps } from 'react';

type Look = 'plain' | 'primary' | 'danger';

const looks: Record<Look, string> = {
  plain: 'border border-line bg-raised text-ink hover:border-accent',
  primary: 'bg-accent text-on-accent hover:brightness-110',
  danger: 'bg-danger text-white hover:brightness-110',
};

export function Button({ look = 'plain', className, ...rest }: ComponentProps<'button'> & { look?: Look }) {
  return (
    <button
      type="button"
      className={clsx(
        'min-h-9 rounded-md px-3 py-1.5 text-sm font-medium disabled:cursor-not-allowed disabled:opacity-55',
        looks[look],
        className,
      )}
      {...rest}
    />
  );
}
