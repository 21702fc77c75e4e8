import type { JsonObject } from '../../base/json.ts';
import { ERASE, erasedEvents, partName } from '../../kernel/erasure.ts';
import { follow } from '../../kernel/take.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { packHash } from '../../law/pack-hash.ts';
import { eventRow } from '../../store/bodies.ts';
import { appendCase, dropParties, loadCase, type StoredCase } from '../../store/cases.ts';
import { dropFiles, emptyBeside, emptyBodies } from '../../store/erase.ts';
import type { Runner } from '../../store/transaction.ts';
import type { ErasureState } from '../../contexts/records/erasable.ts';
import { recordOf } from '../act-record.ts';
import { ERASURE_LAW } from './law.ts';
import { goneOf, planErasure, type CasePlan } from './plan.ts';
import type { House } from '../house.ts';
import { inboxOf } from '../desk/notify.ts';
import { procedureOf } from '../procedures.ts';
import { rebuildCase } from '../backup/rebuild.ts';
import { citesFor, pinnedPack } from '../rules.ts';
import { systemActor } from '../system.ts';
import { imageOf } from '../write.ts';

/** Carries out what an order says, in the transaction of the act that confirmed it: values and salts of
 *  the parts go, each case says on the log which, and all that is read from it is made anew. */
export async function carryOutErasure(
  house: House,
  tx: Runner,
  order: StoredCase,
  events: readonly RecordedEvent[],
): Promise<void> {
  const done = events.find(({ type }) => type === 'records.Erased');
  if (!done) return;
  const wish = order.state as ErasureState;
  const stored = await loadCase(tx, house.keys, wish.about, true);
  if (!stored) throw new Error(`an order names the missing case ${wish.about}`);
  const { cases } = await planErasure(tx, house.keys, stored, wish);
  for (const plan of cases) {
    await eraseFrom(house, tx, plan, { order: order.caseId, ground: wish.ground, at: done.at });
  }
}

interface Order {
  readonly order: string;
  readonly ground: string;
  readonly at: string;
}

async function eraseFrom(
  house: House,
  tx: Runner,
  { stored: seen, rows, parts, after, files }: CasePlan,
  { order, ground, at }: Order,
): Promise<void> {
  const { keys } = house;
  const { caseId, procedure: name, jurisdiction, pack } = seen;
  // Held until the end: nothing is decided on what is about to go.
  const stored = await loadCase(tx, keys, caseId, true);
  if (stored?.version !== seen.version || !after) throw overtaken();
  const procedure = procedureOf(name);
  const rules = pinnedPack(pack);
  const gone = goneOf(parts);
  await emptyBodies(tx, keys, caseId, rows, (version, group) =>
    gone.has(partName({ version, group })),
  );
  const input = { order, ground, parts: parts.map(partName) };
  const law = citesFor(rules, ERASURE_LAW);
  const { version } = stored;
  const events = erasedEvents({ ...input, caseId, version, at, law, actor: systemActor });
  const still = events.reduce((s, event) => follow(procedure, s, event), { ...after, version });
  const record = recordOf({
    act: ERASE,
    input,
    facts: {} as JsonObject,
    actor: systemActor,
    random: [],
    years: [],
  });
  const stamp = { procedure: name, jurisdiction, pack, rules: packHash(rules) };
  const salt = (): string => house.random(32).toString('hex');
  const image = imageOf({
    ...still,
    caseId,
    procedure,
    jurisdiction,
    pack,
    openedAt: stored.openedAt,
    updatedAt: at,
  });
  const before = procedure.partiesOf(stored.state);
  await dropParties(tx, caseId, before, image.parties);
  const written = events.map((e, i) =>
    eventRow(keys, stamp, e, salt, i === 0 ? record : undefined),
  );
  await appendCase(tx, keys, image, written, undefined);
  await rebuildCase(tx, keys, caseId);
  const left = new Set(image.parties.map(({ id }) => id));
  const recipients = before.filter(({ id }) => id !== '' && !left.has(id));
  const gonePeople = recipients.map(({ id }) => inboxOf(id));
  const receipts = parts.some(({ group }) => group === 'receipt');
  await emptyBeside(tx, { caseId, title: image.headline.title, gone: gonePeople, receipts });
  await dropFiles(tx, caseId, files);
  house.cases.drop(caseId);
}

/** Read again from the start, like any act that somebody overtook. */
const overtaken = (): Error => Object.assign(new Error('the case moved on'), { code: '40001' });
