import { createHash } from 'node:crypto';
import { suites } from '../log/node-suites.ts';
import { leafHash } from '../log/suite.ts';
import type { Leaf } from '../store/log-tables.ts';

const BYTES = 600;

/** An entry as the register writes them: canonical JSON, some 600 bytes, Chinese among it. */
export function benchEntry(n: number): Buffer {
  const digest = createHash('sha512').update(`${n}`).digest('hex');
  const open = JSON.stringify({
    act: 'attachMaterial',
    actor: { org: '11110000000021039C', role: 'registrant' },
    at: '2026-03-02T09:00:00.000+08:00',
    caseId: `0190b000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    commitments: {
      $act: digest.slice(0, 64),
      $who: digest.slice(64),
      dossier: digest.slice(32, 96),
    },
    data: { group: 'scenario', note: '公共服务优化与行业分析，不得识别个人' },
  });
  const rest = BYTES - Buffer.byteLength(open);
  return Buffer.from(`${open.slice(0, -1)},"x":"${digest.repeat(2).slice(0, rest - 7)}"}`);
}

export function benchLeaves(from: number, to: number): Leaf[] {
  return Array.from({ length: to - from }, (_, i) => {
    const entry = benchEntry(from + i);
    return {
      entry,
      sha256: Buffer.from(leafHash(suites.sha256, entry)),
      sm3: Buffer.from(leafHash(suites.sm3, entry)),
    };
  });
}
