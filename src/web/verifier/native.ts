/** What the browser's own cryptography can do; it is taken first, being the best looked after. */

const SUBTLE = globalThis.crypto?.subtle as SubtleCrypto | undefined;

/** Whether the key signed the message, by WebCrypto. undefined where the browser cannot tell: sites
 *  without TLS have no WebCrypto, older browsers no Ed25519. */
export async function nativeVerifies(
  format: 'raw' | 'spki',
  algorithm: AlgorithmIdentifier | RsaHashedImportParams | EcKeyImportParams,
  using: AlgorithmIdentifier | EcdsaParams,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);
  try {
    const key = await SUBTLE?.importKey(format, own(publicKey), algorithm, false, ['verify']);
    return key && (await SUBTLE?.verify(using, key, own(signature), own(message)));
  } catch {
    return undefined;
  }
}
