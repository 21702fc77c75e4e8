import { act } from '../src/app/act.ts';
import type { House } from '../src/app/house.ts';
import { systemActor } from '../src/app/system.ts';
import type { JsonObject } from '../src/base/json.ts';
import { canary } from './log-canaries.ts';

/** An entry that the national platform refuses at first, takes, and is handed once more. */
export async function handedOver(house: House, caseId: string): Promise<void> {
  const says = (name: string, input: JsonObject) =>
    act(house, { actor: systemActor, caseId, act: name, input });
  await says('noteNationalRefusal', { version: 1, why: 'POLICY' });
  const nationalCode = 'DEMO-20260701-000000001-7F';
  await says('noteNational', { version: 1, nationalCode, receipt: canary('回执') });
  await says('handOverAgain', { counterpart: 'national', after: null });
}
