import { setTimeout as wait } from 'node:timers/promises';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { DOCUMENTED } from '../../contexts/registration/documented.ts';
import type { LogProof } from '../../contexts/credential/claims.ts';
import { storedEvents } from '../../store/bodies.ts';
import type { StoredCase } from '../../store/cases.ts';
import { placesOf } from '../../store/log-tables.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import type { PublishedLog } from '../archive/case-evidence.ts';
import { proofFile } from '../log/proofs.ts';

const RESULT_VERSION = statement(
  'result_version',
  'SELECT max(version) AS version FROM event WHERE case_id = $1 AND type = ANY($2::text[])',
);

/** A document waits this long for the witnesses, who answer in a fraction of it, and then says that
 *  its entry is published and not yet witnessed. */
const PATIENCE_MS = 3000;
const LOOK_MS = 50;

/** The proof that the result stands on the log, under the best checkpoint there is. Throws `Refused`
 *  (503) while the entry is not even published: a document without its proof is not issued. */
export async function resultProof(
  house: Pick<House, 'pool'>,
  log: PublishedLog,
  stored: StoredCase,
): Promise<LogProof> {
  const runner = runnerOf(house.pool);
  const [found] = await runner.run<{ version: number | null }>(RESULT_VERSION, [
    stored.caseId,
    DOCUMENTED,
  ]);
  const version = found?.version;
  if (typeof version !== 'number') throw new Error(`${stored.caseId} has a result and no code`);
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const [place] = await placesOf(runner, stored.caseId, version - 1, 1);
    const { published, witnessed } = log.sizes();
    const late = performance.now() > until;
    if (place && (place.index < witnessed.sha256 || (late && place.index < published))) {
      const [row] = await storedEvents(runner, stored.caseId, version - 1, 1);
      const proof = await proofFile(log, 'sha256', place.index);
      const sm3 = await proofFile(log, 'sm3', place.index);
      if (row && proof !== undefined) {
        return { entry: row.entry.toString('base64url'), proof, sm3: sm3 ?? null };
      }
    }
    if (late) throw new Refused(notYet());
    await wait(LOOK_MS);
  }
}

const notYet = () =>
  refuse(
    'RESULT_NOT_ON_LOG',
    text(
      '登记结果正在上链，暂不能出具文件；请稍后再试。',
      'The result is on its way to the log; the document cannot be issued yet. Try again shortly.',
    ),
    [],
    'busy',
  );
