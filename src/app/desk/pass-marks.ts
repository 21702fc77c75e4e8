import type { Json, JsonObject } from '../../base/json.ts';
import { seal, unseal, type SealKeys } from '../../store/seal.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { placeOf } from './scratch.ts';

/** Checklists of one case that are passed on at once: a case has a handful of rounds. */
const MOST_LISTS = 12;
/** Marks of one list; the longest material list is far below. */
const MOST_MARKS = 400;
const LONGEST_WORDS = 4000;
const MOST_NAMES = 300;

const LISTS = statement(
  'marks_lists',
  `SELECT name, sealed FROM scratch
   WHERE account_id = $1 AND case_id = $2 AND name ~ '^case\\.[0-9a-f-]{36}\\.(checklist\\.|petition)'
   ORDER BY updated_at DESC LIMIT ${MOST_LISTS}`,
);
/** Whoever has marks of their own keeps them. */
const PASS = statement(
  'marks_pass',
  `INSERT INTO scratch (account_id, name, revision, case_id, sealed, updated_at, files)
   SELECT $1, $2, 1, $3, $4, $5, '{}'
   WHERE (SELECT count(*) FROM scratch WHERE account_id = $1) < ${MOST_NAMES}
   ON CONFLICT (account_id, name) DO NOTHING`,
);

/** With a case go the marks its last handler made on its material: pass and defect, each with whose it is.
 *  Remarks were written for oneself and stay, as does everything else that was only typed; the last
 *  handler's own copy stays too. In the transaction of the hand-over, so by nobody's reading. */
export async function passMarks(
  tx: Runner,
  keys: SealKeys,
  {
    caseId,
    from,
    to,
    at,
  }: {
    readonly caseId: string;
    readonly from: { readonly account: string; readonly name: string };
    readonly to: string;
    readonly at: string;
  },
): Promise<void> {
  const lists = await tx.run<{ name: string; sealed: Buffer }>(LISTS, [from.account, caseId]);
  for (const { name, sealed } of lists) {
    const kept = unseal(keys, placeOf(from.account, name), sealed).toString('utf8');
    const marks = marksIn(JSON.parse(kept) as Json, from.name);
    if (Object.keys(marks).length === 0) continue;
    const plain = Buffer.from(JSON.stringify(marks), 'utf8');
    await tx.run(PASS, [to, name, caseId, seal(keys, placeOf(to, name), plain), at]);
  }
}

/** Of what was kept, the marks that were made for the case, and nothing that merely looks like one. Who
 *  made a mark first is who made it, however often it is passed on. */
function marksIn(kept: Json, by: string): JsonObject {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return {};
  const marks = Object.entries(kept as JsonObject).flatMap(([item, given]): [string, Json][] => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return [];
    const { as, ground, reason, by: first } = given as JsonObject;
    if (as !== 'pass' && as !== 'defect') return [];
    const whose = isWords(first) ? first : by;
    const words = { ...wordsOf('ground', ground), ...wordsOf('reason', reason) };
    return [[item, { as, ...(as === 'defect' ? words : {}), by: whose }]];
  });
  return Object.fromEntries(marks.slice(0, MOST_MARKS));
}

const isWords = (value: Json | undefined): value is string =>
  typeof value === 'string' && value.length <= LONGEST_WORDS;

const wordsOf = (name: 'ground' | 'reason', value: Json | undefined) =>
  isWords(value) ? { [name]: value } : {};
