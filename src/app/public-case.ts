import { DOCUMENTED } from '../contexts/registration/documented.ts';
import { runnerOf, statement } from '../store/transaction.ts';
import type { House } from './house.ts';

/** Where strangers may read of a case, if anywhere. */
export interface PublicCase {
  /** Of its entry in the register. */
  readonly code: string | null;
  /** Whether it stands on the notice board. */
  readonly notice: boolean;
}

const PUBLIC = statement(
  'public_case',
  `SELECT (SELECT code FROM public_entry WHERE case_id = $1) AS code,
     EXISTS (SELECT FROM public_notice WHERE case_id = $1) AS notice`,
);

export async function publicCase(house: Pick<House, 'pool'>, caseId: string): Promise<PublicCase> {
  const [row] = await runnerOf(house.pool).run<PublicCase>(PUBLIC, [caseId]);
  return row ?? { code: null, notice: false };
}

const CODED_AT = statement(
  'public_case_coded',
  `SELECT l.idx::text AS idx FROM event e LEFT JOIN log_leaf l USING (case_id, version)
   WHERE e.case_id = $1 AND e.type = ANY($2::text[]) ORDER BY e.version DESC LIMIT 1`,
);

/** Where on the log a case was given its code, or what its entry last says; null while that has no
 *  place, undefined where it never was. */
export async function codedAt(
  house: Pick<House, 'pool'>,
  caseId: string,
): Promise<number | null | undefined> {
  const [row] = await runnerOf(house.pool).run<{ idx: string | null }>(CODED_AT, [
    caseId,
    DOCUMENTED,
  ]);
  return row && (row.idx === null ? null : Number(row.idx));
}
