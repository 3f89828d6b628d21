import { useRef } from 'react';

/** Keeps rows where they are while pointer or focus is inside the table, so that no click lands on another row. */
export function useFrozenOrder<Row>(rows: Row[], idOf: (row: Row) => string, frozen: boolean): Row[] {
  const order = useRef<string[]>([]);
  if (!frozen) {
    order.current = rows.map(idOf);
    return rows;
  }
  const place = new Map(order.current.map((id, index) => [id, index]));
  const last = order.current.length;
  return [...rows].sort((a, b) => (place.get(idOf(a)) ?? last) - (place.get(idOf(b)) ?? last));
}
