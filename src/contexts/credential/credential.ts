import { z } from 'zod';
import { canonical } from '../../base/canonical-json.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';

export const CREDENTIAL_FORMAT = 'shuji-credential-v1';
/** Part of every signed message: a signature made for anything else is never one of a credential. */
const DOMAIN = `${CREDENTIAL_FORMAT}\n`;

const line = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u);
const day = z.iso.date();
const body = z.strictObject({ name: line(300), creditCode: line(18) });

const payloadSchema = z.strictObject({
  format: z.literal(CREDENTIAL_FORMAT),
  /** 登记确认单 of BJ-REG-15 or 电子凭证 of CQ-REG-17. */
  kind: z.enum(['confirmation', 'certificate']),
  /** The name of the document in its rule pack. */
  title: line(60),
  jurisdiction: line(64),
  code: line(64),
  queryCode: line(64),
  /** One certificate, one code (CQ-REG-10); null until the national platform has given it. */
  nationalCode: line(64).nullable(),
  registrant: body,
  dataName: line(300),
  objectKind: z.enum(['resource', 'product', 'service']),
  industry: z.strictObject({ code: line(16), name: line(100) }),
  registrar: body,
  platform: line(300),
  /** Validity counts from one or the other, by rule pack; both stay on record. */
  codedOn: day,
  issuedOn: day,
  validFrom: day,
  /** The last day on which it is valid. */
  validTo: day,
  /** 1 when first issued; a later version replaces the earlier ones. */
  version: z.int().min(1).max(1_000_000),
  statement: z.strictObject({ zh: line(600), en: line(600) }),
  pack: line(64),
  law: z.array(line(32)).min(1).max(32),
});

const signatureSchema = z.strictObject({
  alg: z.enum(['Ed25519', 'SM2']),
  keyId: line(64),
  value: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/),
});

/** Exactly one signature of each kind, in this order: none can be left out unnoticed. */
export const signedCredentialSchema = z.strictObject({
  payload: payloadSchema,
  signatures: z.tuple([
    signatureSchema.extend({ alg: z.literal('Ed25519') }),
    signatureSchema.extend({ alg: z.literal('SM2') }),
  ]),
});

export type CredentialPayload = z.infer<typeof payloadSchema>;
export type SignedCredential = z.infer<typeof signedCredentialSchema>;
export type CredentialFields = Omit<CredentialPayload, 'format' | 'statement'>;

/** What registration is and what it is not; printed on every document and signed with it. */
const STATEMENT: Text = text(
  '本文件表明登记主体已依规定完成所列对象的登记。登记机构对申请材料作形式审核，不对数据内容及其质量作实质审查；本文件不是数据权属的证明。',
  'This document states that the object named has been registered. The registrar reviewed the form of the application only, not the content or the quality of the data; this document is no proof of ownership.',
);

/** The statement of a credential with its fields; throws when a field is out of bounds. */
export function credentialPayload(fields: CredentialFields): CredentialPayload {
  return payloadSchema.parse({ ...fields, format: CREDENTIAL_FORMAT, statement: STATEMENT });
}

/** The bytes that are signed: the domain, then the canonical JSON of the payload (RFC 8785). */
export function signedBytes(payload: CredentialPayload): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(DOMAIN + canonical(payload));
}

/** The credential as a file: canonical JSON, so that equal content is equal bytes. */
export function credentialFile(signed: SignedCredential): string {
  return canonical(signed);
}
