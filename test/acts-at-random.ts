import { act, open } from '../src/app/act.ts';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import { moment } from '../src/base/plain-date.ts';
import { isRefusal, Refused } from '../src/base/refusal.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { randomFrom, type TestHouse } from './house.ts';
import { ITEM, people } from './people.ts';
import { disputed, dossier, draft, filed, inNotice, mandate, objectTo, upload } from './story.ts';

type Step = readonly [actor: Actor, act: string, input: JsonObject];

const DAY_MS = 86_400_000;
const REASONS = '材料与规则要求不一致';

/** Acts somebody might try at any time; most of them are refused where the case stands. */
function steps(paper: string, n: number): readonly Step[] {
  const gaps = [{ item: 'scenario.usable', ground: 'incomplete', reason: '请写明可用的场景' }];
  const [group = '', values = {}] = dossier(`数据资源${n}`, paper)[n % 6] ?? [];
  return [
    [people.editor, 'attachMaterial', { group, values }],
    [people.editor, 'importContent', { itemId: ITEM }],
    [people.editor, 'linkEvidence', { depositedOn: '2026-03-02' }],
    [people.reviewer, 'recordInternalReview', { opinion: '同意' }],
    [people.editor, 'submit', { declaration: true }],
    [people.editor, 'resubmit', { declaration: true }],
    [people.intake, 'accept', {}],
    [people.intake, 'notifyIntakeGaps', { gaps }],
    [people.formal, 'notifyReviewGaps', { gaps }],
    [people.formal, 'explainDelay', { reason: '材料较多，尚在核对' }],
    [people.formal, 'passReview', { checked: true }],
    [people.issuer, 'publishNotice', {}],
    [people.issuer, 'assignCode', {}],
    [people.editor, 'withdraw', { reasons: REASONS }],
    [people.referee, 'notifyRegistrant', {}],
    [people.referee, 'dismiss', { reasons: REASONS }],
    [people.referee, 'uphold', { reasons: REASONS }],
    [people.objector, 'withdraw', {}],
    [people.editor, 'revoke', { reason: '不再需要' }],
  ];
}

/** A life of the register at random: cases are opened, acts tried, days pass. The same seed lives
 *  the same life. Returns the cases it opened and how many acts were taken. */
export async function walk(house: TestHouse, seed: string, length: number) {
  const draw = randomFrom(seed);
  const die = (n: number): number => draw(4).readUInt32BE() % n;
  const cases: string[] = [];
  let taken = 0;
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      taken += 1;
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.kind === 'busy') throw error;
    }
  };
  const keep = async (opened: Promise<{ caseId: string }>): Promise<void> => {
    cases.push((await opened).caseId);
  };
  const paper = await upload(house, people.editor, '材料');
  const openings = [
    () => keep(draft(house)),
    () => keep(filed(house, `名录${die(1000)}`)),
    () => keep(inNotice(house, `名录${die(1000)}`)),
    () => keep(objectTo(house, cases[die(cases.length)] ?? '')),
    () => keep(disputed(house, cases[die(cases.length)] ?? '')),
    () => keep(mandate(house, `2026-${String(4 + die(8)).padStart(2, '0')}-15`)),
    () => keep(opened(house, cases, die)),
  ];
  for (let i = 0; i < length; i += 1) {
    const what = die(20);
    const opening = openings[what];
    const caseId = cases[die(cases.length || 1)];
    if (opening) await attempt(opening);
    else if (what === 19) await travel(house, 1 + die(4));
    else if (caseId !== undefined) {
      const list = steps(paper, die(1000));
      const [actor, name, input] = list[die(list.length)] ?? list[0] ?? [];
      if (!actor || !name) throw new Error('no step');
      await attempt(() => act(house, { actor, caseId, act: name, input: input ?? {} }));
    }
    house.pass(die(3_600_000));
  }
  return { cases, taken };
}

/** A draft filed by the agent, under whichever case the dice name as its mandate. */
function opened(house: TestHouse, cases: readonly string[], die: (n: number) => number) {
  const input = { objectKind: 'resource', mandate: cases[die(cases.length)] ?? '' };
  return open(house, {
    actor: people.agent,
    procedure: 'reg.first',
    jurisdiction: 'beijing',
    input,
  });
}

async function travel(house: TestHouse, days: number): Promise<void> {
  const moved = await moveDemoClock(house, moment(house.time.nowMs() + days * DAY_MS));
  if (isRefusal(moved)) throw new Error(moved.code);
}
