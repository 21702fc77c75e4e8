import type { Readable } from 'node:stream';
import { Refused, refuse } from '../../base/refusal.ts';
import { text, type Text } from '../../base/text.ts';
import { scanStream, type ClamdAddress } from '../../store/clamd.ts';
import { infected, scannerUnavailable } from '../../store/file-refusals.ts';
import type { Content, FileStore } from '../../store/file-store.ts';
import type { Inspection } from '../../store/inspect-file.ts';
import { receiveFile } from '../../store/receive-file.ts';
import {
  factsOf,
  type FileFacts,
  type FileRow,
  type FileSignature,
  type ScanState,
  type SignatureStamp,
} from './file-facts.ts';
import type { PdfSummary } from '../seals/pdf-verify.ts';

export interface FileSettings {
  readonly limitBytes: number;
  readonly clamd?: ClamdAddress;
  /** Milliseconds for one scan. */
  readonly clamdTimeout?: number;
  /** Refuse what could not be scanned instead of showing "not scanned". */
  readonly scanRequired?: boolean;
  /** A signed PDF above this size is not verified (it is read into memory for that). */
  readonly verifyMaxBytes?: number;
}

/** Whether the signature of a PDF verifies, by whom, and its time-stamp; may throw on a hostile file. */
export type VerifyPdf = (pdf: Uint8Array) => Promise<PdfSummary>;

