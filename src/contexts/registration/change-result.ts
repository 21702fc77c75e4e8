import { z } from 'zod';
import { canonical } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { office, system } from '../../kernel/who.ts';
import { entryEnded, divided } from './change-open.ts';
import type { Dossier } from './dossier.ts';
import { gap, type Finding } from './finding.ts';
import { anyOpen } from './first-fold.ts';
import { act, type FirstState } from './first-state.ts';

const LAW = ['NAT-REG-9(2)', 'BJ-REG-10(2)', 'CQ-REG-16'];
/** Parts of a dossier that are about its own filing, and not about what is registered. */
const OF_THE_FILING = ['change', 'agency'];

export const registerChange = act({
  title: text('办结变更登记', 'Register the change'),
  help: text(
    '登记簿形成新的版本，编码和有效期不变，原版本仍可查阅。',
    'The entry gets a new version; code and validity stay, and the old version stays readable.',
  ),
  law: [...LAW, 'BJ-REG-15'],
  by: [office('registrar.issue')],
  from: ['clear'],
  to: ['REGISTERED'],
  input: z.strictObject({}),
  needs: ['entryDossier'],
  emits: ['reg.ChangeRegistered'],
  final: true,
  decide({ state, facts, rules }) {
    if (anyOpen(state)) return objectionStillOpen();
    const { change } = state;
    const entry = facts.entryDossier;
    if (!change || entry?.status !== 'REGISTERED') return entryEnded();
    const written = differences(change.base, state.dossier);
    const crossed = crossing(change.base, entry.dossier, written);
    if (crossed.length > 0) return entryMoved(crossed);
    const { material, personal } = divided(written, rules);
    return [
      {
        type: 'reg.ChangeRegistered',
        data: { about: change.entry, code: entry.code, version: entry.version + 1 },
        private: { material, ...(Object.keys(personal).length > 0 ? { personal } : {}) },
      },
    ];
  },
});

/** The entry ended while the change was on its way: nothing is left to change. */
export const endWithEntry = act({
  title: text('随登记终结', 'End with the entry'),
  law: LAW,
  by: [system],
  from: [
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
  ],
  to: ['CLOSED'],
  input: z.strictObject({}),
  emits: ['reg.ClosedWithEntry'],
  decide: () => [{ type: 'reg.ClosedWithEntry', data: {} }],
});

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  canonical({ v: a ?? null }) === canonical({ v: b ?? null });

/** The values that differ from what the change began with; null where one was emptied. */
export function differences(base: Dossier, now: Dossier): Dossier {
  const found: Record<string, JsonObject> = {};
  for (const group of new Set([...Object.keys(base), ...Object.keys(now)])) {
    if (OF_THE_FILING.includes(group)) continue;
    const fields = new Set([...Object.keys(base[group] ?? {}), ...Object.keys(now[group] ?? {})]);
    const moved = [...fields].filter((f) => !same(base[group]?.[f], now[group]?.[f]));
    if (moved.length === 0) continue;
    found[group] = Object.fromEntries(moved.map((f) => [f, now[group]?.[f] ?? null]));
  }
  return found;
}

/** Items that somebody else's change or correction wrote in the meantime, and this one would undo. */
const crossing = (base: Dossier, entry: Dossier, written: Dossier): string[] =>
  Object.entries(written).flatMap(([group, fields]) =>
    Object.keys(fields)
      .filter((f) => !same(base[group]?.[f], entry[group]?.[f]))
      .map((f) => `${group}.${f}`),
  );

/** What a change must have beyond what a first registration must. */
export function changeGaps(state: FirstState): Finding[] {
  if (!state.change || Object.keys(differences(state.change.base, state.dossier)).length > 0) {
    return [];
  }
  return [
    gap(
      'change.content',
      'NOTHING_CHANGED',
      '填写的内容与登记簿完全相同，没有需要变更的事项。',
      'Nothing differs from what the register says.',
      LAW,
    ),
  ];
}

const objectionStillOpen = (): Refusal =>
  refuse(
    'OBJECTION_OPEN',
    text('尚有异议未处理，不得办结变更。', 'An objection is not decided yet.'),
    ['BJ-REG-15', 'NAT-REG-13'],
    'conflict',
  );

const entryMoved = (items: readonly string[]): Refusal =>
  refuse(
    'ENTRY_MOVED',
    text(
      `登记簿中的“${items.join('”“')}”在本次申请期间已被更新，请撤回后按现有内容重新申请。`,
      `${items.join(', ')} changed in the register meanwhile; withdraw and file anew.`,
    ),
    LAW,
    'conflict',
    { items: [...items] },
  );
