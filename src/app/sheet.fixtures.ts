import type { CredentialFields, CredentialPayload } from '../contexts/credential/credential.ts';
import { credentialPayload } from '../contexts/credential/credential.ts';

/** A complete example for the tests beside. */
export function samplePayload(changes: Partial<CredentialFields> = {}): CredentialPayload {
  return credentialPayload({
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
  });
}
