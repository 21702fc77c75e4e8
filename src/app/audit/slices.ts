import { Readable } from 'node:stream';
import { checkCreditCode } from '../../base/credit-code.ts';
import type { JsonObject } from '../../base/json.ts';
import { isPlainDate } from '../../base/plain-date.ts';
import { isRefusal, orThrow, refuse, Refused, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { DIARY, DIARY_CASE } from '../../contexts/network/diary.ts';
import type { Actor } from '../../kernel/types.ts';
import { SLICE_MAX, type SliceQuery } from '../../log/slice.ts';
import { diaryEntry, exportedBefore, type DiaryRow } from '../../store/slices.ts';
import { inTransaction, runnerOf } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { enterDiary } from '../log/diary.ts';
import { CHECKPOINT } from '../log/files.ts';
import { headAt } from '../log/proofs.ts';
import { recordWithin, type Operations } from '../accounts/operations.ts';
import { procedureByName } from '../procedures.ts';
import { auditedPlaces } from '../see.ts';
import { answering, sliceDigest } from './slice-cut.ts';
import { recordSchema, type SliceRecord } from './slice-file.ts';
import { sliceLines, type ExportedSlice, type Slicing } from './slice-lines.ts';

export interface SliceRequest {
  /** Days in Asia/Shanghai, both included. */
  readonly from: string;
  readonly to: string;
  readonly procedure?: string | undefined;
  readonly organisation?: string | undefined;
  /** What for; kept in the operations log, which is not public. */
  readonly purpose: string;
}

/** Slices of the log for auditors (BJ-OPIN-20a). Each export is itself put on the log: anybody can see
 *  what auditors were given, and they that it was all. Throws `Refused`. */
export interface Slices {
  ask(actor: Actor, request: SliceRequest): Promise<ExportedSlice>;
  /** Those of the auditor's own organisation, newest first; `after` is the `next` of the page before. */
  list(
    actor: Actor,
    page: { readonly after: number | undefined; readonly limit: number },
  ): Promise<{ readonly items: readonly ExportedSlice[]; readonly next: number | null }>;
  /** The file, line by line. */
  file(actor: Actor, id: number): Promise<Readable>;
}

type Office = Slicing & {
  readonly house: Pick<House, 'pool' | 'time' | 'random' | 'gate'>;
  readonly operations: Operations;
};

export function openSlices(office: Office, most = SLICE_MAX): Slices {
  const { house, operations } = office;
  const runner = runnerOf(house.pool);
  return {
    async ask(actor, request) {
      const done = await exported(office, actor, request, most);
      if (!isRefusal(done)) return done;
      await operations.record({
        kind: 'audit.slice',
        account: actor.accountId,
        subject: 'slice',
        ok: false,
        detail: { code: done.code },
      });
      throw new Refused(done);
    },
    async list(actor, { after, limit }) {
      const code = orThrow(auditorOf(actor));
      const before = after ?? 2_147_483_647;
      const found = await exportedBefore(
        runner,
        DIARY_CASE,
        before,
        `"auditor":"${code}"`,
        limit + 1,
      );
      const items = found.slice(0, limit).map(sliceIn);
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    async file(actor, id) {
      const code = orThrow(auditorOf(actor));
      const row = await diaryEntry(runner, DIARY_CASE, id, 'audit.SliceExported');
      const slice = row && sliceIn(row);
      // Of another office's slices not even the number is told.
      if (slice?.auditor !== code) throw new Refused(unknownSlice());
      await operations.record({
        kind: 'audit.sliceRead',
        account: actor.accountId,
        subject: `slice/${id}`,
        ok: true,
        detail: {},
      });
      return Readable.from(sliceLines(office, slice), { objectMode: false });
    },
  };
}

function sliceIn({ version, entry }: DiaryRow): ExportedSlice {
  const { at, data } = JSON.parse(entry) as { at: string; data: unknown };
  return { id: version, at, ...recordSchema.parse(data) };
}

async function exported(
  { house, log }: Office,
  actor: Actor,
  request: SliceRequest,
  most: number,
): Promise<ExportedSlice | Refusal> {
  const auditor = auditorOf(actor);
  if (typeof auditor !== 'string') return auditor;
  const query = queryOf(actor, request);
  if (isRefusal(query)) return query;
  const shut = house.gate.refusal();
  if (shut) return shut;
  const heads = await Promise.all(Object.values(CHECKPOINT).map((path) => headAt(log.store, path)));
  const end = Math.min(...heads.map((head) => head?.size ?? 0));
  const digest = sliceDigest();
  for await (const some of answering(runnerOf(house.pool), query, end)) {
    for (const placed of some) digest.add(placed);
    if (digest.count() > most) return tooLarge(most);
  }
  const record: SliceRecord = { query, end, ...digest.done(), auditor };
  const at = house.time.now();
  const id = await inTransaction(house.pool, async (tx) => {
    const data = record as unknown as JsonObject;
    const number = await enterDiary(tx, 'audit.SliceExported', data, at);
    const { jurisdictions: _places, ...asked } = query;
    await recordWithin(tx, house, {
      kind: 'audit.slice',
      account: actor.accountId,
      subject: `slice/${number}`,
      ok: true,
      detail: { ...asked, purpose: request.purpose, count: record.count, sha256: record.sha256 },
    });
    return number;
  });
  return { id, at, ...record };
}

/** The organisation an auditor cuts slices for; the refusal of everybody else. */
function auditorOf(actor: Actor): string | Refusal {
  const code = actor.org?.code;
  return code !== undefined && auditedPlaces(actor).length > 0 ? code : notYours();
}

function queryOf(actor: Actor, request: SliceRequest): SliceQuery | Refusal {
  const { from, to, procedure = null, organisation = null } = request;
  if (!isPlainDate(from) || !isPlainDate(to) || from > to) return badDays();
  if (procedure !== null && procedure !== DIARY && !procedureByName(procedure)) {
    return unknownProcedure();
  }
  const jurisdictions = auditedPlaces(actor);
  const base = { from, to, jurisdictions, procedure };
  if (organisation === null) return { ...base, organisation };
  const checked = checkCreditCode(organisation);
  return checked.ok ? { ...base, organisation: checked.code } : checked.refusal;
}

const notYours = (): Refusal =>
  refuse(
    'SLICES_NOT_YOURS',
    text(
      '审计数据只由审计人员导出，限于其单位所在地区。',
      'Only auditors export audit data, for the region of their organisation.',
    ),
    ['BJ-REG-20', 'BJ-REG-21'],
    'forbidden',
  );

const unknownSlice = (): Refusal =>
  refuse('SLICE_UNKNOWN', text('没有这份审计数据。', 'There is no such slice.'), [], 'unknown');

const badDays = (): Refusal =>
  refuse(
    'SLICE_DAYS',
    text('起止日期应为真实日期，起不晚于止。', 'Give real dates, the first not after the last.'),
  );

const unknownProcedure = (): Refusal =>
  refuse('SLICE_PROCEDURE', text('没有这一程序。', 'There is no such procedure.'));

const tooLarge = (most: number): Refusal =>
  refuse(
    'SLICE_TOO_LARGE',
    text(
      `一份至多${most}条，请缩短时间段，或按程序、单位分开导出。`,
      `A slice has at most ${most} entries; take fewer days, or one procedure or body at a time.`,
    ),
    [],
    'unprocessable',
    { most },
  );
