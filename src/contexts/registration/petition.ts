import type { JsonObject } from '../../base/json.ts';
import type { Actor, Party } from '../../kernel/types.ts';
import type { FileRef } from './dossier.ts';
import type { EntryDossier, EntryFact } from './entry-fact.ts';
import type { Gap, GapNotice } from './first-state.ts';

/** A file as a case remembers it. */
export type Paper = { readonly id: string; readonly name: string; readonly sha256: string };

/** What was asked for, by the fields of the filing: words, codes and papers, never an upload's id. */
export type Claim = Readonly<Record<string, JsonObject[string]>>;

/** A request about an entry of the register, taken in under art. 11 as a registration is. Procedures
 *  extend it by what they decide. */
export interface Petition {
  readonly status: string;
  readonly about: { readonly caseId: string; readonly code: string; readonly title: string };
  readonly registrant: { readonly code: string; readonly name: string; readonly region: string };
  /** Who filed it; null where the registrar began it. */
  readonly applicant: { readonly id: string; readonly name: string } | null;
  readonly claim: Claim;
  /** Each filing, and the fields that differ from the one before. */
  readonly submissions: readonly { readonly on: string; readonly changed: readonly string[] }[];
  readonly notices: readonly GapNotice[];
  readonly acceptedBy: string | null;
  readonly acceptedOn: string | null;
  /** Days on which a clock of the registrar's was over, by its name. */
  readonly overdue: Readonly<Record<string, string>>;
  readonly ended: { readonly ground: string; readonly reasons: string; readonly on: string } | null;
}

/** What the acts of a petition ask of the rest of the house. */
export interface PetitionFacts {
  /** The entry it names, or hangs on; null where this place has none of that code. */
  readonly entry: EntryFact | null;
  /** The same with what the register says now. */
  readonly entryDossier: EntryDossier | null;
  readonly files: Readonly<Record<string, FileRef>>;
  /** Cases of the same procedure about the same entry, this one left out. */
  readonly petitions: readonly {
    readonly caseId: string;
    readonly status: string;
    readonly open: boolean;
  }[];
}

/** Places in the case: who asks, and whose entry it is. One and the same may hold both. */
export const BOTH = ['applicant', 'registrant'];

export const partiesOfPetition = ({ applicant, registrant }: Petition): Party[] => [
  ...(applicant ? [{ key: 'applicant', ...applicant }] : []),
  { key: 'registrant', id: registrant.code, name: registrant.name },
];

/** Credit code of an organisation, `account:<id>` of a citizen: as places in a case are held. */
export const idOf = (actor: Actor): string => actor.org?.code ?? `account:${actor.accountId}`;

/** The words for an entry that stand in a filing about it: names are not for the public log. */
export const wordsFor = ({ code, title, registrant }: EntryFact) => ({
  code,
  title,
  registrantName: registrant.name,
  region: registrant.region,
});

/** Papers by id, all of them the actor's own uploads; undefined where one is not. */
export function papersOf(
  ids: readonly string[],
  files: Readonly<Record<string, FileRef>>,
): Paper[] | undefined {
  const found = ids
    .flatMap((id) => files[id] ?? [])
    .map(({ id, name, sha256 }) => ({ id, name, sha256 }));
  return found.length === ids.length ? found : undefined;
}

/** Items of a planned notice that stood there unchanged when the last one was given (BJ-REG-11b):
 *  only what it named, or what changed since, may be named again. */
export function stoodBefore(state: Petition, gaps: readonly Gap[]): string[] {
  const last = state.notices.at(-1);
  if (!last) return [];
  const open = [...last.gaps.map((g) => g.item), ...(state.submissions.at(-1)?.changed ?? [])];
  return gaps.map((g) => g.item).filter((item) => !open.includes(item));
}

/** What every audience of a petition may see of it. What was asked is for both sides and the office;
 *  what passed between the office and the applicant is for those two. */
export function viewPetition(state: Petition, audience: readonly string[]) {
  const { status, about, registrant, acceptedOn, overdue, submissions } = state;
  const asked = audience.includes('office') || audience.includes('applicant');
  return {
    status,
    about,
    registrant,
    filedOn: submissions[0]?.on ?? null,
    acceptedOn,
    overdue,
    ...(asked || audience.includes('registrant') ? { claim: state.claim } : {}),
    ...(asked ? { submissions, notices: state.notices, ended: state.ended } : {}),
  };
}

export const headlineOf = (state: Petition, what: string) => ({
  title: `${what}：${state.about.title}`,
  registrant: state.registrant.name,
  district: state.registrant.region || null,
  search: `${state.about.title} ${state.about.code} ${state.registrant.name}`,
});
