import { createHash } from 'node:crypto';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import { issuerOf, type ShownPayload } from '../../contexts/credential/claims.ts';
import type {
  CredentialKey,
  CredentialVerdict,
} from '../../contexts/credential/verify-credential.ts';
import { verifyCredential } from '../../contexts/credential/verify-credential.ts';
import { detachedCms } from '../seals/cms-write.ts';
import { nodeVerifiers } from './credential-sign.ts';
import { pdfAttachments } from '../seals/pdf-attachment.ts';
import { verifyPdfSignatures, type PdfSignature } from '../seals/pdf-verify.ts';
import { checkLog, type LogStanding, type LogTrust } from './sheet-log.ts';
import { isCanonical } from '../seals/timestamp-token.ts';
import {
  documentTimestamp,
  standingOf,
  type DocumentTimestamp,
  type TimestampTrust,
} from '../seals/timestamp-trust.ts';
import type { DocumentKey } from '../seals/x509.ts';

export interface SheetReason {
  readonly code: string;
  readonly text: Text;
}

/** What an uploaded file is, and whether its bytes are those that were issued (BJ-REG-19). */
export interface SheetVerdict {
  readonly kind: 'sheet' | 'credential' | 'other';
  readonly verdict: 'genuine' | 'notGenuine';
  /** What the file names; to be looked up in the register, which alone knows the present state. */
  readonly code: string | null;
  readonly queryCode: string | null;
  /** All it states, without what the holder withheld; only of a genuine file. */
  readonly payload: ShownPayload | null;
  /** Of a genuine file: the signatures of its credential. */
  readonly signatures: readonly string[];
  /** What the holder of a compact one left out. */
  readonly withheld: readonly string[];
  /** Of a sheet whose signature and time-stamp hold: when it was stamped, by whom, and its worth. */
  readonly timestamp: DocumentTimestamp | null;
  /** How the result stands on the log; null where nobody asked or the holder withheld it. */
  readonly log: LogStanding | null;
  readonly reasons: readonly SheetReason[];
}

export interface Issuer {
  readonly trusted: readonly CredentialKey[];
  readonly documents: ReadonlyMap<string, Pick<DocumentKey, 'certificate'>>;
  /** Absent: who checks knows of no authority, and shows every one as unverified. */
  readonly timestamps?: TimestampTrust;
  /** Absent: who checks knows no policy, and proofs are not looked at. */
  readonly log?: LogTrust;
}

