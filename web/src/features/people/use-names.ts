// The log and the invitations speak of ids. What this organisation still knows by name is shown by name.
import { useTerminals } from '@/features/terminals/use-terminals';
import { useMembers } from './use-people';

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

/** A name that two things bear says nothing about which: those keep their ids. */
export function withNames(text: string, known: readonly (readonly [id: string, name: string])[]): string {
  return text.replace(uuid, (id) => {
    const name = known.find(([one]) => one === id)?.[1];
    if (name === undefined || known.filter(([, other]) => other === name).length > 1) return id;
    return name;
  });
}

/** People by their e-mail, which is theirs alone. */
export function useNames(): (text: string) => string {
  const { data: members } = useMembers();
  const { data: terminals } = useTerminals();
  const known = [
    ...(members ?? []).map(({ id, email }) => [id, email] as const),
    ...(terminals ?? []).map(({ terminal, name }) => [terminal, name] as const),
  ];
  return (text) => withNames(text, known);
}
