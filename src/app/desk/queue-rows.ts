import { tsqueryOf } from '../../base/chinese-text.ts';
import { isUuid } from '../../base/id.ts';
import { orThrow, refuse, Refused } from '../../base/refusal.ts';
import { plainDate } from '../../base/plain-date.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import { idsOf } from '../../kernel/who.ts';
import { packs } from '../../law/packs.ts';
import { casesBehind, readBehind } from '../figures/behind.ts';
import type { House } from '../house.ts';
import { procedures } from '../procedures.ts';
import { awaiting, TIMED } from './queue-awaited.ts';
import { packOrRefuse } from '../rules.ts';
import { scopeOf, unfiledStates, type Scope } from '../see.ts';

export interface QueueQuery {
  /** Absent: the place of the actor's office, and for a party every place. */
  readonly jurisdiction?: string | undefined;
  readonly procedure?: string | undefined;
  readonly status?: string | undefined;
  readonly mine?: boolean | undefined;
  /** Only cases that wait for an act this actor's roles may take, and that no colleague has in hand. */
  readonly forMe?: boolean | undefined;
  /** For officers: what they have in hand (`mine`, with what they stand in for), what nobody has
   *  (`none`), or what this colleague has (an account). */
  readonly desk?: string | undefined;
  /** Only cases of the registrant of this name. */
  readonly registrant?: string | undefined;
  /** Only cases whose next clock is due on or before this day. */
  readonly due?: string | undefined;
  /** Only cases whose next clock has run out, and what it was set for is still owed; false: only the others. */
  readonly overdue?: boolean | undefined;
  readonly q?: string | undefined;
  /** Only cases in which the catalogue has moved on (BJ-REG-19), finished ones too. */
  readonly drifted?: boolean | undefined;
  /** Only entries in force whose validity ends before this day, soonest first. */
  readonly expiringBefore?: string | undefined;
  /** With it: only those whose validity ends on this day or later. */
  readonly expiringFrom?: string | undefined;
  /** Only the cases behind a figure, as `behindWord` names it; finished ones too. */
  readonly behind?: string | undefined;
  /** Only cases about this one. */
  readonly parent?: string | undefined;
  /** `open` (default): cases that still run, soonest due first; `all`: newest first. */
  readonly which?: 'open' | 'all' | undefined;
  /** Another order than that of `which`. */
  readonly sort?: 'due' | 'newest' | 'oldest' | undefined;
  /** The page after this row. */
  readonly after?: string | undefined;
  /** With or without `after`: the page up to and with this row, to read again what was read before. */
  readonly upto?: string | undefined;
  readonly limit?: number | undefined;
}

/** What was in force and still is: an entry carried over while its renewal is decided counts too. */
export const IN_FORCE = `e.status IN ('active', 'renewalPending')`;

/** The rows an actor may see, as the pieces of a statement whose every value is a parameter. */
export interface Rows {
  readonly place: string | undefined;
  readonly scope: Scope;
  readonly values: unknown[];
  readonly where: string[];
  from: string;
  readonly bind: (value: unknown) => string;
}

/** The bounds of what a list may show this actor; undefined: nothing at all. */
export function rowsFor(
  house: House,
  actor: Actor,
  query: Pick<QueueQuery, 'jurisdiction' | 'mine'>,
): Rows | undefined {
  const { place, scope } = boundsOf(house, actor, query);
  if (scope.kind === 'nothing') return undefined;
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = place === undefined ? ['true'] : [`c.jurisdiction = ${bind(place)}`];
  let from = 'case_row c';
  if (scope.kind === 'party') {
    from += ` JOIN (SELECT DISTINCT case_id FROM case_party WHERE party_id = ANY(${bind(idsOf(actor))})) p USING (case_id)`;
  } else {
    where.push(`c.procedure || ' ' || c.status <> ALL(${bind(HIDDEN)})`);
    if (scope.kind === 'office') where.push(asParty(bind(ABOUT_OFFICE), bind(scope.registrar)));
    if (scope.kind === 'district') where.push(`c.district = ${bind(scope.region)}`);
  }
  // Who has it in hand is the office's own affair.
  if (scope.kind === 'office') {
    from += ` LEFT JOIN desk d ON d.case_id = c.case_id LEFT JOIN account a ON a.account_id = d.account_id`;
  }
  return { place, scope, values, where, from, bind };
}

