import { concat, fromHex, textOf } from '../../../log/bytes.ts';
import { nativeVerifies } from '../native.ts';
import { p256Verifies } from '../p256.ts';
import { sha256 } from '../sha256.ts';
import { sm2Verifies } from '../sm2.ts';
import { bodyOf, derValue, derValues, membersOf, oidOf, TAG, timeOf, type Der } from './der.ts';

/** What of a certificate (X.509) is needed to check what its holder signed. */
export interface Certificate {
  /** In DER. */
  readonly bytes: Uint8Array;
  /** Issuer and serial number in DER, as a container names its signer. */
  readonly name: Uint8Array;
  /** Common name, or organisation; without control and direction characters. */
  readonly holder: string;
  /** POSIX seconds. */
  readonly from: number;
  readonly to: number;
  readonly key: {
    readonly algorithm: string;
    readonly curve: string;
    readonly spki: Uint8Array;
    readonly bits: Uint8Array;
  };
}

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';
const EC = '1.2.840.10045.2.1';
const RSA = '1.2.840.113549.1.1.1';
const SM2_CURVE = '1.2.156.10197.1.301';
const SM3 = '1.2.156.10197.1.401';
/** Size in bytes, and the name WebCrypto has for it. */
const CURVES: Readonly<Record<string, { readonly size: number; readonly name: string }>> = {
  '1.2.840.10045.3.1.7': { size: 32, name: 'P-256' },
  '1.3.132.0.34': { size: 48, name: 'P-384' },
};
const SHA2: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

function holderOf(name: Der | undefined): string {
  const parts = membersOf(name).flatMap((set) =>
    membersOf(set, TAG.set).map((one) => membersOf(one)),
  );
  const valueOf = (type: string): string | undefined => {
    const value = parts.find(([id]) => oidOf(id) === type)?.[1];
    return value && textOf(value.body);
  };
  const found = valueOf(COMMON_NAME) ?? valueOf(ORGANISATION) ?? '';
  return found.replaceAll(/\p{C}/gu, '').slice(0, 200);
}

/** Reads a certificate in DER; throws on anything else. */
export function certificateIn(bytes: Uint8Array): Certificate {
  const [tbs] = membersOf(derValue(bytes));
  const all = membersOf(tbs);
  const fields = all[0]?.tag === TAG.zero ? all.slice(1) : all;
  const [serial, , issuer, validity, subject, key] = fields;
  const [from, to] = membersOf(validity);
  const [kind, bits] = membersOf(key);
  const [algorithm, curve] = membersOf(kind);
  return {
    bytes,
    name: concat(issuer?.whole ?? bytes, serial?.whole ?? bytes),
    holder: holderOf(subject),
    from: timeOf(from),
    to: timeOf(to),
    key: {
      algorithm: oidOf(algorithm),
      curve: curve?.tag === TAG.oid ? oidOf(curve) : '',
      spki: key?.whole ?? bytes,
      bits: bodyOf(bits, TAG.bits).subarray(1),
    },
  };
}

/** The signature algorithm as it follows from key and digest, in DER (RFC 5480, RFC 8017, GM/T 0006). */
export function signatureAlgorithm({ key }: Certificate, digest: string): Uint8Array {
  const sha2 = SHA2[digest]?.slice(-3);
  const ecdsa = { '256': '02', '384': '03', '512': '04' }[sha2 ?? ''];
  const hex =
    key.algorithm === RSA
      ? '300d06092a864886f70d0101010500'
      : ecdsa === undefined
        ? '300a06082a811ccf55018375'
        : `300a06082a8648ce3d0403${ecdsa}`;
  return fromHex(hex) ?? new Uint8Array();
}

/** r ‖ s of the DER form, each of `size` bytes; throws where it is none. */
function plainSignature(der: Uint8Array, size: number): Uint8Array {
  const [r, s, ...more] = derValues(bodyOf(derValue(der), TAG.sequence));
  if (more.length > 0) throw new Error('not two numbers');
  const fixed = [r, s].map((one) => {
    const digits = bodyOf(one, TAG.integer);
    const plain = digits[0] === 0 ? digits.subarray(1) : digits;
    if (plain.length > size) throw new Error('a number too large');
    return concat(new Uint8Array(size - plain.length), plain);
  });
  return concat(...fixed);
}

/** Whether the holder signed the message under this digest (an object identifier): P-256 and SM2 with
 *  our own arithmetic where the browser has none, RSA and P-384 by the browser alone. undefined where
 *  nobody here can tell. */
export async function certificateVerifies(
  { key }: Certificate,
  digest: string,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  if (key.algorithm === EC && key.curve === SM2_CURVE && digest === SM3) {
    return sm2Verifies(key.bits, message, plainSignature(signature, 32));
  }
  const hash = SHA2[digest];
  const curve = CURVES[key.curve];
  if (hash === undefined) return undefined;
  if (key.algorithm === RSA) {
    const name = 'RSASSA-PKCS1-v1_5';
    return nativeVerifies('spki', { name, hash }, { name }, key.spki, message, signature);
  }
  if (key.algorithm !== EC || curve === undefined) return undefined;
  const plain = plainSignature(signature, curve.size);
  const [name, namedCurve] = ['ECDSA', curve.name];
  const native = await nativeVerifies(
    'raw',
    { name, namedCurve },
    { name, hash },
    key.bits,
    message,
    plain,
  );
  if (native !== undefined || hash !== 'SHA-256' || curve.size !== 32) return native;
  return p256Verifies(key.bits, sha256(message), plain);
}
