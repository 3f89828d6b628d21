// Small things that every section of the page uses.
import { type ReactNode, useId } from 'react';
import { Button } from '@/components/button';
import { timeOfDay } from '@/lib/format';
import { wordsOf } from '@/lib/problem';

export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-panel">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 id={id} className="mr-auto font-semibold">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}

export function Fault({ of }: { of: unknown }) {
  return of ? (
    <p role="alert" className="mb-3 text-sm text-loss">
      {wordsOf(of)}
    </p>
  ) : null;
}

/** What stands in place of a list that is not there (yet). */
export function Reading(props: { query: { isPending: boolean; error: unknown; refetch: () => unknown } }) {
  const { isPending, error, refetch } = props.query;
  if (error)
    return (
      <p role="alert" className="flex flex-wrap items-center gap-3 px-4 py-4 text-loss">
        {wordsOf(error)} <Button onClick={() => refetch()}>Try again</Button>
      </p>
    );
  return isPending ? <p className="px-4 py-4 text-dim">Loading…</p> : null;
}

export function when(ms: number): string {
  return `${new Date(ms).toLocaleDateString()} ${timeOfDay(ms)}`;
}
