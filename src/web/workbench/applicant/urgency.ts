interface Waiting {
  readonly procedure: string;
  readonly status: string;
  readonly due: string | null;
}

/** What waits for somebody, the most urgent first: by its last day; then what the office sent back or
 *  somebody else waits for; last what lies unfiled and nobody has seen. */
export function byUrgency<I extends Waiting>(
  items: readonly I[],
  isUnfiled: (item: I) => boolean,
): readonly I[] {
  const rank = (item: I): number => (item.due !== null ? 0 : isUnfiled(item) ? 2 : 1);
  return items.toSorted((a, b) => rank(a) - rank(b) || (a.due ?? '').localeCompare(b.due ?? ''));
}
