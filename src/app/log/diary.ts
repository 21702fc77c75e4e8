import { canonical } from '../../base/canonical-json.ts';
import type { JsonObject } from '../../base/json.ts';
import { DIARY, DIARY_CASE, diaryEvents, type DiaryType } from '../../contexts/network/diary.ts';
import { FORMAT } from '../../log/entry.ts';
import { leavesOf } from '../../log/node-suites.ts';
import { ENTRY_MAX } from '../../log/tile.ts';
import { statement, type Runner } from '../../store/transaction.ts';

const LAST = statement(
  'diary_last',
  'SELECT coalesce(max(version), 0)::int AS version FROM event WHERE case_id = $1',
);
/** Nothing when another process was first to use this number. */
const ADD = {
  mustHit: true,
  ...statement(
    'diary_add',
    `INSERT INTO event (case_id, version, procedure, type, at, entry, sha256, sm3)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING version`,
  ),
} as const;

/** Puts a statement of the log about itself on the log and answers its number in the diary. `at` with
 *  its offset. All of it is public. Throws when it is too large for the log: one entry that fits no
 *  bundle would hold up all that come after it. */
export async function enterDiary(
  runner: Runner,
  type: DiaryType,
  data: JsonObject,
  at: string,
): Promise<number> {
  const [last] = await runner.run<{ version: number }>(LAST, [DIARY_CASE]);
  const version = (last?.version ?? 0) + 1;
  const entry = Buffer.from(
    canonical({
      format: FORMAT,
      procedure: DIARY,
      caseId: DIARY_CASE,
      version,
      type,
      at,
      law: [...diaryEvents[type].law],
      data,
      commitments: {},
    }),
  );
  if (entry.length > ENTRY_MAX) {
    throw new Error(`the statement ${type} has ${entry.length} bytes: too large for the log`);
  }
  const { sha256, sm3 } = leavesOf(entry);
  await runner.run(ADD, [DIARY_CASE, version, DIARY, type, at, entry, sha256, sm3]);
  return version;
}
