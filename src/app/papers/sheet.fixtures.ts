import { generateKeyPairSync } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import type { CredentialPayload, LogProof } from '../../contexts/credential/claims.ts';
import type { CredentialFields, SignedCredential } from '../../contexts/credential/credential.ts';
import { credentialPayload } from '../../contexts/credential/credential.ts';
import { signCredential } from './credential-sign.ts';

/** A complete example for the tests beside. */
export function samplePayload(
  changes: Partial<CredentialFields> = {},
  log: LogProof | null = null,
): CredentialPayload {
  const fields: CredentialFields = {
    publicUrl: 'https://dj.example.gov.cn',
    kind: 'confirmation',
    title: '公共数据资源登记确认单',
    jurisdiction: 'beijing',
    code: 'DJ-110000-Y-2026-0000123-1',
    queryCode: '27NB-TV6S-GZ48-6MBT-NX1R-SRF3',
    nationalCode: null,
    registrant: { name: '北京市大数据中心', creditCode: '12110000MB1B45614X' },
    dataName: '北京市公共停车场备案与实时泊位信息',
    objectKind: 'resource',
    industry: { code: 'I64', name: '互联网和相关服务' },
    registrar: { name: '北京市公共数据资源登记机构', creditCode: '11110000MB1660860K' },
    platform: '北京市公共数据资源登记平台',
    codedOn: '2026-03-02',
    issuedOn: '2026-03-02',
    validFrom: '2026-03-02',
    validTo: '2029-03-02',
    version: 1,
    pack: 'BJ-REG',
    law: ['BJ-REG-15', 'BJ-REG-18'],
    ...changes,
  };
  return credentialPayload(fields, log);
}

const keys = {
  ed25519: generateKeyPairSync('ed25519').privateKey,
  sm2: sm2.generateKeyPairHex().privateKey,
};

/** The same, signed with keys of nobody. */
export const sampleCredential = (
  changes: Partial<CredentialFields> = {},
  log: LogProof | null = null,
): SignedCredential => signCredential(samplePayload(changes, log), keys);

/** As large as a proof of inclusion with many cosignatures may be. */
export const sampleLog = (entryBytes = 900, proofBytes = 4000): LogProof => ({
  entry: Buffer.alloc(entryBytes, '{"format":"shuji-entry-v1"}').toString('base64url'),
  proof: `c2sp.org/tlog-proof@v1\nindex 7\n`.padEnd(proofBytes, '— x/y=\n'.slice(2)),
  sm3: null,
});
