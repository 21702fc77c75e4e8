/** How far an event has come: nowhere yet, onto the log, under heads that enough witnesses signed. */
export type Standing = 'waiting' | 'published' | 'witnessed';

/** Who cosigns the heads of this log: nobody, the demonstration's own three, or somebody else. */
export type Witnesses = 'none' | 'demonstration' | 'others';

/** What a page of the evidence says of one event. */
interface Evidence {
  readonly version: number;
  readonly type: string;
  readonly index: number | null;
  readonly published: boolean;
  readonly witnessed: boolean;
  /** The very bytes of the log's entry. */
  readonly entry: string;
}

export interface Place extends Pick<Evidence, 'version' | 'type' | 'index' | 'entry'> {
  readonly standing: Standing;
}

export interface Places {
  /** The event of version v at v - 1. */
  readonly list: readonly Place[];
  readonly witnesses: Witnesses;
  /** How often in a row asking brought nothing new. */
  readonly tries: number;
}

const RANK = { waiting: 1, published: 2, witnessed: 3 } as const satisfies Record<Standing, number>;

/** As far as events ever come: a log that nobody witnesses is waited for no longer than published. */
const best = (witnesses: Witnesses): Standing => (witnesses === 'none' ? 'published' : 'witnessed');

/** The version up to which nothing can change any more. A case's events stand on the log in their
 *  own order, so none is settled before the one it follows. */
export function settledThrough(places: Places | undefined): number {
  if (!places) return 0;
  const open = places.list.findIndex((p) => RANK[p.standing] < RANK[best(places.witnesses)]);
  return open < 0 ? places.list.length : open;
}

/** What is known after asking for everything behind `settledThrough`. */
export function withNews(
  before: Places | undefined,
  news: { readonly events: readonly Evidence[]; readonly policies: readonly string[] },
): Places {
  const list = [
    ...(before?.list.slice(0, settledThrough(before)) ?? []),
    ...news.events.map(placeOf),
  ];
  const hasNews = !before || progress(list) > progress(before.list);
  const witnesses = witnessesIn(news.policies);
  return { list, witnesses, tries: hasNews ? 0 : before.tries + 1 };
}

function placeOf({ version, type, index, entry, published, witnessed }: Evidence): Place {
  const standing = witnessed ? 'witnessed' : published ? 'published' : 'waiting';
  return { version, type, index, entry, standing };
}

const progress = (list: readonly Place[]): number =>
  list.reduce((sum, { standing }) => sum + RANK[standing], 0);

/** By the keys of the policies (c2sp.org/tlog-policy) of both trees; nobody where one of them names
 *  nobody. Names under `.invalid` (RFC 2606) exist in a demonstration only. */
function witnessesIn(policies: readonly string[]): Witnesses {
  const named = policies.map((policy) =>
    [...policy.matchAll(/^witness\s+\S+\s+([^+\s]+)\+/gm)].map(([, name = '']) => name),
  );
  if (named.some((names) => names.length === 0)) return 'none';
  const isDemonstration = (names: string[]): boolean => names.every((n) => n.endsWith('.invalid'));
  return named.some(isDemonstration) ? 'demonstration' : 'others';
}

const PAUSES_MS = [1000, 2000, 5000, 10_000, 30_000];
const LONGEST_MS = 60_000;

/** How long to wait before asking again, in milliseconds; false when every event up to the version
 *  `shown` is settled. Each asking is on record as a read of the case, so it grows rare when
 *  witnesses stay away. */
export function pauseMs(places: Places | undefined, shown: number): number | false {
  if (!places) return LONGEST_MS;
  if (settledThrough(places) >= shown) return false;
  if (places.list.length < shown) return PAUSES_MS[0] ?? LONGEST_MS;
  return PAUSES_MS[places.tries] ?? LONGEST_MS;
}

/** The same for all events that are shown: what happened since it was asked for waits. */
export function covering(
  places: Places,
  shown: readonly Pick<Evidence, 'version' | 'type'>[],
): Places {
  const since = shown.filter(({ version }) => version > places.list.length);
  const waiting = since.map(({ version, type }): Place => ({
    version,
    type,
    index: null,
    entry: '',
    standing: 'waiting',
  }));
  return { ...places, list: [...places.list, ...waiting] };
}

/** The newest event of these types. */
export const newestOf = (places: Places, types: readonly string[]): Place | undefined =>
  places.list.findLast(({ type }) => types.includes(type));
