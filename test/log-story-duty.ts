import { act, open } from '../src/app/act.ts';
import type { House } from '../src/app/house.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { canary } from './log-canaries.ts';
import { organisations, people as cast } from './office-people.ts';

/** What the story lends to this part of it. */
export interface Lent {
  readonly house: House;
  readonly filer: Actor;
  readonly agency: string;
  readonly paper: (house: House, by: Actor) => Promise<string>;
}

interface Due {
  readonly answered: string;
  readonly late: string;
}

const municipal: Actor = {
  ...cast.municipal,
  accountId: '0190b000-0000-7000-8000-0000000d0001',
  name: canary('姓名'),
};

const does = (house: House, caseId: string, actor: Actor, name: string, input: JsonObject) =>
  act(house, { actor, caseId, act: name, input });

async function raised(
  house: House,
  more: JsonObject = {},
  suppliedOn: string = house.time.today(),
): Promise<string> {
  const input = {
    holder: organisations.transport.code,
    objectKind: 'resource',
    objectName: canary('数据名称'),
    agreementNumber: canary('协议编号'),
    agreementOrganisation: canary('运营机构'),
    operationBegan: '2026-05-20',
    ...more,
  };
  const asked = { actor: municipal, procedure: 'reg.duty', jurisdiction: 'beijing', input };
  const { caseId } = await open(house, asked);
  await does(house, caseId, municipal, 'noteSupply', { suppliedOn });
  return caseId;
}

/** Duties that are answered, late and only encouraged, and a mandate whose end comes near. */
export async function dutiesArise({ house, filer, agency, paper }: Lent): Promise<Due> {
  const answered = await raised(house);
  const late = await raised(house);
  // Only encouraged, and older than the national measures.
  const older = { objectKind: 'product', operationBegan: '2024-12-01' };
  await raised(house, older, '2025-01-10');
  const from = house.time.today();
  const input = {
    agentName: canary('代理机构'),
    agentCreditCode: agency,
    from,
    to: `${from.slice(0, 8)}28`,
    procedures: ['reg.first'],
    objectKinds: ['resource', 'product'],
    agreement: await paper(house, filer),
  };
  const asked = { actor: filer, procedure: 'agency', jurisdiction: 'beijing', input };
  const { caseId } = await open(house, asked);
  for (const by of [filer, cast.agent]) await does(house, caseId, by, 'seal', { sealed: true });
  return { answered, late };
}

/** A month later one of them is overdue: its day is put right, then it is released. */
export async function dutiesEnd({ house }: Lent, { late }: Due): Promise<void> {
  await does(house, late, municipal, 'correctSupply', {
    suppliedOn: '2026-06-15',
    operationBegan: '2026-06-01',
    reasons: canary('更正'),
  });
  await does(house, late, municipal, 'release', { reasons: canary('解除') });
}
