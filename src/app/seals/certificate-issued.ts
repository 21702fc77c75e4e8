import { X509Certificate } from 'node:crypto';
import { certificateParts } from './certificate-parts.ts';
import { sm2Holds, SM2_SM3 } from './cms.ts';

/** Whether `issuer` may issue certificates and its key signed this one (RSA, ECDSA, SM2); both in DER. */
export function issued(issuer: Buffer, certificate: Buffer): boolean {
  try {
    const [above, below] = [new X509Certificate(issuer), new X509Certificate(certificate)];
    if (!above.ca || !below.checkIssued(above)) return false;
    const { signatureAlgorithm, tbs, signature } = certificateParts(certificate);
    // Node knows the curve, but not the identifier that Chinese signers put before the message.
    if (signatureAlgorithm !== SM2_SM3) return below.verify(above.publicKey);
    return sm2Holds(certificateParts(issuer).publicKey, tbs, signature);
  } catch {
    return false;
  }
}
