import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Actor } from '../kernel/types.ts';
import { sealKeys } from '../store/seal.ts';
import { timeFrom } from './time.ts';

/** Cheap argon2id: the tests are about everything around it. */
export const QUICK = { memory: 64, passes: 1, lanes: 1 };

/** What the identity services need, on a clock the test turns. */
export function testHouse(pool: Pool, mode: 'demo' | 'production' = 'demo') {
  let machine = Date.parse('2026-03-02T09:00:00+08:00');
  return {
    pool,
    mode,
    keys: sealKeys(Buffer.alloc(32, 1)),
    time: timeFrom(() => machine, 0),
    random: (bytes: number): Buffer => randomBytes(bytes),
    /** Lets machine time pass. */
    pass(ms: number): void {
      machine += ms;
    },
  };
}

export const MINUTE = 60_000;

/** Somebody at the door with these roles; no row stands behind them. */
export const actorWith = (...roles: string[]): Actor => ({
  kind: 'person',
  accountId: randomUUID(),
  name: '测试人员',
  realName: false,
  org: { code: '12110000MB1B45614X', name: '北京市大数据中心', region: '110000' },
  roles,
});
