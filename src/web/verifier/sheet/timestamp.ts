import { sameBytes } from '../../../log/bytes.ts';
import { sha256 } from '../sha256.ts';
import { sha512 } from '../sha512.ts';
import { sm3 } from '../sm3.ts';
import { certificateIn, certificateVerifies, type Certificate } from './certificate.ts';
import { algorithmOf, bodyOf, derValue, membersOf, TAG, timeOf } from './der.ts';
import { signedData, type SignedData } from './signed-data.ts';

/** What a time-stamp token (RFC 3161) says of a value. */
export interface Timestamp {
  /** POSIX seconds. */
  readonly time: number;
  readonly authority: Certificate;
  /** `unchecked`: by an algorithm that this browser has not. */
  readonly answer: 'holds' | 'false' | 'unchecked';
}

const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
/** ESSCertIDv2 of RFC 5035. */
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.47';
const HASHES: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  '2.16.840.1.101.3.4.2.1': sha256,
  '2.16.840.1.101.3.4.2.3': sha512,
  '1.2.156.10197.1.401': sm3,
};

/** The certificate that signed is the one, of those enclosed, that says so; ours encloses it first. */
async function signerAmong(
  token: SignedData,
): Promise<{ readonly signer: Certificate; readonly holds: boolean | undefined } | undefined> {
  let first: { readonly signer: Certificate; readonly holds: boolean | undefined } | undefined;
  for (const bytes of token.certificates) {
    const signer = certificateIn(bytes);
    const { digest, attributes, signature } = token;
    const holds = await certificateVerifies(signer, digest, attributes, signature).catch(
      () => false,
    );
    if (holds === true) return { signer, holds };
    first ??= { signer, holds };
  }
  return first;
}

/** Whether the signed attributes name the certificate, so that nobody can put another in its place. SHA-256
 *  unless they say otherwise; undefined where they do it in a way that is not read here. */
function namesCertificate(token: SignedData, certificate: Uint8Array): boolean | undefined {
  const attribute = token.signed(SIGNING_CERTIFICATE);
  if (attribute === undefined) return undefined;
  const [id] = membersOf(membersOf(attribute)[0]);
  const [first, second] = membersOf(id);
  const named = first?.tag === TAG.sequence;
  const hash = named ? HASHES[algorithmOf(first)] : sha256;
  return hash && sameBytes(hash(certificate), bodyOf(named ? second : first, TAG.octets));
}

/** Reads a token and checks that it stamps exactly this value; throws where it is none. Whether the
 *  authority is to be believed is not said here. */
export async function readTimestamp(der: Uint8Array, value: Uint8Array): Promise<Timestamp> {
  const token = signedData(der);
  const { type, bytes } = token.content;
  if (type !== TST_INFO || bytes === undefined) throw new Error('no time-stamp');
  const [, , imprint, , time] = membersOf(derValue(bytes));
  const [imprintAlgorithm, hashed] = membersOf(imprint);
  const found = await signerAmong(token);
  if (found === undefined) throw new Error('no certificate');
  const { signer, holds } = found;
  const at = timeOf(time);
  const [hash, digest] = [HASHES[algorithmOf(imprintAlgorithm)], HASHES[token.digest]];
  const said = { time: at, authority: signer };
  const isNamed = namesCertificate(token, signer.bytes);
  if (!hash || !digest || holds === undefined || isNamed === undefined) {
    return { ...said, answer: 'unchecked' };
  }
  const meant = sameBytes(hash(value), bodyOf(hashed, TAG.octets));
  const whole = sameBytes(digest(bytes), bodyOf(token.signed(MESSAGE_DIGEST), TAG.octets));
  const inTerm = at >= signer.from && at <= signer.to;
  return {
    ...said,
    answer:
      meant && whole && holds && isNamed && inTerm && token.isPlain(signer) ? 'holds' : 'false',
  };
}
