/** What the address of the queue keeps. */
export interface Filters {
  readonly jurisdiction: string;
  readonly procedure?: string;
  readonly status?: string;
  readonly mine?: boolean;
  /** Only what is out of sync with the catalogue. */
  readonly drifted?: boolean;
  readonly due?: string;
  readonly q?: string;
  readonly which?: 'open' | 'all';
}

/** Reads the filters from an address somebody may have typed. */
export function readFilters(search: Record<string, unknown>): Partial<Filters> {
  const word = (name: string): string | undefined => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
  };
  const due = word('due');
  const given = {
    jurisdiction: word('jurisdiction'),
    procedure: word('procedure'),
    status: word('status'),
    mine: search['mine'] === true ? true : undefined,
    drifted: search['drifted'] === true ? true : undefined,
    due: due !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(due) ? due : undefined,
    q: word('q'),
    which: search['which'] === 'all' ? ('all' as const) : undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined));
}
