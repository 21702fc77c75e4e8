/** Whose move a case waits for, as one of its parties sees it; `time`: nobody's, a period runs. */
export type Turn = 'me' | 'colleague' | 'office' | 'others' | 'time';

/** Of a procedure's declaration as other programs read it, what this question needs. */
interface Act {
  readonly name: string;
  readonly by: readonly {
    readonly role: string;
    readonly party: string | null;
    readonly office: boolean;
  }[];
  readonly from: 'new' | readonly string[];
  readonly to: readonly string[];
  readonly final: boolean;
}

export interface Declared {
  readonly states: readonly { readonly name: string; readonly terminal: boolean }[];
  readonly acts: readonly Act[];
}

/** Works on the case where it stands: filling in, consenting, answering. An edit that sends a reviewed
 *  dossier back to its beginning is one of these. */
const works = (act: Act, status: string): boolean =>
  act.to.some((to) => to === status || act.from.includes(to)) && !alsoLeads(act);

/** Leads on when the last of several has taken it, as two that seal one paper. */
const alsoLeads = (act: Act): boolean => act.to.some((to) => !act.from.includes(to));

/** Takes the case out of its state, but for giving up what one asked for oneself. */
function leadsOn(act: Act, status: string, { states }: Declared): boolean {
  if (works(act, status)) return false;
  const givesUp = act.by.every((who) => !who.office);
  return !givesUp || states.some(({ name, terminal }) => !terminal && act.to.includes(name));
}

/** From the declaration alone. `places` are the party keys this actor holds in the case, `open` the acts
 *  they may take now, `gaps` how much the pre-check still misses: a dossier with nothing missing waits
 *  for the colleague who is to review it. */
export function turnOf(
  procedure: Declared,
  status: string,
  of: {
    readonly places: readonly string[];
    readonly open: readonly string[];
    readonly gaps: number;
  },
): { readonly turn: Turn; readonly acts: readonly string[] } {
  const here = procedure.acts.filter((act) => act.from !== 'new' && act.from.includes(status));
  const onward = here.filter((act) => leadsOn(act, status, procedure));
  const names = (acts: readonly Act[]): string[] => acts.map(({ name }) => name);
  const mine = onward.filter(({ name }) => of.open.includes(name));
  if (mine.length > 0) return { turn: 'me', acts: names(mine) };
  // What cannot be taken back, such as a consent withdrawn, nobody waits for.
  const work = here.filter((act) => of.open.includes(act.name) && works(act, status) && !act.final);
  const isOurs = ({ party }: Act['by'][number]): boolean =>
    party !== null && of.places.includes(party);
  // Of what several take in turn and is closed here, this side has done its part.
  const done = (act: Act): boolean =>
    act.to.includes(status) && act.by.some((who) => who.party !== null && !isOurs(who));
  const ours = onward.filter((act) => act.by.some(isOurs) && !done(act));
  if (work.length > 0 && (of.gaps > 0 || ours.length === 0))
    return { turn: 'me', acts: names(work) };
  if (ours.length > 0) return { turn: 'colleague', acts: names(ours) };
  const office = onward.filter((act) => act.by.some((who) => who.office));
  if (office.length > 0) return { turn: 'office', acts: names(office) };
  const others = onward.filter((act) => act.by.some(({ role }) => role !== 'system'));
  return others.length > 0 ? { turn: 'others', acts: names(others) } : { turn: 'time', acts: [] };
}
