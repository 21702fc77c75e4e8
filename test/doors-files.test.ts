import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { httpApp } from '../src/http/app.ts';
import { samplePdf, samplePng, sampleZip } from '../src/store/file.fixtures.ts';
import { openAttack, problemOf, type Attacker, type Signed } from './doors.ts';

const LIMIT = 300_000;
const BOUNDARY = 'xxDOORSxx';
const part = (name: string, bytes: Uint8Array | string, field = 'file'): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ]);
const END = Buffer.from(`--${BOUNDARY}--\r\n`);
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

const officeBomb = sampleZip([
  { name: '[Content_Types].xml' },
  { name: 'xl/workbook.xml', unpacked: 4_000_000_000 },
]);

/** What is wrong, name, content, status, code. */
const FILES: readonly (readonly [string, string, Uint8Array | string, number, string])[] = [
  ['名为PDF实为图片', 'a.pdf', samplePng(), 422, 'FILE_TYPE_MISMATCH'],
  ['名为图片实为PDF', 'a.png', samplePdf(), 422, 'FILE_TYPE_MISMATCH'],
  ['名为表格实为普通压缩包', 'a.xlsx', sampleZip([{ name: 'x.txt' }]), 422, 'FILE_TYPE_MISMATCH'],
  ['可执行文件', 'a.exe', 'MZ', 422, 'FILE_TYPE_REFUSED'],
  ['网页', 'a.html', '<script>alert(1)</script>', 422, 'FILE_TYPE_REFUSED'],
  ['没有扩展名', 'passwd', 'root', 422, 'FILE_TYPE_REFUSED'],
  ['空文件', 'a.pdf', '', 422, 'FILE_EMPTY'],
  ['超过上限', 'a.txt', 'x'.repeat(LIMIT + 1), 413, 'FILE_TOO_LARGE'],
  ['加密的PDF', 'a.pdf', samplePdf('', '/Encrypt 9 0 R'), 422, 'FILE_ENCRYPTED'],
  ['残缺的PDF', 'a.pdf', samplePdf().subarray(0, 40), 422, 'FILE_MALFORMED'],
  ['压缩炸弹', 'a.xlsx', officeBomb, 422, 'FILE_BOMB'],
  ['图片炸弹', 'a.png', samplePng(60_000, 60_000), 422, 'FILE_BOMB'],
];

