import type { JsonObject } from '../base/json.ts';
import { moment, orThrowDate } from '../base/plain-date.ts';
import type { Text } from '../base/text.ts';
import { whatNext } from '../kernel/next.ts';
import type { Actor } from '../kernel/types.ts';
import { daysLeft, type Left } from '../law/days-left.ts';
import { explain } from '../law/explain.ts';
import type { RulePack } from '../law/types.ts';
import type { StoredCase } from '../store/cases.ts';
import { readerOf } from '../contexts/supervision/registrar-office.ts';
import { owedIn } from './owed.ts';
import type { House } from './house.ts';
import { procedureOf } from './procedures.ts';
import { citesFor, pinnedPack, refusalFor } from './rules.ts';
import { audienceOf, type Seen } from './see.ts';

export function seenOf(
  { offices }: Pick<House, 'offices'>,
  stored: StoredCase,
  rules: RulePack,
): Seen {
  const procedure = procedureOf(stored.procedure);
  return {
    procedure: stored.procedure,
    state: stored.state,
    parties: procedure.partiesOf(stored.state),
    registrar: readerOf(offices.of(rules)),
    regions: rules.profile.scope.regions,
    district: procedure.headline(stored.state).district,
  };
}

export interface ClockView {
  readonly name: string;
  readonly title: Text;
  readonly law: readonly string[];
  readonly state: string;
  readonly startedOn: string;
  readonly length: number;
  readonly unit: string;
  readonly due: string;
  readonly provisional: boolean;
  readonly left: Left;
  /** It ran out, and what it was set for is still to be done. */
  readonly owed: boolean;
  readonly calendar: string;
  readonly explanation: Text;
  readonly onExpiry: Text;
}

/** The case as this actor may see it, with what may happen next; undefined: they may not know it. */
export function viewCase(house: House, actor: Actor, stored: StoredCase) {
  const rules = pinnedPack(stored.pack);
  const procedure = procedureOf(stored.procedure);
  const seen = seenOf(house, stored, rules);
  const { holder, withdrawn } = house.offices.of(rules);
  const audience = audienceOf(actor, seen);
  if (audience.length === 0) return undefined;
  const today = house.time.today();
  const standing = { parties: seen.parties, registrar: holder ?? '', withdrawn };
  const next = whatNext(procedure, stored.state, actor, standing, today);
  const headline = procedure.headline(stored.state);
  return {
    id: stored.caseId,
    procedure: stored.procedure,
    procedureTitle: procedure.title,
    jurisdiction: stored.jurisdiction,
    pack: stored.pack,
    packStatus: rules.text.status,
    title: headline.title,
    status: stored.state.status,
    statusTitle: procedure.states[stored.state.status]?.title ?? null,
    version: stored.version,
    // One form, whether the case was just written or read back: an answer given twice is the same.
    openedAt: moment(Date.parse(stored.openedAt)),
    updatedAt: moment(Date.parse(stored.updatedAt)),
    // Who stands where is for readers of the case; an objector's name is not in this list for all.
    parties: visibleParties(seen, audience),
    state: procedure.view(stored.state, rules, today, audience, house.offices.registrar(rules)),
    clocks: clocksOf(house, stored, rules),
    actions: next.actions.map((name) => actionView(procedure.acts[name], name, rules)),
    closed: next.closed.map(({ act, why }) => ({
      ...actionView(procedure.acts[act], act, rules),
      why: refusalFor(rules, why),
    })),
    audience,
  };
}

export type CaseView = NonNullable<ReturnType<typeof viewCase>>;

const actionViews = new WeakMap<object, Map<string, ReturnType<typeof drawAction>>>();

function actionView(spec: Parameters<typeof drawAction>[0], name: string, rules: RulePack) {
  const known = spec && actionViews.get(spec)?.get(rules.id);
  if (known) return known;
  const drawn = drawAction(spec, name, rules);
  if (spec)
    actionViews.set(
      spec,
      (actionViews.get(spec) ?? new Map<string, typeof drawn>()).set(rules.id, drawn),
    );
  return drawn;
}

function drawAction(
  spec:
    | {
        readonly title: Text;
        readonly help?: Text;
        readonly law: readonly string[];
        readonly final?: true;
      }
    | undefined,
  name: string,
  rules: RulePack,
) {
  if (!spec) throw new Error(`no act ${name}`);
  return {
    act: name,
    title: spec.title,
    law: citesFor(rules, spec.law),
    ...(spec.help ? { help: spec.help } : {}),
    final: spec.final === true,
  };
}

function visibleParties(seen: Seen, audience: readonly string[]): JsonObject[] {
  const readers = procedureOf(seen.procedure).partyReaders ?? {};
  return seen.parties
    .filter(({ key }) => {
      const only = readers[key];
      return !only || audience.includes('office') || only.some((r) => audience.includes(r));
    })
    .map((p) => ({ ...p }));
}

export function clocksOf(house: House, stored: StoredCase, rules: RulePack): ClockView[] {
  const procedure = procedureOf(stored.procedure);
  const calendar = house.calendar();
  const owed = owedIn(procedure, stored.state.status);
  return stored.clocks.flatMap((row) => {
    const spec = procedure.clocks[row.name];
    if (!spec) return [];
    const { explanation } = explain(row, calendar);
    return [
      {
        name: row.name,
        title: spec.title,
        law: citesFor(rules, spec.law),
        state: row.state,
        startedOn: row.startedOn,
        length: row.length,
        unit: row.unit,
        due: row.due,
        provisional: row.provisional,
        left: daysLeft(
          calendar,
          orThrowDate(house.time.today()),
          orThrowDate(row.due),
          row.unit === 'workingDay' ? 'workingDay' : 'day',
        ),
        owed: row.state === 'expired' && owed.includes(row.name),
        calendar: row.calendar,
        explanation,
        onExpiry: spec.onExpiryText,
      },
    ];
  });
}
