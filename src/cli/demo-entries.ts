import { colleagueOf, DESKS, type Place } from './demo-cast.ts';
import type { DemoCase, DemoClient, DemoPerson } from './demo-client.ts';
import type { Deposited } from './demo-deposit.ts';
import { digestOf } from './demo-paper.ts';

/** One entry that the story needs, and what is to become of it. */
export interface Plan {
  readonly account: string;
  /** An item of the catalogue to begin with: what its name holds. */
  readonly topic?: string;
  /** A product instead, and the last day of its authorised operation where it is a near one. */
  readonly product?: { readonly name: string; readonly agreementTo?: string };
  readonly deposit?: Deposited;
  /** Which of the items that fit, as a number in [0, 1); by chance where it is not said. */
  readonly chance?: () => number;
}

export interface Entry {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly code: string;
  readonly validTo: string;
}

/** A dossier from draft to its filing, without a word: the first part of the story has told it. */
export async function submitted(client: DemoClient, place: Place, plan: Plan): Promise<DemoCase> {
  const filer = await client.as(plan.account);
  const { id } = await filer.open('reg.first', place, {
    objectKind: plan.product ? 'product' : 'resource',
    inScope: true,
  });
  await begun(filer, id, plan);
  await filer.post(`/api/demo/cases/${id}/fill`, {});
  const colleague = await colleagueOf(client, plan.account);
  await colleague.act(id, 'recordInternalReview', { opinion: '同意提交。' });
  return filer.act(id, 'submit', { declaration: true });
}

/** … and on to its notice. */
export async function toNotice(client: DemoClient, place: Place, plan: Plan): Promise<DemoCase> {
  const { id } = await submitted(client, place, plan);
  return examined(client, place, await (await client.as(DESKS[place].intake)).act(id, 'accept'));
}

/** Accepted: the seals looked at, the form reviewed, the notice published. */
export async function examined(
  client: DemoClient,
  place: Place,
  accepted: DemoCase,
): Promise<DemoCase> {
  const { id } = accepted;
  const review = await client.as(DESKS[place].review);
  await confirmSeals(review, accepted);
  await review.act(id, 'passReview', { checked: true });
  return (await client.as(DESKS[place].issue)).act(id, 'publishNotice');
}

export async function confirmSeals(review: DemoPerson, { id, state }: DemoCase): Promise<void> {
  for (const seal of state['seals'] as { id: string }[])
    await review.act(id, 'confirmSeal', { file: seal.id, found: true });
}

/** What sets this dossier apart; sample material fills the rest. */
async function begun(filer: DemoPerson, id: string, plan: Plan): Promise<void> {
  const attach = (group: string, values: object): Promise<DemoCase> =>
    filer.act(id, 'attachMaterial', { group, values });
  if (plan.topic !== undefined)
    await filer.act(id, 'importContent', { itemId: await anItem(filer, plan.topic, plan.chance) });
  if (plan.product) await attach('product', plan.product);
  const { deposit } = plan;
  // Data of one's own has a digest of its own, and is nobody's duplicate.
  if (!deposit) await attach('evidence', { digest: digestOf(id) });
  else {
    const proofFile = await filer.upload('存证证明（演示）.pdf', deposit.proof);
    await attach('evidence', { ...deposit.values, proofFile });
    await filer.act(id, 'linkEvidence', { deposit: deposit.id });
  }
}

/** An item that nobody has registered yet, rather one of the whole city: the catalogue has many of
 *  single districts. */
async function anItem(
  filer: DemoPerson,
  topic: string,
  chance: () => number = Math.random,
): Promise<string> {
  const q = encodeURIComponent(topic);
  const { items } = await filer.get<{ items: { id: string; name: string }[] }>(
    `/api/catalogue?limit=100&q=${q}`,
  );
  const registered = await filer.get<{ items: { fields: { dataName: string } }[] }>(
    `/api/public/registrations?limit=100&q=${q}`,
  );
  const taken = new Set(registered.items.map(({ fields }) => fields.dataName));
  const free = items.filter(({ name }) => !taken.has(name));
  const wide = free.filter(
    ({ name }) => name.includes(topic) && !/[区县乡镇]|街道/.test(name.replace(topic, '')),
  );
  const among = [wide, free, items].find((some) => some.length > 0) ?? [];
  const item = among[Math.floor(chance() * among.length)];
  if (!item) throw new Error('the demonstration catalogue is empty');
  return item.id;
}

/** The notice is over: the code. */
export async function coded(
  client: DemoClient,
  place: Place,
  account: string,
  { id, title }: DemoCase,
): Promise<Entry> {
  const issue = await client.as(DESKS[place].issue);
  const { state } = await issue.act(id, 'assignCode');
  const { code, validTo } = state['result'] as { code: string; validTo: string };
  return { id, account, name: title, code, validTo };
}