const SIZE_LIMIT = 20 * 1024 * 1024;
/** `{` of the file, or the header of the compact form. */
const CREDENTIAL_BEGINS = /^(?:\{|eyJ)/;

const OTHER: SheetReason = {
  code: 'notOurs',
  text: text(
    '不是登记确认单、电子凭证或机读凭证。',
    'Neither a registration document nor a credential.',
  ),
};
const NOT_SIGNED: SheetReason = {
  code: 'notSigned',
  text: text('文件没有登记机构的电子签名。', 'The file bears no signature of a registrar.'),
};
const ADDED: SheetReason = {
  code: 'added',
  text: text('签名之后又增加了内容或签名。', 'Something was added after it was signed.'),
};
const FOREIGN: SheetReason = {
  code: 'foreignCertificate',
  text: text('签名证书不属于所载登记机构。', 'The certificate is not that of the registrar named.'),
};
const NOT_STAMPED: SheetReason = {
  code: 'notStamped',
  text: text('签名没有时间戳。', 'The signature bears no time-stamp.'),
};
const WRONG_STAMP: SheetReason = {
  code: 'wrongTimestamp',
  text: text('时间戳与签名不符。', 'The time-stamp does not fit the signature.'),
};
const FOREIGN_STAMP: SheetReason = {
  code: 'foreignTimestamp',
  text: text(
    '时间戳不是本平台所用的时间戳服务签发的。',
    'The time-stamp is of no authority that this platform uses.',
  ),
};
const NO_CREDENTIAL: SheetReason = {
  code: 'noCredential',
  text: text('文件未附机读凭证。', 'No machine-readable credential is attached.'),
};

function verdictOf(
  kind: SheetVerdict['kind'],
  credential: CredentialVerdict | undefined,
  more: readonly SheetReason[],
  timestamp: DocumentTimestamp | null = null,
): SheetVerdict {
  const issued = credential?.verdict === 'genuine' ? credential : undefined;
  const claimed = credential?.verdict === 'genuine' ? credential.payload : credential?.claimed;
  const reasons = [...more, ...(credential?.verdict === 'notGenuine' ? credential.reasons : [])];
  const genuine = reasons.length === 0 ? issued : undefined;
  return {
    kind,
    verdict: genuine ? 'genuine' : 'notGenuine',
    code: claimed?.code ?? null,
    queryCode: claimed?.queryCode ?? null,
    payload: genuine?.payload ?? null,
    signatures: genuine?.signatures ?? [],
    withheld: genuine?.withheld ?? [],
    timestamp,
    log: null,
    reasons,
  };
}

/** What is wrong with the signature, the signer being the one its credential names. */
function signatureFault(
  signature: PdfSignature,
  more: number,
  certificate: Buffer | undefined,
): SheetReason | undefined {
  if (!signature.valid) return { code: signature.reason ?? 'malformed', text: signature.text };
  if (more > 0 || !signature.coversWholeFile) return ADDED;
  const hash = certificate && createHash('sha256').update(certificate).digest('hex');
  return signature.certificate === hash ? undefined : FOREIGN;
}

/** The container itself is not signed: it must be the very one we write, to the last byte. */
function isOurs(file: Buffer, { cms }: PdfSignature, certificate: Buffer, token: Buffer): boolean {
  const { messageDigest, signature } = cms ?? {};
  if (!messageDigest || !signature || !isCanonical(token)) return false;
  const ours = detachedCms(certificate, messageDigest, signature, token).toString('hex');
  return file.includes(`/Contents <${ours}`, 0, 'latin1');
}

/** A sheet's signature and its time-stamp: what it says, or the one thing that is wrong. */
function checkSignature(
  file: Buffer,
  certificate: Buffer | undefined,
  trust: TimestampTrust | undefined,
): DocumentTimestamp | SheetReason {
  const [signature, ...others] = verifyPdfSignatures(file);
  if (!signature) return NOT_SIGNED;
  const fault = signatureFault(signature, others.length, certificate);
  if (fault || !certificate) return fault ?? FOREIGN;
  const stamp = signature.timestamp;
  if (!stamp) return NOT_STAMPED;
  if (!stamp.holds) return WRONG_STAMP;
  const standing = standingOf(stamp, trust);
  if (!standing) return FOREIGN_STAMP;
  return isOurs(file, signature, certificate, stamp.token)
    ? documentTimestamp(stamp, standing)
    : ADDED;
}

async function checkPdf(file: Buffer, issuer: Issuer): Promise<SheetVerdict> {
  let best: CredentialVerdict | undefined;
  // The file as issued, with both signatures; a sheet may carry other things, such as a proof.
  for (const attachment of pdfAttachments(file).filter((one) => one.startsWith('{'))) {
    const one = await verifyCredential(attachment, issuer.trusted, nodeVerifiers);
    if (!best || one.verdict === 'genuine') best = one;
    if (one.verdict === 'genuine') break;
  }
  const named = best?.verdict === 'genuine' ? best.payload : best?.claimed;
  const signer = named && issuerOf(named).creditCode;
  const certificate = issuer.documents.get(signer ?? '')?.certificate;
  const checked = checkSignature(file, certificate, issuer.timestamps);
  const [faults, timestamp] = 'code' in checked ? [[checked], null] : [[], checked];
  return verdictOf('sheet', best, best ? faults : [...faults, NO_CREDENTIAL], timestamp);
}

/** Checks a sheet (PDF) or a credential (JSON, or compact) somebody holds; offline, and for hostile
 *  files too. */
export async function checkSheet(bytes: Uint8Array, issuer: Issuer): Promise<SheetVerdict> {
  const checked = await checkFile(bytes, issuer);
  if (!checked.payload || !issuer.log) return checked;
  const log = await checkLog(checked.payload, checked.withheld, issuer.log);
  if (log && 'code' in log) {
    return { ...checked, verdict: 'notGenuine', payload: null, reasons: [log] };
  }
  return { ...checked, log };
}

async function checkFile(bytes: Uint8Array, issuer: Issuer): Promise<SheetVerdict> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length > SIZE_LIMIT) return verdictOf('other', undefined, [OTHER]);
  if (file.subarray(0, 5).toString('latin1') === '%PDF-') return checkPdf(file, issuer);
  if (!CREDENTIAL_BEGINS.test(file.subarray(0, 3).toString('latin1')))
    return verdictOf('other', undefined, [OTHER]);
  const credential = await verifyCredential(file.toString('utf8'), issuer.trusted, nodeVerifiers);
  return verdictOf('credential', credential, []);
}
