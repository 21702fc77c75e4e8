import { systemActor } from '../src/app/system.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { canary } from './log-canaries.ts';

type Does = (actor: Actor, name: string, input?: JsonObject) => Promise<unknown>;

/** The identity service does not confirm, and the officer verifies by the papers. */
export async function identityChecked(does: Does, intake: Actor): Promise<void> {
  await does(intake, 'askVerifier');
  await does(systemActor, 'noteCheck', {
    round: 2,
    outcome: 'refused',
    adapter: 'simulator',
    reference: canary('核验编号'),
    message: canary('核验答复'),
  });
  await does(intake, 'verify', { checked: true, reasons: canary('理由') });
}
