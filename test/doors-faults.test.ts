import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openAttack, problemOf, type Attacker, type Signed } from './doors.ts';

describe('数据库出故障时的门', () => {
  let at: Attacker;
  let holder: Signed;
  let caseId: string;
  before(async () => {
    at = await openAttack();
    holder = await at.as('bj-min-zheng');
    caseId = (await at.draft(holder)).id;
  });
  after(() => at.close());

  const attach = (n: number): Promise<Response> =>
    at.post(
      holder,
      `/api/cases/${caseId}/acts/attachMaterial`,
      { input: { group: 'subject', values: { contactName: `联系人${n}` } } },
      { 'idempotency-key': `doors-fault-${n}` },
    );
  const busy = async (answer: Response): Promise<void> => {
    const { status, retryAfter } = await problemOf(answer);
    assert.deepEqual([status, Number(retryAfter) > 0], [503, true]);
  };
  const torn = () =>
    at.rows(`SELECT c.case_id FROM case_row c JOIN event e USING (case_id)
    GROUP BY c.case_id, c.version HAVING count(*) <> c.version`);
  /** Asks again under the same key, as a program does that was told to come back. */
  async function insist(n: number): Promise<void> {
    for (let again = 0; again < 100; again += 1) {
      const answer = await attach(n);
      if (answer.status === 200) return;
      await busy(answer);
      await sleep(200);
    }
    throw new Error('the door did not open again');
  }
  /** A connection of our own to the same database. */
  async function aside(): Promise<pg.Client> {
    const { host, port, user, database } = at.door.services.house.pool.options as pg.ClientConfig;
    const client = new pg.Client({ host, port, user, database } as pg.ClientConfig);
    await client.connect();
    return client;
  }

  it('连接全部被切断：在办的要么办成要么503，重试后每件恰好办一次', async () => {
    const outside = await aside();
    const cut = (async () => {
      for (let n = 0; n < 10; n += 1) {
        await outside.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
        );
        await sleep(10);
      }
    })();
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        await sleep(n * 4);
        return attach(n);
      }),
    );
    await cut;
    await outside.end();
    for (const answer of answers) if (answer.status !== 200) await busy(answer);
    for (let n = 0; n < 30; n += 1) await insist(n);
    const [row] = await at.rows('SELECT version FROM case_row WHERE case_id = $1', [caseId]);
    assert.equal(row?.['version'], 31);
    assert.deepEqual(await torn(), []);
  });

  it('数据库进程被杀：各门503而不是500，活着的仍说活着；恢复后不必重启', async () => {
    const pid = Number(
      readFileSync(join(at.door.dataDir, 'pg18/postmaster.pid'), 'utf8').split('\n')[0],
    );
    process.kill(pid, 'SIGKILL');
    await sleep(20);
    const seen = new Set<number>();
    const reads = [
      '/api/public/notices',
      '/api/public/registrations',
      `/api/cases/${caseId}`,
      '/api/cases',
      '/api/inbox',
      '/api/catalogue',
      '/readyz',
      '/metrics',
      '/',
      '/registrations',
      '/verify?code=1',
    ];
    for (const path of reads) {
      const answer = await at.send('GET', path, { headers: holder.bearer });
      const text = await answer.text();
      seen.add(answer.status);
      assert.ok(
        answer.status === 503 || answer.status === 200,
        `${path} ${answer.status} ${text.slice(0, 200)}`,
      );
      if (answer.status === 503 && path.startsWith('/api/'))
        assert.ok(Number(answer.headers.get('retry-after')) > 0, path);
    }
    const form = new FormData();
    form.append('file', new Blob(['断电']), '断电.txt');
    const upload = await at.send('POST', '/api/files', { headers: holder.bearer, body: form });
    assert.ok(upload.status === 503 || upload.status === 201, await upload.text());
    const signIn = await at.send('POST', '/api/session', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'bj-li-ming', password: 'Demo-2026!' }),
    });
    assert.ok(signIn.status === 503 || signIn.status === 200, await signIn.text());
    assert.ok(seen.has(503), 'the database was never away');
    assert.equal((await at.send('GET', '/healthz')).status, 200);
    await insist(100);
    assert.equal((await at.send('GET', '/readyz')).status, 200);
    const [row] = await at.rows('SELECT version FROM case_row WHERE case_id = $1', [caseId]);
    assert.equal(row?.['version'], 32);
    assert.deepEqual(await torn(), []);
  });

  it('回答的状态都是文档写明的', () => {
    assert.deepEqual(
      [...at.door.breaches].filter((b) => b.includes('/api/')),
      [],
    );
  });
});