/** Narrows the rows to what was asked; false: nothing can match. */
export function narrow(house: House, actor: Actor, rows: Rows, query: QueueQuery): boolean {
  const { where, bind, scope } = rows;
  const expiring = query.expiringBefore !== undefined;
  if (query.expiringBefore !== undefined) {
    const day = bind(orThrow(plainDate(query.expiringBefore)));
    rows.from += ` JOIN public_entry e ON e.case_id = c.case_id AND ${IN_FORCE} AND e.valid_to < ${day}`;
  }
  if (expiring && query.expiringFrom !== undefined) {
    where.push(`e.valid_to >= ${bind(orThrow(plainDate(query.expiringFrom)))}`);
  }
  if (query.parent !== undefined) where.push(`c.parent_id = ${bind(query.parent)}`);
  if (query.procedure !== undefined) where.push(`c.procedure = ${bind(query.procedure)}`);
  if (query.behind !== undefined) where.push(...casesBehind(readBehind(query.behind), bind));
  if (query.registrant !== undefined) where.push(`c.registrant = ${bind(query.registrant)}`);
  if (query.status !== undefined) where.push(`c.status = ${bind(query.status)}`);
  else if (isOpen(query)) where.push('NOT c.terminal');
  if (query.drifted === true) {
    where.push('EXISTS (SELECT FROM catalogue_drift x WHERE x.case_id = c.case_id)');
  }
  if (query.due !== undefined) where.push(`c.next_due <= ${bind(orThrow(plainDate(query.due)))}`);
  if (query.overdue !== undefined) {
    where.push(`c.next_due ${query.overdue ? '<' : '>='} ${bind(house.time.today())}`);
  }
  if (query.forMe === true) where.push(...waitingFor(house, actor, rows));
  if (query.desk !== undefined) {
    if (scope.kind !== 'office') return false;
    where.push(onDesk(house, actor, rows, query.desk));
  }
  const terms = query.q === undefined ? undefined : tsqueryOf(query.q);
  // Words were asked for, and none of them can be searched: nothing matches, rather than everything.
  if (terms === undefined && (query.q ?? '').trim() !== '') return false;
  if (terms !== undefined) where.push(`c.search @@ ${bind(terms)}::tsquery`);
  return true;
}

export const isOpen = (query: QueueQuery): boolean =>
  (query.which ?? 'open') === 'open' &&
  query.status === undefined &&
  query.drifted !== true &&
  query.behind === undefined &&
  query.expiringBefore === undefined;

/** What this person's roles are waited for, unless a colleague has it in hand. */
function waitingFor(house: House, actor: Actor, rows: Rows): string[] {
  const { scope, bind } = rows;
  if (scope.kind === 'party') {
    const places = bind(awaiting(actor.roles, 'party'));
    const place = `c.procedure || ' ' || c.status || ' ' || w.party`;
    return [
      `EXISTS (SELECT FROM case_party w WHERE w.case_id = c.case_id AND w.party_id = ANY(${bind(idsOf(actor))})
         AND ${place} = ANY(${places})
         AND (${place} <> ALL(${bind(TIMED.map(placeOf))})
           OR EXISTS (SELECT FROM clock t WHERE t.case_id = c.case_id AND t.state = 'running'
             AND ${place} || ' ' || t.name = ANY(${bind(TIMED)}))))`,
    ];
  }
  const pairs = awaiting(actor.roles, scope.kind === 'office' ? 'office' : 'reader');
  const states = [...new Set(pairs.map((pair) => pair.split(' ')[1]))];
  const free =
    scope.kind === 'office' ? [`(${NOBODY} OR ${inHand(house, actor, rows, 'mine')})`] : [];
  // The states alone are what an index can be asked for.
  return [
    `c.status = ANY(${bind(states)})`,
    `c.procedure || ' ' || c.status = ANY(${bind(pairs)})`,
    ...free,
  ];
}

const placeOf = (timed: string): string => timed.slice(0, timed.lastIndexOf(' '));

/** What an account that was closed had in hand, nobody has. */
const NOBODY = '(d.case_id IS NULL OR a.disabled)';

const onDesk = (house: House, actor: Actor, rows: Rows, desk: string): string =>
  desk === 'none' ? NOBODY : inHand(house, actor, rows, desk);

function inHand(house: House, actor: Actor, { bind }: Rows, desk: string): string {
  if (desk !== 'mine') {
    if (!isUuid(desk)) throw new Refused(deskUnknown());
    return `d.account_id = ${bind(desk)}`;
  }
  const me = bind(actor.accountId);
  const today = bind(house.time.today());
  return `(d.account_id = ${me} OR d.account_id IN (SELECT b.account_id FROM absence b
     WHERE b.substitute = ${me} AND b.starts <= ${today} AND b.ends >= ${today}))`;
}

const HIDDEN = procedures.flatMap((p) => unfiledStates(p).map((state) => `${p.name} ${state}`));

/** What is about the office itself its officers find only where it is a party. */
const ABOUT_OFFICE = procedures.filter((p) => p.aboutOffice).map((p) => p.name);
const asParty = (about: string, registrar: string): string =>
  `(c.procedure <> ALL(${about}) OR EXISTS (SELECT FROM case_party o WHERE o.case_id = c.case_id AND o.party_id = ${registrar}))`;

/** In which place an actor's list is drawn, and within which bounds. */
function boundsOf(
  { offices }: House,
  actor: Actor,
  query: Pick<QueueQuery, 'jurisdiction' | 'mine'>,
): { place: string | undefined; scope: Scope } {
  const mine = query.mine === true;
  if (query.jurisdiction !== undefined) {
    const rules = orThrow(packOrRefuse(query.jurisdiction));
    return { place: query.jurisdiction, scope: scopeOf(actor, rules, offices.of(rules), mine) };
  }
  const scopes = packs
    .filter((pack) => pack.refines !== null)
    .map((pack) => ({
      place: pack.jurisdiction,
      scope: scopeOf(actor, pack, offices.of(pack), mine),
    }));
  const office = scopes.find(({ scope }) => scope.kind !== 'party' && scope.kind !== 'nothing');
  return office ?? { place: undefined, scope: scopes[0]?.scope ?? { kind: 'nothing' } };
}

const deskUnknown = () =>
  refuse('DESK_UNKNOWN', text('没有这样的经办人。', 'There is no such officer.'), [], 'malformed');
