/** What the address of the queue keeps. */
export interface Filters {
  readonly jurisdiction: string;
  readonly procedure?: string;
  readonly status?: string;
  readonly mine?: boolean;
  /** Only what waits for this person. */
  readonly forMe?: boolean;
  /** What this officer has in hand (`mine`), nobody has (`none`), or a colleague has (an account). */
  readonly desk?: string;
  /** Only what is over its time. */
  readonly overdue?: boolean;
  /** Only what is out of sync with the catalogue. */
  readonly drifted?: boolean;
  readonly due?: string;
  readonly q?: string;
  readonly which?: 'open' | 'all';
  readonly sort?: Sort;
}

export type Sort = 'due' | 'newest' | 'oldest';
const WHICH = ['open', 'all'] as const;
const SORTS: readonly Sort[] = ['due', 'newest', 'oldest'];

/** Reads the filters from an address somebody may have typed. */
export function readFilters(search: Record<string, unknown>): Partial<Filters> {
  const word = (name: string): string | undefined => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
  };
  const flag = (name: string): true | undefined => (search[name] === true ? true : undefined);
  const due = word('due');
  const desk = word('desk');
  const given = {
    jurisdiction: word('jurisdiction'),
    procedure: word('procedure'),
    status: word('status'),
    mine: flag('mine'),
    forMe: flag('forMe'),
    desk: desk !== undefined && /^(?:mine|none|[0-9a-f-]{36})$/.test(desk) ? desk : undefined,
    overdue: flag('overdue'),
    drifted: flag('drifted'),
    due: due !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(due) ? due : undefined,
    q: word('q'),
    which: WHICH.find((one) => one === search['which']),
    sort: SORTS.find((one) => one === search['sort']),
  };
  return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined));
}

/** In which order a list with these filters comes. */
export const orderOf = (filters: Filters): Sort =>
  filters.sort ??
  ((filters.which === 'all' || filters.drifted === true) && filters.status === undefined
    ? 'newest'
    : 'due');
