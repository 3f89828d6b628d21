// A titled part of a page, and what it says while it has nothing to show.
import { type ReactNode, useId } from 'react';
import { timeOfDay } from '@/lib/format';
import { wordsOf } from '@/lib/problem';
import { Button } from './button';

export const when = (ms: number) => `${new Date(ms).toLocaleDateString()} ${timeOfDay(ms)}`;

export function Panel(props: { title: string; action?: ReactNode; children: ReactNode }) {
  const title = useId();
  return (
    <section aria-labelledby={title} className="rounded-lg border border-line bg-panel">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 id={title} className="mr-auto font-semibold">
          {props.title}
        </h2>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}

interface Listed {
  data?: unknown;
  isPending: boolean;
  error: unknown;
  refetch: () => unknown;
}

/** What stands in the place of a list that is not there (yet); `none`: said of an empty one. */
export function ListState({ query, none }: { query: Listed; none?: string }) {
  if (query.error) {
    return (
      <p className="flex flex-wrap items-center gap-3 px-4 py-4 text-loss">
        {wordsOf(query.error)} <Button onClick={() => query.refetch()}>Try again</Button>
      </p>
    );
  }
  if (query.isPending) return <p className="px-4 py-6 text-center text-dim">Loading…</p>;
  return none && Array.isArray(query.data) && query.data.length === 0 ? (
    <p className="px-4 py-6 text-center text-dim">{none}</p>
  ) : null;
}

export function Fault({ error }: { error: unknown }) {
  return error ? (
    <p role="alert" className="my-2 text-sm text-loss">
      {wordsOf(error)}
    </p>
  ) : null;
}