/** The one method of a `pg.Pool` or of a client inside a transaction. */
export interface Query {
  query(sql: string, values: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

export interface FilesNeeds {
  readonly store: FileStore;
  readonly query: Query;
  readonly settings: FileSettings;
  /** The moment now, ISO 8601. */
  readonly clock: () => string;
  /** Hex digits of so many random bytes. */
  readonly random: (bytes: number) => string;
  readonly verifyPdf: VerifyPdf;
}

export interface Files {
  /** Keeps an upload and returns its facts; throws `Refused` (`FILE_…`). */
  receive(actor: Uploader, stream: Readable, name: string): Promise<FileFacts>;
  /** The facts of those ids that exist; at most 500 ids a call. */
  facts(ids: readonly string[]): Promise<Map<string, FileFacts>>;
  /** Takes a content out of the store for good; whoever calls knows that no file uses it any more. */
  remove(key: string): Promise<void>;
  /** Facts and plain bytes; `Refused` FILE_UNKNOWN. Who may is decided before this is called. */
  open(id: string): Promise<{ facts: FileFacts; stream: Readable }>;
}

export interface Uploader {
  readonly accountId: string;
  readonly org: string | null;
}

const IDS_MAX = 500;
const CLAMD_TIMEOUT = 60_000;
const VERIFY_MAX_BYTES = 64 * 1_048_576;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const COLUMNS = 'id, key, name, size, type, sha256, sm3, scan, signature, uploaded_by, org';

export function createFiles(needs: FilesNeeds): Files {
  const { store, query, settings } = needs;
  const rows = async (ids: readonly string[]): Promise<readonly FileRow[]> => {
    if (ids.length > IDS_MAX) throw new Error(`more than ${IDS_MAX} files asked for at once`);
    const known = ids.filter((id) => UUID.test(id));
    if (known.length === 0) return [];
    const found = await query.query(`SELECT ${COLUMNS} FROM file WHERE id = ANY($1::uuid[])`, [
      known,
    ]);
    return found.rows as readonly FileRow[];
  };
  return {
    receive: async (actor, stream, name) => {
      let scan: ScanState = 'notScanned';
      let signature: FileSignature = { kind: 'none' };
      const received = await receiveFile(stream, name, {
        store,
        limitBytes: settings.limitBytes,
        further: async (content, inspection) => {
          scan = await scanned(content, settings);
          signature = await verified(content, inspection, needs);
        },
      });
      const id = uuid(needs.random(16));
      // If this fails the content stays without a row: encrypted, and found again by the retry.
      // It cannot be removed here, because another row may share it.
      const { key, name: kept, size, type, sha256, sm3 } = received;
      const inserted = await query.query(
        `INSERT INTO file (${COLUMNS}, uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING ${COLUMNS}`,
        [
          id,
          key,
          kept,
          size,
          type,
          sha256,
          sm3,
          scan,
          JSON.stringify(signature),
          actor.accountId,
          actor.org,
          needs.clock(),
        ],
      );
      // The same content may have been leaving, with the last file of an erased case.
      if (!(await store.has(key))) {
        await query.query('DELETE FROM file WHERE id = $1', [id]);
        throw new Refused(justLeft());
      }
      return factsOf(inserted.rows[0] as FileRow);
    },
    remove: (key) => store.remove(key),
    facts: async (ids) => new Map((await rows(ids)).map((row) => [row.id, factsOf(row)])),
    open: async (id) => {
      const [row] = await rows([id]);
      if (!row) throw new Refused(unknownFile());
      return { facts: factsOf(row), stream: await store.get(row.key) };
    },
  };
}

/** What a screen says about the signature of a file. */
export function signatureSentence(signature: FileSignature): Text {
  const signer = signature.signer ?? '';
  if (signature.kind === 'scan') {
    return text('无法机器核验，请人工目视确认', 'not machine-checkable, confirm by eye');
  }
  if (signature.kind === 'none') return text('没有数字签名', 'no digital signature');
  if (signature.valid === undefined) {
    return text('带有数字签名，未核验', 'digitally signed, not verified here');
  }
  if (!signature.valid)
    return text('数字签名无效，请勿采信', 'the signature does not verify, do not rely on it');
  const { zh, en } = stampSentence(signature.stamped);
  return text(
    `数字签名有效，签名人：${signer}${zh}`,
    `the signature verifies, signed by ${signer}${en}`,
  );
}

function stampSentence(stamped: SignatureStamp | undefined): Text {
  if (!stamped) return text('', '');
  const at = `${stamped.time.slice(0, 10)} ${stamped.time.slice(11, 19)}`;
  return text(
    `，时间戳：${at}（自称“${stamped.authority}”者签发，未核验其身份）`,
    `, stamped ${at} by what calls itself “${stamped.authority}” (not verified)`,
  );
}

async function scanned(content: Content, settings: FileSettings): Promise<ScanState> {
  if (!settings.clamd) return 'notScanned';
  const timeout = settings.clamdTimeout ?? CLAMD_TIMEOUT;
  const verdict = await scanStream(content.stream(), settings.clamd, timeout);
  if (verdict.scan === 'infected') throw new Refused(infected(verdict.name));
  if (verdict.scan === 'unavailable' && settings.scanRequired)
    throw new Refused(scannerUnavailable());
  return verdict.scan;
}

/** A verifier that fails on a hostile file has not verified it: shown as invalid, never as an error. */
async function verified(
  content: Content,
  { kind, signature }: Inspection,
  { settings, verifyPdf }: FilesNeeds,
): Promise<FileSignature> {
  const tooLong = content.size > (settings.verifyMaxBytes ?? VERIFY_MAX_BYTES);
  if (signature !== 'digital' || kind !== 'pdf' || tooLong) return { kind: signature };
  try {
    return { kind: 'digital', ...(await verifyPdf(await content.read(0, content.size))) };
  } catch {
    return { kind: 'digital', valid: false };
  }
}

/** RFC 9562 version 4 from 32 random hex digits. */
function uuid(hex: string): string {
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

const justLeft = () =>
  refuse(
    'FILE_JUST_LEFT',
    text(
      '相同内容的文件刚被清空，请重新上传。',
      'A file of the same content was just erased; please upload it again.',
    ),
    [],
    'busy',
  );

const unknownFile = () =>
  refuse('FILE_UNKNOWN', text('没有这个文件。', 'There is no such file.'), [], 'unknown');
