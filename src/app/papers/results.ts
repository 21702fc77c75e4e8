import type { JsonObject } from '../../base/json.ts';
import { orThrowDate, startOfDay } from '../../base/plain-date.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import {
  compactOf,
  credentialFile,
  credentialPayload,
  type SignedCredential,
} from '../../contexts/credential/credential.ts';
import { issuerOf } from '../../contexts/credential/claims.ts';
import { editionOf } from '../../contexts/registration/entry-life.ts';
import { wordOn } from '../../contexts/registration/entry-standing.ts';
import { checkQueryCode } from '../../contexts/credential/query-code.ts';
import { isRefusal, refuse, Refused } from '../../base/refusal.ts';
import { citeLabel } from '../../law/articles.ts';
import type { SuiteId } from '../../log/suite.ts';
import type { StoredCase } from '../../store/cases.ts';
import { signCredential } from './credential-sign.ts';
import type { House } from '../house.ts';
import type { Instance } from '../instance.ts';
import { signPdf } from '../seals/pdf-sign.ts';
import { entryByCode, entryByQueryCode, type EntryRow } from '../public/public.ts';
import { registrationCode, schemes } from './code-schemes.ts';
import { miswritten } from './miswritten.ts';
import { resultProof } from './result-proof.ts';
import { codeOf, fieldsOf } from './result-fields.ts';
import { checkSheet, type SheetVerdict } from './sheet-check.ts';
import { sheetPrinter, type SheetPrinter } from './sheet.ts';
import { policiesOf, type PublishedLog } from '../archive/case-evidence.ts';
import { logSentence, logTrust } from './sheet-log.ts';
import { timestampSentence } from '../seals/timestamp-trust.ts';

/** Issues and checks the result documents; holds the signing keys and the warm printer. */
export interface Results {
  /** Signed and stamped on demand; `Refused` (busy) when a time-stamp cannot be had. */
  sheet(stored: StoredCase): Promise<Buffer | undefined>;
  /** The file with both signatures, or the compact SD-JWT with the one that wallets know. */
  credential(stored: StoredCase, form?: 'json' | 'compact'): Promise<string | undefined>;
  codeOf(stored: StoredCase): string | undefined;
  verifyCode(typed: string): Promise<Verification>;
  verifyFile(bytes: Uint8Array): Promise<Verification>;
  /** The certificates that sheets are signed with, by registrar; base64 DER. */
  readonly certificates: readonly { readonly creditCode: string; readonly certificate: string }[];
  /** Whose time-stamps are believed, as `TimestampTrust` says; base64 DER. */
  readonly timestamps: {
    readonly own: string;
    readonly others: readonly string[] | null;
  };
  /** The policies proofs of the log are checked by. */
  policies(): Promise<Readonly<Record<SuiteId, string>> | undefined>;
  /** The public keys, for whoever checks offline. */
  readonly keys: readonly {
    readonly keyId: string;
    readonly alg: string;
    readonly publicKey: string;
  }[];
}

export type Answer = 'genuine' | 'ended' | 'notGenuine';

/** genuine / genuine but ended / not genuine, why, and the public fields of the entry. */
export interface Verification {
  readonly answer: Answer;
  readonly status: string;
  readonly reasons: readonly Text[];
  readonly entry: JsonObject | null;
  readonly checkedAt: string;
  /** What formal review is and is not. */
  readonly statement: Text;
}

const STATEMENT = text(
  '登记机构只作形式审核：核对材料是否齐全、是否符合规定的形式；不审查数据内容和质量，也不证明数据权属。',
  'The registrar reviews the form only: whether the material is complete and in the form asked for. It does not examine the content or quality of the data, and this is no proof of ownership.',
);

export function results(
  { house, keys, timestamps }: Pick<Instance, 'house' | 'keys' | 'timestamps'>,
  publicUrl: () => string,
  log?: PublishedLog,
): Results {
  const { own, others } = timestamps.trust;
  let printer: SheetPrinter | undefined;
  const signed = async (stored: StoredCase): Promise<SignedCredential | undefined> => {
    const fields = fieldsOf(stored, publicUrl());
    if (!fields) return undefined;
    const proof = log ? await resultProof(house, log, stored) : null;
    return signCredential(credentialPayload(fields, proof), keys.credential);
  };
  return {
    // Read each time: whoever comes after a registrar gets a key while we run.
    get certificates() {
      return [...keys.documents].map(([creditCode, { certificate }]) => ({
        creditCode,
        certificate: certificate.toString('base64'),
      }));
    },
    timestamps: {
      own: own.toString('base64'),
      others: others && others.map((one) => one.toString('base64')),
    },
    policies: () => (log ? policiesOf(log) : Promise.resolve(undefined)),
    keys: keys.trusted.map((k) => ({
      keyId: k.keyId,
      alg: k.alg,
      publicKey: Buffer.from(k.publicKey).toString('base64url'),
    })),
    codeOf,
    credential: async (stored, form = 'json') => {
      const credential = await signed(stored);
      return credential && (form === 'json' ? credentialFile : compactOf)(credential);
    },
    async sheet(stored) {
      const credential = await signed(stored);
      if (!credential) return undefined;
      const { payload } = credential;
      const issuer = issuerOf(payload);
      const key = keys.documents.get(issuer.creditCode);
      if (!key) throw new Error(`no document key for ${issuer.creditCode}`);
      printer ??= sheetPrinter();
      const { pdf } = printer.pdf(credential, {
        verifyUrl: `${publicUrl()}/verify?code=${encodeURIComponent(payload.queryCode)}`,
        basis: payload.law.map((id) => citeLabel(id).zh).join('、'),
        demo: house.mode === 'demo',
      });
      const at = new Date(startOfDay(orThrowDate(payload.issuedOn)));
      const signing = { name: issuer.name, reason: payload.title, at };
      return signPdf(pdf, key, signing, timestamps.authority);
    },
    async verifyCode(typed) {
      const entry = await find(house, typed);
      const slip = entry ? undefined : miswritten(typed, [...schemes()]);
      return entry || !slip ? verification(house, entry, []) : forged(house, [UNKNOWN, slip]);
    },
    async verifyFile(bytes) {
      const trust = log && logTrust(await policiesOf(log));
      if (log && !trust) throw new Refused(noPolicy());
      const issuer = { ...keys, timestamps: timestamps.trust };
      const verdict = await checkSheet(bytes, trust ? { ...issuer, log: trust } : issuer);
      if (verdict.verdict === 'notGenuine')
        return forged(
          house,
          verdict.reasons.map((r) => r.text),
        );
      const entry = await entryByCode(house, verdict.code ?? '');
      return verification(house, entry, unaltered(verdict), verdict.payload?.version);
    },
  };
}

