import { randomUUID } from 'node:crypto';
import { act, open } from '../src/app/act.ts';
import type { House } from '../src/app/house.ts';
import { systemActor } from '../src/app/system.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { canary } from './log-canaries.ts';
import { organisations, people } from './office-people.ts';

/** Who came after the registrar of Beijing, at the same posts. */
export const successors = (hidden: (actor: Actor) => Actor) => {
  const { code, name, region } = organisations.operator;
  const at = (actor: Actor): Actor => hidden({ ...actor, org: { code, name, region } });
  return { intake: at(people.intake), review: at(people.review), issue: at(people.issue) };
};

interface Desk extends ReturnType<typeof successors> {
  readonly house: House;
  readonly filer: Actor;
  readonly paper: (house: House, by: Actor) => Promise<string>;
}

/** The successor gives a code, and everything after which an entry has a new document. */
export async function successionHappens(d: Desk, entry: string): Promise<void> {
  const { house, filer, intake, review, issue, paper } = d;
  const doing =
    (caseId: string) =>
    (actor: Actor, name: string, input: JsonObject = {}) =>
      act(house, { actor, caseId, act: name, input });
  await doing(entry)(issue, 'assignCode');
  const renewal = randomUUID();
  await doing(entry)(systemActor, 'noteRenewal', { renewal });
  const term = { validFrom: '2030-03-01', validTo: '2033-02-28' };
  await doing(entry)(systemActor, 'extend', { renewal, ...term });
  const input = {
    entry,
    items: [{ item: 'dataResource.name', value: canary('更正') }],
    explanation: canary('有误'),
    proof: [await paper(house, filer)],
    interest: canary('利害'),
  };
  const asked = { actor: filer, procedure: 'reg.correct', jurisdiction: 'beijing', input };
  const { caseId } = await open(house, asked);
  await doing(caseId)(intake, 'accept');
  await doing(caseId)(review, 'grant', { finding: canary('认定') });
}
