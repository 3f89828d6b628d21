import type { ReactNode } from 'react';
import { CommandChip } from '@/features/commands/command-chip';
import { isFinal } from '@/features/commands/command-words';
import type { Standing } from '@/features/market/standing';
import type { Command } from '@/lib/api';
import { duration } from '@/lib/format';
import { cell } from './book-table';

/** What every row of the book knows beside its own figures. */
export interface RowContext {
  /** The account's name. */
  account: string;
  standing: Standing;
  /** ms UTC, by the relay's clock. */
  relayNow: number;
  /** The newest command about this row. */
  command: Command | undefined;
  allowed: boolean;
}

/** The row's figures are not of now: how old they are. */
export function AsOf({ standing, age }: { standing: Standing; age: number }) {
  if (standing.fresh) return null;
  return (
    <span className="block text-xs text-warn" title={standing.warning ?? undefined}>
      as of {duration(age)} ago
    </span>
  );
}

interface HeadProps {
  account: string;
  symbol: string | undefined;
  /** Said of the mark that the row is our own; null: it is not. */
  ours: string | null;
  /** Under the symbol, at any width. */
  under?: ReactNode;
  /** Under the symbol on a phone, which has no column for it. */
  phone: ReactNode;
  late: ReactNode;
}

/** The first two cells: the account, and what is traded. */
export function HeadCells({ account, symbol, ours, under, phone, late }: HeadProps) {
  return (
    <>
      <td className={cell.wide}>
        {account}
        {late}
      </td>
      <td className={cell.always}>
        <span className="font-medium">{symbol}</span>
        {ours && (
          <span className="ml-1.5 text-xs text-dim" title={ours}>
            S
          </span>
        )}
        {under && <span className="block text-xs text-dim">{under}</span>}
        <span className="block text-xs text-dim md:hidden">
          {phone}, {account}
        </span>
        <span className="md:hidden">{late}</span>
      </td>
    </>
  );
}

/** How long the row has been there, and what can be done about it. `since`: ms UTC. */
export function TailCells({ since, relayNow, command, children }: TailProps) {
  return (
    <>
      <td className={`${cell.wide} whitespace-nowrap text-dim`}>{since ? duration(relayNow - since) : '–'}</td>
      <td className={cell.always}>
        <div className="flex flex-wrap items-center justify-end gap-2">
          {command && <CommandChip command={command} withReason={isFinal(command.state)} />}
          {children}
        </div>
      </td>
    </>
  );
}

interface TailProps {
  since: number | null | undefined;
  relayNow: number;
  command: Command | undefined;
  children: ReactNode;
}
