import { act, open } from '../src/app/act.ts';
import type { House } from '../src/app/house.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { canary } from './log-canaries.ts';

interface Desk {
  readonly house: House;
  readonly filer: Actor;
  readonly agent: Actor;
  readonly intake: Actor;
  readonly review: Actor;
  readonly issue: Actor;
  /** Uploads a file and gives its id. */
  readonly paper: (house: House, by: Actor) => Promise<string>;
  readonly mandated: (house: House, from: string, to: string) => Promise<string>;
}

type Does = (actor: Actor, name: string, input?: JsonObject) => Promise<unknown>;

async function begin(d: Desk, by: Actor, procedure: string, input: JsonObject): Promise<Does> {
  const { caseId } = await open(d.house, { actor: by, procedure, jurisdiction: 'beijing', input });
  return (actor, name, given = {}) => act(d.house, { actor, caseId, act: name, input: given });
}

const why = (): JsonObject => ({ reasons: canary('理由') });

async function asked(d: Desk, entry: string, by: Actor, more: JsonObject = {}): Promise<Does> {
  const paper = { agreementTo: '2027-06-30', agreement: await d.paper(d.house, by) };
  const input = { entry, months: 1, unchanged: true, ...paper, ...more };
  return begin(d, by, 'reg.renew', input);
}

/** Renewals of every end: refused after gaps, withdrawn, granted to a registrant whose agent filed, and
 *  one that stays open. The entry, a product valid until the end of 2026, is in its window. */
export async function renewalsHappen(d: Desk, entry: string): Promise<void> {
  const { house, filer, agent, intake, issue } = d;
  const refused = await asked(d, entry, filer);
  await refused(intake, 'notifyGaps', why());
  const agreement = await d.paper(house, filer);
  await refused(filer, 'resubmit', { agreementTo: '2027-08-31', agreement });
  await refused(issue, 'refuse', why());
  const left = await asked(d, entry, filer);
  await left(filer, 'withdraw', why());
  const mandate = await d.mandated(house, house.time.today(), '2027-12-31');
  const granted = await asked(d, entry, agent, { mandate });
  await act(house, {
    actor: filer,
    caseId: mandate,
    act: 'revoke',
    input: { reason: canary('解除') },
  });
  await granted(issue, 'approve', { checked: true });
  await asked(d, entry, filer);
}

/** Investigations: one nobody answers, dismissed; one that ends the entry and what was open about it. */
export async function revocationsHappen(
  d: Desk & { readonly move: (day: string) => Promise<void> },
  entry: string,
): Promise<void> {
  const { house, filer, issue } = d;
  // Not the officer who reviewed the registration.
  const inspector = { ...d.review, accountId: '0190b000-0000-7000-8000-00000000fe01' };
  const opened = async (): Promise<Does> =>
    begin(d, inspector, 'reg.revoke', {
      entry,
      ground: 'concealment_or_falsehood',
      source: 'report',
      facts: canary('事实'),
      evidence: [await d.paper(house, inspector)],
      reporter: canary('举报人'),
    });
  const silent = await opened();
  await silent(inspector, 'notifyRegistrant', { answerBy: '2026-12-21' });
  await d.move('2026-12-22');
  await silent(inspector, 'dismiss', why());
  const does = await opened();
  await does(inspector, 'notifyRegistrant', { answerBy: '2027-01-31' });
  const evidence = [await d.paper(house, filer)];
  await does(filer, 'fileStatement', { statement: canary('陈述'), evidence });
  const found = { findings: canary('认定'), evidence: [await d.paper(house, inspector)] };
  await does(inspector, 'confirmFacts', found);
  await does(issue, 'revoke', why());
}
