import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

/** To a command's own page; a plain link where there is no router around, as in the stop dialog of a page that broke. */
export function CommandLink({ id, children, className }: { id: string; children: ReactNode; className?: string }) {
  const router = useRouter({ warn: false });
  function follow(event: MouseEvent) {
    if (!router || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void router.navigate({ to: '/commands/$id', params: { id } });
  }
  return (
    <a href={`/commands/${id}`} onClick={follow} className={className ?? 'text-accent underline'}>
      {children}
    </a>
  );
}
