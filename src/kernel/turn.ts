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
  readonly emits: readonly string[];
  readonly final: boolean;
}

export interface Declared {
  readonly states: readonly {
    readonly name: string;
    readonly terminal: boolean;
    readonly unfiled: boolean;
  }[];
  readonly acts: readonly Act[];
  readonly clocks: readonly { readonly name: string; readonly stopsOn: readonly string[] }[];
}

/** What the pre-check misses: `party` is the only one who can supply it, where it is not the filer. */
export interface Missing {
  readonly level: string;
  readonly party?: string | undefined;
}

/** How much is missing that these places can supply, and how much that only another party can. */
export function gapsOf(
  findings: readonly Missing[],
  places: readonly string[],
): { readonly gaps: number; readonly theirs: number } {
  const all = findings.filter(({ level }) => level === 'gap');
  const theirs = all.filter(({ party }) => party !== undefined && !places.includes(party));
  return { gaps: all.length - theirs.length, theirs: theirs.length };
}

/** Works on the case where it stands: filling in, consenting, answering. An edit that sends a reviewed
 *  dossier back to its beginning is one of these. */
const works = (act: Act, status: string): boolean =>
  act.to.some((to) => to === status || act.from.includes(to)) && !alsoLeads(act);

/** Leads on when the last of several has taken it, as two that seal one paper. */
const alsoLeads = (act: Act): boolean => act.to.some((to) => !act.from.includes(to));

/** What would stop a clock is waited for while that clock runs: before, nobody has asked for it; after
 *  it, it was done or its time is over, and it may be done and need not. */
function timely(act: Act, { clocks }: Declared, running: readonly string[]): boolean {
  const its = clocks.filter(({ stopsOn }) => act.emits.some((type) => stopsOn.includes(type)));
  return its.length === 0 || its.some(({ name }) => running.includes(name));
}

/** Takes the case out of its state, but for giving up what one asked for oneself. */
function leadsOn(act: Act, status: string, { states }: Declared): boolean {
  if (works(act, status)) return false;
  const givesUp = act.by.every((who) => !who.office);
  return !givesUp || states.some(({ name, terminal }) => !terminal && act.to.includes(name));
}

/** Only other parties may take it. */
const isTheirs = (act: Act, places: readonly string[]): boolean =>
  act.by.every(({ party }) => party !== null && !places.includes(party));

/** From the declaration alone. `places` are the party keys this actor holds in the case, `open` the acts
 *  they may take now, `gaps` and `theirs` what `gapsOf` counts, `running` the clocks that run: a dossier
 *  with nothing missing waits for the colleague who is to review it, and one that lacks only the word of
 *  another party waits for them. */
export function turnOf(
  procedure: Declared,
  status: string,
  of: {
    readonly places: readonly string[];
    readonly open: readonly string[];
    readonly gaps: number;
    readonly theirs: number;
    readonly running: readonly string[];
  },
): { readonly turn: Turn; readonly acts: readonly string[] } {
  const here = procedure.acts.filter((act) => act.from !== 'new' && act.from.includes(status));
  const onward = here.filter((act) => leadsOn(act, status, procedure));
  const names = (acts: readonly Act[]): string[] => acts.map(({ name }) => name);
  const work = here.filter(
    // What cannot be taken back, such as a consent withdrawn, nobody waits for.
    (act) => works(act, status) && !act.final && timely(act, procedure, of.running),
  );
  // Once it was filed, what is wanted was named to whoever filed it.
  const unfiled = procedure.states.some(({ name, unfiled: is }) => is && name === status);
  const lacks =
    unfiled && of.gaps === 0 && of.theirs > 0 ? work.filter((act) => isTheirs(act, of.places)) : [];
  if (lacks.length > 0) return { turn: 'others', acts: names(lacks) };
  const mine = onward.filter(({ name }) => of.open.includes(name));
  if (mine.length > 0) return { turn: 'me', acts: names(mine) };
  const myWork = work.filter(({ name }) => of.open.includes(name));
  const isOurs = ({ party }: Act['by'][number]): boolean =>
    party !== null && of.places.includes(party);
  // Of what several take in turn and is closed here, this side has done its part.
  const done = (act: Act): boolean =>
    act.to.includes(status) && act.by.some((who) => who.party !== null && !isOurs(who));
  const ours = onward.filter((act) => act.by.some(isOurs) && !done(act));
  if (myWork.length > 0 && (of.gaps > 0 || ours.length === 0))
    return { turn: 'me', acts: names(myWork) };
  if (ours.length > 0) return { turn: 'colleague', acts: names(ours) };
  const office = onward.filter((act) => act.by.some((who) => who.office));
  if (office.length > 0) return { turn: 'office', acts: names(office) };
  const others = onward.filter((act) => act.by.some(({ role }) => role !== 'system'));
  return others.length > 0 ? { turn: 'others', acts: names(others) } : { turn: 'time', acts: [] };
}
