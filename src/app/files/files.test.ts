import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import pg from 'pg';
import { startEmbedded } from '../../store/embedded.ts';
import { pieces, refusedAs, samplePdf, samplePng } from '../../store/file.fixtures.ts';
import { createFolderStore } from '../../store/folder-store.ts';
import { createFiles, signatureSentence, type FileSettings, type VerifyPdf } from './files.ts';

const root = await fs.mkdtemp(path.join(os.tmpdir(), 'shuji-app-files-'));
const server = await startEmbedded({ dataDir: path.join(root, 'db') });
const pool = new pg.Pool({ ...server.connection, max: 2 });
await pool.query(`CREATE TABLE file (id uuid PRIMARY KEY, key text NOT NULL, name text NOT NULL,
  size bigint NOT NULL, type text NOT NULL, sha256 bytea NOT NULL, sm3 bytea NOT NULL, scan text NOT NULL,
  signature jsonb NOT NULL, uploaded_by uuid NOT NULL, org text, uploaded_at timestamptz NOT NULL, case_id uuid)`);
after(async () => {
  await pool.end();
  await server.stop();
  await fs.rm(root, { recursive: true });
});

const store = createFolderStore({ folder: path.join(root, 'files'), master: randomBytes(32) });
const actor = { accountId: randomUUID(), org: '91110000000000000A' };
const SIGNED = samplePdf('6 0 obj\n<</ByteRange [0 1 2 3]>>\nendobj');
const byRegistrar: VerifyPdf = async () => ({ valid: true, signer: '某市数据登记中心' });

function files(more: Partial<FileSettings> = {}, verifyPdf = byRegistrar) {
  return createFiles({
    store,
    query: pool,
    settings: { limitBytes: 1_000_000, ...more },
    clock: () => '2026-03-02T09:00:00+08:00',
    random: (bytes) => randomBytes(bytes).toString('hex'),
    verifyPdf,
  });
}

test('收下、查询、打开：事实一致，内容一致', async () => {
  const pdf = samplePdf('材料');
  const facts = await files().receive(actor, pieces(pdf), '申请表.pdf');
  assert.match(facts.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(facts, {
    id: facts.id,
    name: '申请表.pdf',
    size: pdf.length,
    type: 'application/pdf',
    sha256: createHash('sha256').update(pdf).digest('hex'),
    sm3: createHash('sm3').update(pdf).digest('hex'),
    scan: 'notScanned',
    signature: { kind: 'none' },
    uploadedBy: actor.accountId,
    org: actor.org,
  });
  const found = await files().facts([facts.id, randomUUID(), "x'; drop table file"]);
  assert.deepEqual([...found], [[facts.id, facts]]);
  const opened = await files().open(facts.id);
  assert.deepEqual(opened.facts, facts);
  assert.ok((await buffer(opened.stream)).equals(pdf));
});

test('同一内容两次上传是两个文件、一份存储', async () => {
  const pdf = samplePdf('两次');
  const one = await files().receive(actor, pieces(pdf), 'a.pdf');
  const two = await files().receive({ ...actor, org: null }, pieces(pdf), 'b.pdf');
  assert.notEqual(one.id, two.id);
  assert.equal(two.org, null);
  const { rows } = await pool.query('SELECT DISTINCT key FROM file WHERE id = ANY($1)', [
    [one.id, two.id],
  ]);
  assert.equal(rows.length, 1);
});

test('没有的文件说没有；一次问得太多是程序的错', async () => {
  await assert.rejects(files().open(randomUUID()), refusedAs('FILE_UNKNOWN', 'unknown'));
  await assert.rejects(files().open('../x'), refusedAs('FILE_UNKNOWN', 'unknown'));
  await assert.rejects(
    files().facts(Array.from({ length: 501 }, () => randomUUID())),
    /more than 500/,
  );
});

test('被拒收的文件不留记录', async () => {
  const count = async () =>
    (await pool.query<{ n: string }>('SELECT count(*) AS n FROM file')).rows[0]?.n;
  const before = await count();
  await assert.rejects(
    files().receive(actor, pieces(samplePng()), 'a.pdf'),
    refusedAs('FILE_TYPE_MISMATCH'),
  );
  assert.equal(await count(), before);
});

test('带数字签名的 PDF 显示是否有效、由谁签名', async () => {
  const good = await files().receive(actor, pieces(SIGNED), 'a.pdf');
  assert.deepEqual(good.signature, { kind: 'digital', valid: true, signer: '某市数据登记中心' });
  assert.match(signatureSentence(good.signature).zh, /有效.*某市数据登记中心/);
  const bad = await files({}, async () => ({ valid: false })).receive(
    actor,
    pieces(SIGNED),
    'a.pdf',
  );
  assert.match(signatureSentence(bad.signature).zh, /无效/);
  const stamped = { time: '2026-03-02T09:00:30.000+08:00', authority: '某时间戳中心' };
  const dated = files({}, async () => ({ valid: true, signer: '甲', stamped }));
  const kept = await dated.receive(actor, pieces(SIGNED), 'a.pdf');
  assert.deepEqual(kept.signature, { kind: 'digital', valid: true, signer: '甲', stamped });
  assert.match(
    signatureSentence(kept.signature).zh,
    /有效，签名人：甲，时间戳：2026-03-02 09:00:30（自称“某时间戳中心”者签发，未核验其身份）/,
  );
  const hostile = files({}, () => Promise.reject(new Error('ASN.1')));
  assert.deepEqual((await hostile.receive(actor, pieces(SIGNED), 'a.pdf')).signature, {
    kind: 'digital',
    valid: false,
  });
  const long = await files({ verifyMaxBytes: 10 }).receive(actor, pieces(SIGNED), 'a.pdf');
  assert.match(signatureSentence(long.signature).zh, /未核验/);
});

test('扫描件显示：无法机器核验，请人工目视确认', async () => {
  const scan = await files().receive(actor, pieces(samplePng()), '盖章页.png');
  assert.deepEqual(scan.signature, { kind: 'scan' });
  assert.deepEqual(signatureSentence(scan.signature), {
    zh: '无法机器核验，请人工目视确认',
    en: 'not machine-checkable, confirm by eye',
  });
  assert.match(signatureSentence({ kind: 'none' }).zh, /没有数字签名/);
});

test('病毒查杀：带毒的不收；查杀不可用时按设置显示或不收', async () => {
  const clamd = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('stream: Eicar FOUND\0'));
  });
  clamd.listen(0, '127.0.0.1');
  await once(clamd, 'listening');
  const address = clamd.address();
  assert.ok(typeof address === 'object' && address);
  const sick = files({ clamd: { host: '127.0.0.1', port: address.port } });
  await assert.rejects(
    sick.receive(actor, pieces(samplePdf('毒')), 'a.pdf'),
    refusedAs('FILE_INFECTED'),
  );
  clamd.close();
  const away = { clamd: { path: path.join(root, 'none.sock') } };
  assert.equal(
    (await files(away).receive(actor, pieces(samplePdf()), 'a.pdf')).scan,
    'unavailable',
  );
  const strict = files({ ...away, scanRequired: true }).receive(
    actor,
    pieces(samplePdf()),
    'a.pdf',
  );
  await assert.rejects(strict, refusedAs('FILE_SCAN_UNAVAILABLE', 'busy'));
});
