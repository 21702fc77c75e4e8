import { createHash } from 'node:crypto';
import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';
import type { CredentialPayload } from '../contexts/credential/credential.ts';
import type { CredentialKey, CredentialVerdict } from '../contexts/credential/verify-credential.ts';
import { verifyCredential } from '../contexts/credential/verify-credential.ts';
import { readCms } from './cms.ts';
import { nodeVerifiers } from './credential-sign.ts';
import { pdfAttachments } from './pdf-attachment.ts';
import { verifyPdfSignatures } from './pdf-verify.ts';
import { detachedCms } from './x509.ts';
import type { DocumentKey } from './x509.ts';

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
  /** All it states; only of a genuine file. */
  readonly payload: CredentialPayload | null;
  readonly reasons: readonly SheetReason[];
}

export interface Issuer {
  readonly trusted: readonly CredentialKey[];
  readonly documents: ReadonlyMap<string, Pick<DocumentKey, 'certificate'>>;
}

const SIZE_LIMIT = 20 * 1024 * 1024;

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
const NO_CREDENTIAL: SheetReason = {
  code: 'noCredential',
  text: text('文件未附机读凭证。', 'No machine-readable credential is attached.'),
};

function verdictOf(
  kind: SheetVerdict['kind'],
  credential: CredentialVerdict | undefined,
  more: readonly SheetReason[],
): SheetVerdict {
  const genuine = credential?.verdict === 'genuine';
  const claimed = genuine ? credential.payload : credential?.claimed;
  const reasons = [...more, ...(credential && !genuine ? credential.reasons : [])];
  return {
    kind,
    verdict: genuine && reasons.length === 0 ? 'genuine' : 'notGenuine',
    code: claimed?.code ?? null,
    queryCode: claimed?.queryCode ?? null,
    payload: genuine && reasons.length === 0 ? credential.payload : null,
    reasons,
  };
}

/** Everything that is wrong with the signature, the registrar being the one its credential names. */
function signatureFaults(file: Buffer, certificate: Buffer | undefined): SheetReason[] {
  const [signature, ...others] = verifyPdfSignatures(file);
  if (!signature) return [NOT_SIGNED];
  if (!signature.valid) return [{ code: signature.reason ?? 'malformed', text: signature.text }];
  if (others.length > 0 || !signature.coversWholeFile) return [ADDED];
  const hash = certificate && createHash('sha256').update(certificate).digest('hex');
  if (!certificate || !signature.cms || signature.certificate !== hash) return [FOREIGN];
  // The container itself is not signed: it must be the very one we write, to the last byte.
  const { messageDigest, signature: value } = readCms(signature.cms);
  if (!messageDigest) return [ADDED];
  const ours = detachedCms(certificate, messageDigest, value).toString('hex');
  return file.includes(`/Contents <${ours}`, 0, 'latin1') ? [] : [ADDED];
}

async function checkPdf(file: Buffer, issuer: Issuer): Promise<SheetVerdict> {
  let best: CredentialVerdict | undefined;
  for (const attachment of pdfAttachments(file)) {
    const one = await verifyCredential(attachment, issuer.trusted, nodeVerifiers);
    if (!best || one.verdict === 'genuine') best = one;
    if (one.verdict === 'genuine') break;
  }
  const named = best?.verdict === 'genuine' ? best.payload : best?.claimed;
  const certificate = issuer.documents.get(named?.registrar.creditCode ?? '')?.certificate;
  const faults = signatureFaults(file, certificate);
  return verdictOf('sheet', best, best ? faults : [...faults, NO_CREDENTIAL]);
}

/** Checks a sheet (PDF) or a credential (JSON) somebody holds; offline, and for hostile files too. */
export async function checkSheet(bytes: Uint8Array, issuer: Issuer): Promise<SheetVerdict> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length > SIZE_LIMIT) return verdictOf('other', undefined, [OTHER]);
  if (file.subarray(0, 5).toString('latin1') === '%PDF-') return checkPdf(file, issuer);
  if (file[0] !== 0x7b) return verdictOf('other', undefined, [OTHER]);
  const credential = await verifyCredential(file.toString('utf8'), issuer.trusted, nodeVerifiers);
  return verdictOf('credential', credential, []);
}
