import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import { openInstance } from '../src/app/instance.ts';
import { results } from '../src/app/papers/results.ts';
import { readSettings } from '../src/app/settings.ts';
import { remoteAuthority } from '../src/app/seals/timestamp-remote.ts';
import { orThrow, Refused } from '../src/base/refusal.ts';
import { people, settle } from './people.ts';
import { inNotice, say } from './story.ts';

const SHUJI = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'shuji-cli-'));
const at = (name: string): string => join(folder, name);
after(() => rmSync(folder, { recursive: true, force: true }));

async function shuji(dataDir: string, ...args: string[]) {
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' };
  const child = spawn(process.execPath, [SHUJI, ...args], { env });
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, says: (await out) + (await err) };
}

const one = at('one');
/** What came of a sheet that nobody would stamp. */
let unissued: unknown;
before(async () => {
  const instance = await openInstance(orThrow(readSettings({ DATA_DIR: one })));
  const { house, keys } = instance;
  await settle(house);
  const { caseId } = await inNotice(house);
  await moveDemoClock(house, '2026-04-20T09:00:00+08:00');
  const registered = await say(house, caseId)(people.issuer, 'assignCode');
  const issued = results(instance, () => 'http://127.0.0.1');
  writeFileSync(at('sheet.pdf'), (await issued.sheet(registered)) ?? '');
  writeFileSync(at('credential.json'), (await issued.credential(registered)) ?? '');
  writeFileSync(at('credential.sd-jwt'), (await issued.credential(registered, 'compact')) ?? '');
  const certificates = [...keys.documents].map(([creditCode, { certificate }]) => ({
    creditCode,
    certificate: certificate.toString('base64'),
  }));
  writeFileSync(at('keys.json'), JSON.stringify({ keys: issued.keys }));
  const { timestamps } = issued;
  writeFileSync(
    at('all-keys.json'),
    JSON.stringify({ keys: issued.keys, certificates, timestamps }),
  );
  const url = 'http://127.0.0.1:9/';
  const away = remoteAuthority({ url, timeoutMs: 500, random: (bytes) => Buffer.alloc(bytes, 7) });
  const stampless = { ...instance, timestamps: { ...instance.timestamps, authority: away } };
  unissued = await results(stampless, () => url)
    .sheet(registered)
    .catch((error: unknown) => error);
  writeFileSync(
    at('keys-and-certificates.json'),
    JSON.stringify({ keys: issued.keys, certificates }),
  );
  await instance.close();
});

test('离线核验凭证和确认单：真者通过，改一字即不通过，类别不符即不通过', async () => {
  const genuine = [
    ['credential', 'credential.json', '--keys', at('keys.json')],
    ['credential', 'credential.sd-jwt', '--keys', at('keys.json')],
    ['sheet', 'sheet.pdf', '--keys', at('keys-and-certificates.json')],
    ['sheet', 'sheet.pdf'],
  ];
  const check = ([what = '', file = '', ...keys]: readonly string[]) =>
    shuji(one, 'verify', what, at(file), ...keys);
  for (const { status, says } of await Promise.all(genuine.map(check))) {
    assert.equal(status, 0, says);
    assert.match(says, /真实，未被改动/);
    assert.match(says, /养老机构名录/);
  }
  const credential = JSON.parse(readFileSync(at('credential.json'), 'utf8')) as { payload: string };
  const claims = Buffer.from(credential.payload, 'base64url').toString();
  const payload = Buffer.from(claims.replace('形式审核', '实质审核')).toString('base64url');
  assert.notEqual(payload, credential.payload);
  writeFileSync(at('forged.json'), JSON.stringify({ ...credential, payload }));
  const sheet = readFileSync(at('sheet.pdf'));
  writeFileSync(at('longer.pdf'), Buffer.concat([sheet, Buffer.from('\n')]));
  const bad = [
    ['credential', 'forged.json'],
    ['credential', 'sheet.pdf'],
    ['sheet', 'credential.json'],
    ['sheet', 'longer.pdf'],
    // Without the certificate of the registrar nobody can tell whose seal it is.
    ['sheet', 'sheet.pdf', '--keys', at('keys.json')],
  ];
  for (const { status, says } of await Promise.all(bad.map(check))) {
    assert.equal(status, 1, says);
    assert.match(says, /不能确认为真实/);
  }
});

test('确认单的时间戳：自证的写明自证，不知其签发者的写明未经核验；无人加盖则不签发', async () => {
  const said = async (...keys: readonly string[]) =>
    (await shuji(one, 'verify', 'sheet', at('sheet.pdf'), ...keys)).says;
  assert.match(await said(), /时间戳：2026-04-20 09:00.*自证时间戳/);
  assert.match(await said('--keys', at('all-keys.json')), /自证时间戳/);
  assert.match(await said('--keys', at('keys-and-certificates.json')), /证书未经核验/);
  assert.ok(unissued instanceof Refused);
  assert.deepEqual(
    [unissued.refusal.kind, unissued.refusal.code],
    ['busy', 'TIMESTAMP_UNAVAILABLE'],
  );
});

test('核验命令用法有误、没有密钥、文件不存在时说明原因，不新建密钥', async () => {
  const wrong = [[], ['register', 'x'], ['sheet', at('none.pdf')]];
  const done = await Promise.all(wrong.map((args) => shuji(one, 'verify', ...args)));
  assert.deepEqual(
    done.map((d) => d.status),
    [2, 2, 2],
  );
  const { status, says } = await shuji(at('empty'), 'verify', 'sheet', at('sheet.pdf'));
  assert.equal(status, 1);
  assert.match(says, /没有密钥/);
  assert.ok(!existsSync(at('empty')));
});

test('备份、恢复、自核三个命令连成一条路；缺主密钥、备份被截断时说明原因', async () => {
  const file = at('register.tar');
  const backedUp = await shuji(one, 'backup', file);
  assert.equal(backedUp.status, 0, backedUp.says);
  assert.match(backedUp.says, /主密钥.*不在备份中/);

  const two = at('two');
  const keyless = await shuji(two, 'restore', file);
  assert.equal(keyless.status, 1);
  assert.match(keyless.says, /主密钥/);
  mkdirSync(two);
  copyFileSync(join(one, 'secret.key'), join(two, 'secret.key'));
  writeFileSync(at('short.tar'), readFileSync(file).subarray(0, -2000));
  const short = await shuji(two, 'restore', at('short.tar'));
  assert.equal(short.status, 1);
  assert.match(short.says, /备份文件不完整/);
  assert.ok(!existsSync(join(two, 'pg18')), 'refused before a database was made');

  const restored = await shuji(two, 'restore', file);
  assert.equal(restored.status, 0, restored.says);
  assert.match(restored.says, /已恢复.*个文件/);
  const again = await shuji(two, 'restore', file);
  assert.equal(again.status, 1);
  assert.match(again.says, /只能恢复到空的数据库/);
  for (const args of [
    ['verify', 'register'],
    ['rebuild', '--check'],
  ]) {
    const { status, says } = await shuji(two, ...args);
    assert.equal(status, 0, says);
    assert.match(says, /0 处差异/);
  }
});
