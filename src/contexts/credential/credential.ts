import { hash } from 'node:crypto';
import { canonical } from '../../base/canonical-json.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import { encoded } from './base64url.ts';
import type { CredentialPayload, LogProof } from './claims.ts';
import { claimsOf, COVERED, issuerOf, payloadSchema } from './claims.ts';
import type { Jws } from './sd-jwt.ts';
import { compact, disclosure, saltOf } from './sd-jwt.ts';

export interface CredentialFields extends Omit<
  CredentialPayload,
  'statement' | 'log' | 'issuer' | 'statusUrl'
> {
  /** Where the public reaches this instance, without a slash at the end. */
  readonly publicUrl: string;
}

/** What registration is and what it is not; printed on every document and signed with it. */
const STATEMENT: Text = text(
  '本文件表明登记主体已依规定完成所列对象的登记。登记机构对申请材料作形式审核，不对数据内容及其质量作实质审查；本文件不是数据权属的证明。',
  'This document states that the object named has been registered. The registrar reviewed the form of the application only, not the content or the quality of the data; this document is no proof of ownership.',
);

/** The content of a credential with its fields and, if the log has it already, the proof of its
 *  entry; throws when a field is out of bounds. */
export function credentialPayload(
  { publicUrl, ...fields }: CredentialFields,
  log: LogProof | null = null,
): CredentialPayload {
  // An address without TLS is nobody's for sure: the registrar's credit code names it instead.
  const issuer = publicUrl.startsWith('https://')
    ? publicUrl
    : `urn:shuji:registrar:${issuerOf(fields).creditCode}`;
  const statusUrl = `${publicUrl}/api/public/verify?code=${encodeURIComponent(fields.code)}`;
  return payloadSchema.parse({ ...fields, issuer, statusUrl, log, statement: STATEMENT });
}

/** What is about to be signed: the encoded claims, and the disclosures of what they cover. */
interface UnsignedCredential {
  readonly claims: string;
  readonly disclosures: readonly string[];
}

/** Covers what a holder may withhold; `salt` draws at least 16 fresh random bytes each time. */
export function unsignedCredential(
  payload: CredentialPayload,
  salt: () => Uint8Array,
): UnsignedCredential {
  const { dataName, industry, log, nationalCode, queryCode, registrant, ...open } = payload;
  const covered = { dataName, industry, log, nationalCode, queryCode, registrant };
  const disclosures = COVERED.map((name) => disclosure(saltOf(salt()), name, covered[name]));
  const digests = disclosures.map((one) => hash('sha256', one, 'base64url')).sort();
  return { claims: encoded(claimsOf(open, digests)), disclosures };
}

/** A credential with its signatures, and what it says. */
export interface SignedCredential {
  readonly payload: CredentialPayload;
  readonly jws: Jws;
}

/** The credential as a file: canonical JSON (RFC 8785), so that equal content is equal bytes. */
export const credentialFile = ({ jws }: SignedCredential): string => canonical(jws);

/** The same credential for wallets and libraries of SD-JWT VC: all disclosures, and the signature
 *  they know, Ed25519. A holder withholds a claim by leaving its disclosure out. */
export function compactOf({ jws }: SignedCredential): string {
  const [first] = jws.signatures;
  return compact([first.protected, jws.payload, first.signature], first.header.disclosures);
}
