import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '../../base/json.ts';
import { digestOf, judge, type Answer, type HandOver } from '../../contexts/network/hand-over.ts';
import type { NationalCodeScheme } from '../../contexts/network/national-codes.ts';
import type { Theirs } from '../../contexts/network/reconcile.ts';
import { lockFolder } from '../../store/folder-lock.ts';

/** The simulated national side: a register of what registrars handed over, each entry with a national
 *  code of its own. A demonstration: no code of it means anything outside. */
export interface NationalSide {
  /** Takes messages in order, all that are taken safe on the disk before this returns. `registrars`:
   *  those the sender speaks for. */
  take(registrars: readonly string[], messages: readonly HandOver[]): Answer[];
  byCode(registrars: readonly string[], code: string): Theirs | undefined;
  list(registrars: readonly string[], after: string, limit: number): Theirs[];
  disown(registrars: readonly string[], entries: readonly { caseId: string; code: string }[]): void;
  totals(): { readonly entries: number; readonly taken: number };
  /** Its own database, for the faults it can be made to have. */
  readonly database: DatabaseSync;
  close(): void;
}

export interface OpeningSide {
  readonly folder: string;
  readonly scheme: NationalCodeScheme;
  /** The day in Asia/Shanghai. */
  readonly today: () => string;
}

/** FULL: in write-ahead mode a commit is on the disk only with it. */
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS entry (
    case_id TEXT PRIMARY KEY,
    registrar TEXT NOT NULL,
    code TEXT NOT NULL,
    national_code TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    fields TEXT NOT NULL,
    UNIQUE (registrar, code)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS taken (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    previous INTEGER NOT NULL,
    digest TEXT NOT NULL,
    UNIQUE (case_id, version)
  ) STRICT;
`;

const COLUMNS = `case_id AS caseId, code, national_code AS nationalCode, version, status,
  valid_from AS validFrom, valid_to AS validTo, fields`;

type Row = Omit<Theirs, 'fields'> & { readonly fields: string };
const entryOf = (row: Row): Theirs => ({ ...row, fields: JSON.parse(row.fields) as JsonObject });

/** Opens the side in its folder, or makes it; `Refused` while another process has it open. */
export function openNationalSide({ folder, scheme, today }: OpeningSide): NationalSide {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  const database = new DatabaseSync(join(folder, 'national.sqlite'));
  database.exec(SCHEMA);
  const held = database.prepare(
    'SELECT registrar, version, national_code FROM entry WHERE case_id = ?',
  );
  const digestAt = database.prepare(
    'SELECT digest, position FROM taken WHERE case_id = ? AND version = ?',
  );
  const coded = database.prepare(
    `SELECT 1 FROM entry WHERE ((registrar = ? AND code = ?) OR national_code = ?) AND case_id <> ?`,
  );
  const add = database.prepare(
    'INSERT OR REPLACE INTO taken (case_id, version, previous, digest) VALUES (?, ?, ?, ?)',
  );
  const write = database.prepare(
    `INSERT INTO entry (case_id, registrar, code, national_code, version, status, valid_from, valid_to, fields)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET version = excluded.version,
       registrar = excluded.registrar, status = excluded.status, valid_from = excluded.valid_from,
       valid_to = excluded.valid_to, fields = excluded.fields`,
  );

  const refusal = (
    { caseId, version }: HandOver,
    why: Extract<Answer, { outcome: 'refused' }>['why'],
    have: number,
  ): Answer => ({ caseId, version, outcome: 'refused', why, have });

  function one(registrars: readonly string[], message: HandOver): Answer {
    const { caseId, version, registrar, code } = message;
    const known = held.get(caseId) as
      | { registrar: string; version: number; national_code: string }
      | undefined;
    const have = known?.version ?? 0;
    // A registrar that came after another speaks for its entries: the same sender stands behind both.
    if (known && !registrars.includes(known.registrar)) return refusal(message, 'FORGED', 0);
    const digest = digestOf(message);
    const before = digestAt.get(caseId, version) as
      | { digest: string; position: number }
      | undefined;
    const verdict = judge(
      known && { version: have, digestAt: () => before?.digest },
      message,
      digest,
    );
    const done = (
      outcome: 'taken' | 'repeated',
      nationalCode: string,
      position: number,
    ): Answer => ({
      caseId,
      version,
      outcome,
      nationalCode,
      receipt: `demo-${position}-${digest.slice(0, 16)}`,
    });
    if (verdict === 'repeat')
      return done('repeated', known?.national_code ?? '', before?.position ?? 0);
    if (verdict !== 'take') return refusal(message, verdict, have);
    const given = known?.national_code ?? message.nationalCode;
    const other = coded.get(registrar, code, given, caseId);
    if (other !== undefined) return refusal(message, 'CODE_TAKEN', have);
    const { status, validFrom, validTo, previous } = message;
    const position = Number(add.run(caseId, version, previous, digest).lastInsertRowid);
    const nationalCode =
      given ?? scheme.assign({ registrar, code, day: today(), serial: position });
    const fields = JSON.stringify(message.fields);
    write.run(caseId, registrar, code, nationalCode, version, status, validFrom, validTo, fields);
    return done('taken', nationalCode, position);
  }

  const among = (registrars: readonly string[]): string => registrars.map(() => '?').join(', ');
  return {
    database,
    take(registrars, messages) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const answers = messages.map((message) => one(registrars, message));
        database.exec('COMMIT');
        return answers;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    byCode(registrars, code) {
      const row = database
        .prepare(
          `SELECT ${COLUMNS} FROM entry WHERE registrar IN (${among(registrars)})
           AND (code = ? OR national_code = ?) LIMIT 1`,
        )
        .get(...registrars, code, code) as Row | undefined;
      return row && entryOf(row);
    },
    list: (registrars, after, limit) =>
      (
        database
          .prepare(
            `SELECT ${COLUMNS} FROM entry WHERE registrar IN (${among(registrars)}) AND case_id > ?
             ORDER BY case_id LIMIT ?`,
          )
          .all(...registrars, after, limit) as unknown as Row[]
      ).map(entryOf),
    disown(registrars, entries) {
      const strike = database.prepare(
        `DELETE FROM entry WHERE registrar IN (${among(registrars)}) AND case_id = ? AND code = ?`,
      );
      database.exec('BEGIN IMMEDIATE');
      for (const { caseId, code } of entries) strike.run(...registrars, caseId, code);
      database.exec('COMMIT');
    },
    totals: () =>
      database
        .prepare(
          'SELECT (SELECT count(*) FROM entry) AS entries, (SELECT count(*) FROM taken) AS taken',
        )
        .get() as { entries: number; taken: number },
    close() {
      database.close();
      lock.release();
    },
  };
}
