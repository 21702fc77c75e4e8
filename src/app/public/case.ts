import { DOCUMENTED } from '../../contexts/registration/documented.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';

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

const OF_NOTICE = statement(
  'public_notice_entry',
  `SELECT e.code FROM public_notice n JOIN case_row c ON c.case_id = n.case_id
   JOIN public_entry e ON e.case_id IN (n.case_id, c.parent_id) WHERE n.case_id = $1 LIMIT 1`,
);

/** The code of the entry that a notice became, or that the change on notice is about; null where there
 *  is none. */
export async function entryOfNotice(
  house: Pick<House, 'pool'>,
  caseId: string,
): Promise<string | null> {
  const [row] = await runnerOf(house.pool).run<{ code: string }>(OF_NOTICE, [caseId]);
  return row?.code ?? null;
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
