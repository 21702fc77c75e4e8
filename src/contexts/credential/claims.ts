import { z } from 'zod';
import { canonical } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { addDays, isPlainDate, orThrowDate, startOfDay } from '../../base/plain-date.ts';
import type { PlainDate } from '../../base/plain-date.ts';
import { fromBase64url } from './base64url.ts';

const ENTRY_BYTES = 65_535;
const PROOF_BYTES = 65_536;

const line = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u);
const day = z.string().refine((text): boolean => isPlainDate(text));
const body = z.strictObject({ name: line(300), creditCode: line(18) });

const entry = z
  .string()
  .min(1)
  .max(Math.ceil((ENTRY_BYTES * 4) / 3))
  .refine((text) => (fromBase64url(text)?.length ?? Infinity) <= ENTRY_BYTES);
const proof = z
  .string()
  .min(1)
  .max(PROOF_BYTES)
  .refine((text) => !/\p{Cs}|(?!\n)\p{Cc}/u.test(text))
  .refine((text) => new TextEncoder().encode(text).length <= PROOF_BYTES);

/** That the result stands in the log, as far as the log had it when the credential was signed. */
const logSchema = z
  .strictObject({
    /** The entry of the event that issued the result, base64url; at most 65,535 bytes. */
    entry,
    /** A `.tlog-proof` of the SHA-256 tree (C2SP tlog-proof); at most 64 KiB, as the next. */
    proof,
    /** The same for the SM3 tree. */
    sm3: proof.nullable(),
  })
  .readonly();

/** What everybody sees to whom the credential is shown: whose result of what standing it is, and
 *  what registration is not. Nobody may cut that off (RFC 9901 §9.7). */
const openSchema = z.object({
  /** The address of the instance, or a URN of the registrar. */
  issuer: z
    .string()
    .max(512)
    .regex(/^(?:https:\/\/|urn:)[!-~]+$/),
  /** Where the register says how the result stands now. */
  statusUrl: z
    .string()
    .max(1024)
    .regex(/^https?:\/\/[!-~]+$/),
  /** 登记确认单 of BJ-REG-15 or 电子凭证 of CQ-REG-17. */
  kind: z.enum(['confirmation', 'certificate']),
  /** The name of the document in its rule pack. */
  title: line(60),
  jurisdiction: line(64),
  code: line(64),
  /** The code itself says it too. */
  objectKind: z.enum(['resource', 'product', 'service']),
  /** Who registered it. */
  registrar: body,
  /** Who issues and signs this document, where somebody else came after it in its office. */
  issuedBy: body.optional(),
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

/** What a holder may withhold: each is disclosed whole or not at all. A name and its credit code are
 *  one claim, since either leads to the other. The log's entry names the case. */
const coveredSchema = z.strictObject({
  dataName: line(300),
  industry: z.strictObject({ code: line(16), name: line(100) }),
  log: logSchema.nullable(),
  /** One certificate, one code (CQ-REG-10); null until the national platform has given it. */
  nationalCode: line(64).nullable(),
  /** Opens the public page of the result: the holder's, not everybody's. */
  queryCode: line(64),
  registrant: body,
});

export const payloadSchema = z.strictObject({ ...openSchema.shape, ...coveredSchema.shape });

export type LogProof = z.infer<typeof logSchema>;
export type CredentialPayload = z.infer<typeof payloadSchema>;
export type Open = z.infer<typeof openSchema>;
type Covered = z.infer<typeof coveredSchema>;
export type CoveredName = keyof Covered;
/** A credential as somebody shows it: what was withheld is absent. */
export type ShownPayload = Open & { readonly [Name in CoveredName]?: Covered[Name] };

/** Who issued a document: whose key its sheet is signed with. */
export const issuerOf = ({ registrar, issuedBy }: Pick<Open, 'registrar' | 'issuedBy'>) =>
  issuedBy ?? registrar;

/** In the order of their disclosures in the file. */
export const COVERED = Object.keys(coveredSchema.shape).sort() as readonly CoveredName[];

/** The claim if a disclosure may say this under this name. */
export function coveredClaim(name: unknown, value: unknown): Partial<Covered> | undefined {
  const known = COVERED.find((one) => one === name);
  const parsed = known && coveredSchema.shape[known].safeParse(value);
  return parsed?.success ? { [known as string]: parsed.data } : undefined;
}

/** Our types of SD-JWT VC: a new number whenever what a claim means changes. */
const VCT: Readonly<Record<Open['kind'], string>> = {
  confirmation: 'urn:shuji:credential:confirmation:1',
  certificate: 'urn:shuji:credential:certificate:1',
};

/** NumericDate (RFC 7519 §2) of the midnight, Asia/Shanghai, at which a day begins. */
const midnight = (date: PlainDate): number => Date.parse(startOfDay(date)) / 1000;
const begin = (day: string): number => midnight(orThrowDate(day));
const end = (day: string): number => midnight(addDays(orThrowDate(day), 1));

/** The claims that are signed, as SD-JWT VC names them; `exp` is the end of the last valid day. */
export function claimsOf(open: Open, digests: readonly string[]): JsonObject {
  const { issuer, statusUrl, ...fields } = open;
  return {
    ...fields,
    iss: issuer,
    iat: begin(open.issuedOn),
    nbf: begin(open.validFrom),
    exp: end(open.validTo),
    vct: VCT[open.kind],
    // A mechanism of our own beside `status_list`: ask the register itself.
    status: { shuji_register: { uri: statusUrl } },
    _sd: [...digests],
    _sd_alg: 'sha-256',
  };
}

const signedSchema = z.looseObject({
  iss: z.string(),
  status: z.looseObject({ shuji_register: z.looseObject({ uri: z.string() }) }),
  _sd: z.array(z.string().regex(/^[A-Za-z0-9_-]{43}$/)).length(COVERED.length),
});

/** Rising, so that none is there twice and no place tells anything (RFC 9901 §4.2.4.1). */
const rising = (digests: readonly string[]): boolean =>
  digests.every((one, index) => index === 0 || one > (digests[index - 1] ?? ''));

/** The open fields and digests of signed claims; undefined unless they are exactly what we sign. */
export function openIn(
  claims: Json | undefined,
): { readonly open: Open; readonly digests: readonly string[] } | undefined {
  const signed = signedSchema.safeParse(claims);
  if (!signed.success) return undefined;
  const { iss, status, _sd: digests, ...fields } = signed.data;
  const statusUrl = status.shuji_register.uri;
  const open = openSchema.safeParse({ ...fields, issuer: iss, statusUrl });
  if (!open.success || !rising(digests)) return undefined;
  // Written again from what was read: a claim added, left out or at odds with another shows here.
  const same = canonical(claimsOf(open.data, digests)) === canonical(claims ?? null);
  return same ? { open: open.data, digests } : undefined;
}
