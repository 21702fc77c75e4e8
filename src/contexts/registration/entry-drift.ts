import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { text, type Text } from '../../base/text.ts';
import type { EventSpec, RecordedEvent } from '../../kernel/types.ts';
import { system } from '../../kernel/who.ts';
import type { Dossier } from './dossier.ts';
import { act, type CatalogueItem, type FirstState } from './first-state.ts';
import { catalogueMaterial } from './import.ts';
import { words } from './inputs.ts';

/** Fields that a draft or entry takes from the catalogue, in the order a person reads them. */
const FIELDS = ['name', 'summary', 'format', 'dataFields'] as const;
type DriftField = (typeof FIELDS)[number];

/** One field in which the catalogue has moved on: what stands here, what the catalogue said when the
 *  item was linked (null: no longer known), and what it says now. */
export interface Drifted {
  readonly field: DriftField;
  readonly ours: string;
  readonly linked: string | null;
  readonly now: string;
}

/** What is recorded of it in the case. */
export interface Drift {
  readonly itemId: string;
  /** Of the catalogue item as it was when this was noted. */
  readonly digest: string;
  readonly fields: readonly string[];
  readonly on: string;
}

/** Compares a dossier with its catalogue item, field by field. Words that were chosen otherwise from
 *  the beginning are no drift: only what the catalogue changed since, and what is not the same here. */
export function driftOf(
  dossier: Dossier,
  linked: CatalogueItem | null,
  now: CatalogueItem | null,
): Drifted[] {
  if (!now || linked?.digest === now.digest) return [];
  const ours = dossier['dataResource'] ?? {};
  const then = linked && catalogueMaterial(linked);
  const today = catalogueMaterial(now);
  const word = (values: JsonObject, field: DriftField): string => String(values[field] ?? '');
  return FIELDS.flatMap((field) => {
    const at = {
      field,
      ours: word(ours, field),
      linked: then && word(then, field),
      now: word(today, field),
    };
    return at.now === at.ours || at.now === at.linked ? [] : [at];
  });
}

/** Every state in which a case still says something that the catalogue may contradict. */
const STANDING = [
  'draft',
  'reviewed',
  'submitted',
  'intake_gap',
  'in_review',
  'review_gap',
  'passed',
  'in_notice',
  'objection_open',
  'clear',
  'REGISTERED',
];

const LAW = ['BJ-REG-19', 'CQ-REG-20', 'NAT-REG-16'];

const DETECTED = 'reg.ContentDriftDetected';
const SETTLED = 'reg.ContentDriftSettled';

/** Taken by the system after the catalogue list or the case has changed; says nothing where nothing
 *  is new. */
export const noteDrift = act({
  title: text('比对目录', 'Compare with the catalogue'),
  help: text(
    '目录条目更新后，系统逐项比对并记录不一致之处；不改动已填内容。',
    'After a change of the catalogue item the system compares field by field and records what differs; it changes no content.',
  ),
  law: LAW,
  by: [system],
  from: STANDING,
  to: STANDING,
  input: z.strictObject({ itemId: words(80) }),
  needs: ['catalogueItem', 'catalogueLinked'],
  emits: [DETECTED, SETTLED],
  decide({ state, input, facts }) {
    const { itemId } = input;
    const now = facts.catalogueItem;
    if (state.anchor?.itemId !== itemId || !now) return [];
    const fields = driftOf(state.dossier, facts.catalogueLinked, now).map((d) => d.field);
    const known = state.drift;
    if (fields.length === 0) {
      return known ? [{ type: SETTLED, data: { itemId, digest: now.digest } }] : [];
    }
    const same = known?.digest === now.digest && known.fields.join() === fields.join();
    return same ? [] : [{ type: DETECTED, data: { itemId, digest: now.digest, fields } }];
  },
});

const event = (title: Text, tells: readonly string[]): EventSpec => ({ title, law: LAW, tells });

export const driftEvents: Readonly<Record<string, EventSpec>> = {
  [DETECTED]: event(text('与目录不一致', 'Out of sync with the catalogue'), [
    'registrant',
    'agent',
  ]),
  [SETTLED]: event(text('与目录恢复一致', 'In sync with the catalogue again'), []),
};

/** Folds what was noted; undefined where the event is none of these. */
export function evolveDrift(state: FirstState, event: RecordedEvent): FirstState | undefined {
  const { data, type } = event;
  if (type === SETTLED) return { ...state, drift: null };
  if (type !== DETECTED) return undefined;
  const { fields } = data;
  return {
    ...state,
    drift: {
      itemId: String(data['itemId']),
      digest: String(data['digest']),
      fields: Array.isArray(fields) ? fields.map(String) : [],
      on: event.at.slice(0, 10),
    },
  };
}