describe('文件之门', () => {
  let at: Attacker;
  let holder: Signed;
  before(async () => {
    at = await openAttack({ SHUJI_FILE_LIMIT_BYTES: String(LIMIT) });
    holder = await at.as('bj-min-zheng');
  });
  after(() => at.close());

  const upload = (body: Uint8Array, type = TYPE, path = '/api/files'): Promise<Response> =>
    at.send('POST', path, {
      headers: { ...holder.bearer, 'content-type': type },
      body: Buffer.from(body),
    });
  const left = (): string[] => {
    const files = readdirSync(join(at.door.dataDir, 'files'), {
      recursive: true,
      withFileTypes: true,
    });
    return files.filter((f) => f.isFile()).map((f) => f.name);
  };
  const settled = async (): Promise<string[]> => {
    for (let n = 0; n < 40 && left().some((f) => f.endsWith('.part')); n += 1) await sleep(50);
    return left();
  };

  for (const [what, name, bytes, status, code] of FILES) {
    it(`${what}：${code}，不留文件`, async () => {
      await at.refused(status, code, () => upload(Buffer.concat([part(name, bytes), END])));
      assert.deepEqual(await settled(), []);
    });
  }

  it('上传没有文件、两个文件、半截、没有分隔符：说明原因，不留文件，不挂起', async () => {
    const pdf = samplePdf('% two');
    const field = Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n`,
    );
    const tries: readonly (readonly [Uint8Array, string, string])[] = [
      [END, TYPE, 'UPLOAD_EMPTY'],
      [Buffer.concat([field, END]), TYPE, 'UPLOAD_EMPTY'],
      [
        Buffer.concat([part('a.pdf', pdf), part('b.pdf', pdf, 'second'), END]),
        TYPE,
        'UPLOAD_TWO_FILES',
      ],
      [Buffer.concat([part('a.pdf', pdf), part('b.exe', 'MZ'), END]), TYPE, 'UPLOAD_TWO_FILES'],
      [part('a.pdf', pdf), TYPE, 'UPLOAD_MULTIPART'],
      [part('a.pdf', pdf).subarray(0, 150), TYPE, 'UPLOAD_MULTIPART'],
      [Buffer.from('--'), TYPE, 'UPLOAD_MULTIPART'],
      [Buffer.alloc(0), TYPE, 'UPLOAD_MULTIPART'],
      [Buffer.concat([part('a.pdf', pdf), END]), 'multipart/form-data', 'UPLOAD_MULTIPART'],
      [Buffer.from('{}'), 'application/json', 'UPLOAD_MULTIPART'],
      [
        Buffer.concat([...Array.from({ length: 20 }, () => field), part('a.pdf', pdf), END]),
        TYPE,
        'UPLOAD_MULTIPART',
      ],
    ];
    for (const [body, type, code] of tries) {
      await at.refused(400, code, () => upload(body, type));
      assert.deepEqual(await settled(), [], code);
    }
  });

  it('查验和目录导入的上传同样拒绝', async () => {
    const two = Buffer.concat([part('a.pdf', samplePdf()), part('b.pdf', samplePdf()), END]);
    await at.refused(400, 'UPLOAD_TWO_FILES', () => upload(two, TYPE, '/api/public/verify'));
    await at.refused(400, 'UPLOAD_MULTIPART', () =>
      upload(part('a.pdf', samplePdf()), TYPE, '/api/public/verify'),
    );
    await at.refused(403, 'ACT_NOT_YOURS', () => upload(two, TYPE, '/api/admin/catalogue'));
    const page = await upload(two, TYPE, '/verify');
    assert.equal(page.status, 400);
    assert.match(await page.text(), /一次只能上传一个文件/);
  });

  it('文件名里的路径、换行、方向符和引号不伤人', async () => {
    const names: readonly (readonly [string, string])[] = [
      ['../../etc/甲.pdf', '甲.pdf'],
      ['C:\\\\temp\\\\乙.pdf', '乙.pdf'],
      ['合同\u202efdp.pdf', '合同fdp.pdf'],
      ['a%0d%0aSet-Cookie: x=1.pdf', 'a%0d%0aSet-Cookie: x=1.pdf'],
      ['<img src=x onerror=alert(1)>.pdf', '<img src=x onerror=alert(1)>.pdf'],
    ];
    for (const [given, kept] of names) {
      const answer = await upload(Buffer.concat([part(given, samplePdf(`% ${kept}`)), END]));
      const file = (await answer.json()) as { id: string; name: string };
      assert.deepEqual([answer.status, file.name], [201, kept]);
      const down = await at.send('GET', `/api/files/${file.id}`, { headers: holder.bearer });
      assert.equal(down.status, 200);
      assert.match(
        down.headers.get('content-disposition') ?? '',
        /^attachment; filename\*=UTF-8''[\w.%!'()*~-]+$/,
      );
      assert.equal(down.headers.get('set-cookie'), null);
      assert.equal(down.headers.get('x-content-type-options'), 'nosniff');
      await down.arrayBuffer();
      const foreign = await at.as('bj-wei-sheng');
      await at.refused(404, 'FILE_UNKNOWN', () =>
        at.send('GET', `/api/files/${file.id}`, { headers: foreign.bearer }),
      );
    }
    for (const name of ['', '\u202e', `${'长'.repeat(300)}.pdf`]) {
      const problem = await problemOf(await upload(Buffer.concat([part(name, samplePdf()), END])));
      assert.ok(problem.status === 422 || problem.status === 400);
    }
  });

  it('上传到一半断开：不留临时文件，服务照常', async () => {
    const before = left();
    const server = serve({
      fetch: httpApp(at.door.services).fetch,
      port: 0,
      hostname: '127.0.0.1',
    });
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const socket = connect(port, '127.0.0.1');
      socket.write(
        `POST /api/files HTTP/1.1\r\nHost: x\r\nAuthorization: ${holder.bearer.authorization}\r\nContent-Type: ${TYPE}\r\nContent-Length: 250000\r\n\r\n`,
      );
      socket.write(part('a.txt', 'x'.repeat(100_000)));
      for (let n = 0; n < 40 && left().length === before.length; n += 1) await sleep(50);
      assert.equal(left().length, before.length + 1, 'the upload has not begun');
      socket.destroy();
      assert.deepEqual((await settled()).toSorted(), before.toSorted());
      const long = await fetch(`http://127.0.0.1:${port}/api/law?${'x'.repeat(40_000)}`);
      assert.equal(long.status, 431);
      const heavy = await fetch(`http://127.0.0.1:${port}/healthz`, {
        headers: { 'x-heavy': 'x'.repeat(40_000) },
      });
      assert.equal(heavy.status, 431);
      assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
    } finally {
      server.close();
    }
  });

  it('磁盘写满：503并说明，不留痕迹；腾出空间后照常', async (t) => {
    const before = left();
    const real = fs.open;
    t.mock.method(fs, 'open', async (...given: Parameters<typeof real>) => {
      const handle = await real(...given);
      if (String(given[0]).endsWith('.part')) {
        handle.write = () =>
          Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
      }
      return handle;
    });
    syncBuiltinESMExports();
    const file = Buffer.concat([part('满.txt', '数据'.repeat(30_000)), END]);
    const problem = await at.refused(503, 'FILE_DISK_FULL', () => upload(file));
    assert.ok(Number(problem.retryAfter) > 0);
    assert.deepEqual((await settled()).toSorted(), before.toSorted());
    t.mock.restoreAll();
    syncBuiltinESMExports();
    assert.equal((await upload(file)).status, 201);
  });

  it('回答的状态都是文档写明的', () => {
    assert.deepEqual(
      [...at.door.breaches].filter((b) => b.includes('/api/')),
      [],
    );
  });
});
