import { Readable } from 'node:stream';
import type { Json, JsonObject } from '../../base/json.ts';
import { isUuid } from '../../base/id.ts';
import { addDays } from '../../base/plain-date.ts';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { FirstState } from '../../contexts/registration/first-state.ts';
import { groupsFor } from '../../contexts/registration/precheck.ts';
import type { Actor } from '../../kernel/types.ts';
import { loadCase, type StoredCase } from '../../store/cases.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import { act, unknownCase } from '../act.ts';
import { demoText } from './materials.ts';
import type { House } from '../house.ts';
import { paperPrinter, type Paper } from '../papers/paper.ts';
import { pinnedPack } from '../rules.ts';
import { viewCase } from '../view.ts';

let print: ((paper: Paper) => Buffer) | undefined;

const TEMPLATES: Readonly<Record<string, string>> = {
  'sourceLegality.undertaking': 'undertaking',
  'evidence.proofFile': 'evidence-explanation',
  'riskAssessment.report': 'risk-report',
  'agency.agreement': 'agency-agreement',
  'product.doc': 'product-document',
};

/** Demonstration only: fills what is still empty in a draft with sample material and generated,
 *  visibly marked papers, through the very acts an applicant would take. */
export async function fillDraft(house: House, actor: Actor, caseId: string): Promise<StoredCase> {
  const stored = isUuid(caseId)
    ? await loadCase(runnerOf(house.pool), house.keys, caseId, false)
    : undefined;
  const view = stored && viewCase(house, actor, stored);
  if (!stored || !view) throw new Refused(unknownCase());
  const begun = stored.state as unknown as FirstState;
  if (
    stored.procedure !== 'reg.first' ||
    (begun.status !== 'draft' && begun.status !== 'reviewed')
  ) {
    throw new Refused(onlyDrafts());
  }
  const barred = view.closed.find((c) => c.act === 'attachMaterial');
  // Said before a single paper is printed and stored.
  if (barred) throw new Refused(barred.why);
  const rules = pinnedPack(stored.pack);
  const today = house.time.today();
  let after = await anchored(house, actor, stored, begun);
  const state = after.state as unknown as FirstState;
  for (const group of groupsFor(state, rules)) {
    const values: Record<string, Json> = {};
    for (const field of group.fields) {
      if (state.dossier[group.id]?.[field.id] !== undefined || field.required === 'optional')
        continue;
      const item = `${group.id}.${field.id}`;
      const value =
        field.type === 'file'
          ? await paperOf(house, actor, state, TEMPLATES[item] ?? 'undertaking')
          : demoText(item, field, state, { today, earlier: addDays(today, -3) });
      if (value !== undefined) values[field.id] = value;
    }
    if (Object.keys(values).length === 0) continue;
    after = await act(house, {
      actor,
      caseId,
      act: 'attachMaterial',
      input: { group: group.id, values },
    });
  }
  if ((after.state as unknown as FirstState).evidence) return after;
  const input: JsonObject = { depositedOn: addDays(today, -3) };
  return act(house, { actor, caseId, act: 'linkEvidence', input });
}

const SOME_ITEM = statement(
  'demo_some_item',
  `SELECT item_id FROM catalogue_item ORDER BY abs(hashtext(item_id || $1)), item_id LIMIT 1`,
);

/** Any recorded catalogue item will do for a resource that has none. It fills an empty form; beside
 *  what somebody has typed it is only linked. */
async function anchored(
  house: House,
  actor: Actor,
  stored: StoredCase,
  { objectKind, anchor, dossier }: FirstState,
): Promise<StoredCase> {
  const { caseId } = stored;
  if (objectKind !== 'resource' || anchor) return stored;
  const [item] = await runnerOf(house.pool).run<{ item_id: string }>(SOME_ITEM, [caseId]);
  if (!item) return stored;
  const input = { itemId: item.item_id };
  if (dossier['dataResource']?.['name'] === undefined) {
    return act(house, { actor, caseId, act: 'importContent', input });
  }
  const values = { catalogueItemId: item.item_id };
  const named = { group: 'dataResource', values };
  await act(house, { actor, caseId, act: 'attachMaterial', input: named });
  return act(house, { actor, caseId, act: 'linkCatalogue', input });
}

async function paperOf(
  house: House,
  actor: Actor,
  state: FirstState,
  template: string,
): Promise<string> {
  print ??= paperPrinter();
  const pdf = print({
    template,
    seal: state.registrant.name,
    values: {
      registrantName: state.registrant.name,
      creditCode: state.registrant.code,
      dataName: String(state.dossier['dataResource']?.['name'] ?? ''),
      date: house.time.today(),
    },
  });
  const uploader = { accountId: actor.accountId, org: actor.org?.code ?? null };
  const facts = await house.files.receive(uploader, Readable.from([pdf]), `${template}.pdf`);
  return facts.id;
}

const onlyDrafts = () =>
  refuse(
    'DEMO_DRAFTS_ONLY',
    text('只能补全首次登记的草稿。', 'Only a draft of a first registration can be filled.'),
    [],
    'conflict',
  );
