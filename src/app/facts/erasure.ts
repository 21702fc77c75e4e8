import type { Json, JsonObject } from '../../base/json.ts';
import { isUuid } from '../../base/id.ts';
import type { Erasable, ErasureState } from '../../contexts/records/erasable.ts';
import { loadCase } from '../../store/cases.ts';
import { planErasure } from '../erasure/plan.ts';
import type { Asking } from './facts.ts';
import { procedureOf } from '../procedures.ts';
import { pinnedPack } from '../rules.ts';
import { audienceOf, isOffice } from '../see.ts';
import { seenOf } from '../view.ts';

/** The case from which something shall be erased, for who may ask that: its parties and its office. */
export async function erasable(a: Asking): Promise<Json> {
  const order = a.state as ErasureState | undefined;
  const id = order?.about ?? a.input['about'];
  if (!isUuid(id)) return null;
  const stored = await loadCase(a.tx, a.house.keys, id, false);
  if (!stored || stored.jurisdiction !== a.jurisdiction) return null;
  const rules = pinnedPack(stored.pack);
  const seen = seenOf(a.house, stored, rules);
  const places = audienceOf(a.actor, seen).filter((one) =>
    Object.hasOwn(procedureOf(stored.procedure).parties, one),
  );
  // Also of a draft, which the office does not see: of what is found it is told numbers only.
  const office = places.length === 0 && isOffice(a.actor, seen.registrar);
  if (places.length === 0 && !office) return null;
  const wish = order ?? { classes: list(a.input['classes']), parts: list(a.input['parts']) };
  const plan = await planErasure(a.tx, a.house.keys, stored, wish);
  const found: Erasable = {
    caseId: id,
    procedure: stored.procedure,
    standing: office ? 'office' : 'party',
    settled: plan.settled,
    parts: plan.cases.reduce((sum, { parts }) => sum + parts.length, 0),
    unknown: plan.unknown,
    kept: plan.kept,
    breaksPublic: plan.cases.some((one) => one.breaksPublic),
    cases: Math.max(plan.cases.length, plan.reached),
  };
  return found as unknown as JsonObject;
}

const list = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.map((one: Json) => String(one)) : [];