/** By result query code or by registration code, as people type them. */
async function find(house: House, typed: string): Promise<EntryRow | undefined> {
  const query = checkQueryCode(typed.slice(0, 200));
  if (!isRefusal(query)) return entryByQueryCode(house, query);
  const code = registrationCode(typed);
  return code === undefined ? undefined : entryByCode(house, code);
}

const UNKNOWN = text(
  '登记簿中没有这一编码或查询码。',
  'The register has no such code or query code.',
);

function verification(
  house: House,
  entry: EntryRow | undefined,
  notes: readonly Text[],
  /** Edition of the document that was shown; undefined where only a code was asked for. */
  edition?: number,
): Verification {
  if (!entry) return forged(house, [UNKNOWN]);
  const today = house.time.today();
  const word = wordOn(entry.status, entry.validTo, today);
  const ended = !IN_FORCE.has(word);
  const old = edition !== undefined && edition < editionOf(entry.life);
  const { queryCode: _holder, ...open } = entry;
  return {
    answer: ended ? 'ended' : 'genuine',
    status: old && !ended ? 'superseded_version' : word,
    reasons: [STANDS[word] ?? text(word, word), ...(old ? [SUPERSEDED] : []), ...notes],
    entry: open as unknown as JsonObject,
    checkedAt: house.time.now(),
    statement: STATEMENT,
  };
}

const IN_FORCE: ReadonlySet<string> = new Set(['active', 'renewalPending']);

/** Different public words for different ends (G63); a renewal filed in time keeps it in force (G10). */
const STANDS: Readonly<Record<string, Text>> = {
  active: text('登记真实，在有效期内。', 'Genuine, and in force.'),
  renewalPending: text(
    '登记真实；有效期已到，届满前申请的续展正在办理，办结之前继续有效。',
    'Genuine, and in force: its term is over, and a renewal filed in time is being decided.',
  ),
  expired: text('登记真实，但有效期已经届满。', 'Genuine, but its validity is over.'),
  cancelled: text('登记真实，但已注销。', 'Genuine, but it was cancelled.'),
  revoked: text('登记真实，但已被撤销。', 'Genuine, but it was revoked.'),
};

const SUPERSEDED = text(
  '这份文件出具之后登记内容或有效期有过更新：已有新版本，以登记簿现行内容为准。',
  'The entry was changed or renewed after this document: there is a newer one, and the register as it stands now holds.',
);

function unaltered({ kind, signatures, timestamp, log }: SheetVerdict): Text[] {
  if (kind === 'other') return [];
  const signed = text(
    '文件未被改动，签名有效。',
    'The file is unaltered and its signature verifies.',
  );
  const stamped = timestamp ? [timestampSentence(timestamp)] : [];
  const onLog = log ? [logSentence(log)] : [];
  return [signed, ...stamped, ...onLog, ...(signatures.length === 2 ? [] : [COMPACT])];
}

const COMPACT = text(
  '这是紧凑格式：只含国际算法签名（Ed25519），持有人可以略去部分内容；含国密签名（SM2）的完整内容见原始文件。',
  'This is the compact form: it has the Ed25519 signature only, and the holder may have left something out. The original file has all of it, and the SM2 signature.',
);

const noPolicy = () =>
  refuse(
    'LOG_POLICY_MISSING',
    text(
      '本实例目录链的策略文件读不出，暂不能核验文件；请稍后再试。',
      'The policy of this log cannot be read, so files cannot be verified for now. Try again later.',
    ),
    [],
    'busy',
  );

const forged = (house: House, reasons: readonly Text[]): Verification => ({
  answer: 'notGenuine',
  status: 'unknown',
  reasons,
  entry: null,
  checkedAt: house.time.now(),
  statement: STATEMENT,
});
