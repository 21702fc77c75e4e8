import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer, HandOver } from '../../contexts/network/hand-over.ts';
import type { NationalSide } from './side.ts';

const share = z.number().min(0).max(1);

/** How the simulated side misbehaves; shares are of requests, for `refuse` of entries. */
export const faultsSchema = z.strictObject({
  /** Nobody answers: 503. */
  down: z.boolean().default(false),
  delayMs: z.int().min(0).max(60_000).default(0),
  /** Every delivery is worked on twice, and every answer is given twice. */
  duplicate: z.boolean().default(false),
  /** What was asked is done, and the answer gets lost. */
  loseAnswers: share.default(0),
  /** The last messages of a request are not answered. */
  forgetAnswers: share.default(0),
  /** Entries refused by a rule of its own: chosen by their code, so that the same are refused again. */
  refuse: share.default(0),
  /** A message with this code in it brings the whole request down. */
  poison: z.string().max(64).nullable().default(null),
});
export type Faults = z.infer<typeof faultsSchema>;

export const damageSchema = z.strictObject({
  /** So many entries, oldest first, are forgotten, and so many others changed by somebody. */
  forget: z.int().min(0).max(1_000_000).default(0),
  alter: z.int().min(0).max(1_000_000).default(0),
  /** Entries nobody handed over. */
  invent: z.int().min(0).max(10_000).default(0),
});

export const NO_FAULTS = faultsSchema.parse({});

/** What a sender hands over, and the registrars it speaks for. */
interface Handed {
  readonly registrars: readonly string[];
  readonly messages: readonly HandOver[];
}

/** Takes messages with the faults asked for; undefined where the answer is lost. */
export async function takeWithFaults(
  side: Pick<NationalSide, 'take'>,
  faults: Faults,
  { registrars, messages }: Handed,
  chance: () => number,
): Promise<readonly Answer[] | undefined> {
  if (faults.delayMs > 0) await wait(faults.delayMs);
  if (messages.some(({ code }) => code === faults.poison)) throw new Error('poisoned');
  const [refused, good] = [[] as HandOver[], [] as HandOver[]];
  for (const message of messages)
    (shareOf(message.code) < faults.refuse ? refused : good).push(message);
  const first = side.take(registrars, good);
  const again = faults.duplicate ? side.take(registrars, good) : [];
  const answers: Answer[] = [
    ...first,
    ...again,
    ...refused.map(({ caseId, version, previous }): Answer => ({
      caseId,
      version,
      outcome: 'refused',
      why: 'POLICY',
      have: previous,
    })),
  ];
  if (chance() < faults.loseAnswers) return undefined;
  return chance() < faults.forgetAnswers
    ? answers.slice(0, Math.floor(answers.length / 2))
    : answers;
}

/** From 0 up to 1, always the same for the same code. */
function shareOf(code: string): number {
  let hash = 2_166_136_261;
  for (const character of code) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619) >>> 0;
  return hash / 2 ** 32;
}

/** Harms the register of the simulated side, as a restore from an old backup or a careless hand would. */
export function damage(
  { database }: Pick<NationalSide, 'database'>,
  { forget, alter, invent }: z.infer<typeof damageSchema>,
): void {
  database.exec('BEGIN IMMEDIATE');
  for (const table of ['taken', 'entry']) {
    const oldest = 'SELECT case_id FROM entry ORDER BY case_id LIMIT ?';
    database.prepare(`DELETE FROM ${table} WHERE case_id IN (${oldest})`).run(forget);
  }
  database
    .prepare(
      `UPDATE entry SET fields = json_set(fields, '$.dataName', '被改动的名称')
       WHERE case_id IN (SELECT case_id FROM entry ORDER BY case_id DESC LIMIT ?)`,
    )
    .run(alter);
  database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT OR IGNORE INTO entry SELECT printf('ffffffff-ffff-7fff-8fff-%012x', i), e.registrar,
         'INVENTED-' || i, 'DEMO-INVENTED-' || i, 1, e.status, e.valid_from, e.valid_to, e.fields
       FROM n, (SELECT * FROM entry LIMIT 1) AS e WHERE ? > 0`,
    )
    .run(invent, invent);
  database.exec('COMMIT');
}
