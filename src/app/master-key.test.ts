import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { isRefusal } from '../base/refusal.ts';
import { masterKey } from './master-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuji-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const good = randomBytes(32).toString('hex');

const production = (secret: string | undefined, secretFile = join(folder, 'none')) =>
  masterKey({ mode: 'production', secret, secretFile });
const codeOf = (key: unknown): string => (isRefusal(key) ? key.code : 'accepted');

function keyFile(name: string, contents: string, mode: number): string {
  const file = join(folder, name);
  writeFileSync(file, contents);
  chmodSync(file, mode);
  return file;
}

it('演示方式自动生成主密钥，只有本人可读，下次照旧', () => {
  const secretFile = join(folder, 'data', 'secret.key');
  const key = masterKey({ mode: 'demo', secret: undefined, secretFile });
  assert.ok(Buffer.isBuffer(key));
  assert.equal(key.length, 32);
  assert.equal(statSync(secretFile).mode & 0o777, 0o600);
  assert.equal(readFileSync(secretFile, 'utf8').trim(), key.toString('hex'));
  assert.deepEqual(masterKey({ mode: 'demo', secret: undefined, secretFile }), key);
});

it('正式方式接受环境变量或私有文件中的随机密钥', () => {
  assert.deepEqual(production(good), Buffer.from(good, 'hex'));
  assert.deepEqual(
    production(undefined, keyFile('a', `${good}\n`, 0o600)),
    Buffer.from(good, 'hex'),
  );
  assert.equal(codeOf(production(undefined, keyFile('b', good, 0o440))), 'accepted');
});

it('正式方式没有密钥、密钥过于简单、密钥文件他人可读，一律不启动', () => {
  assert.equal(codeOf(production(undefined)), 'SECRET_MISSING');
  assert.equal(codeOf(production('00'.repeat(32))), 'SECRET_GUESSABLE');
  assert.equal(codeOf(production('0123456789abcdef'.repeat(4))), 'SECRET_GUESSABLE');
  assert.equal(codeOf(production(undefined, keyFile('c', good, 0o644))), 'SECRET_EXPOSED');
  assert.equal(codeOf(production(undefined, keyFile('d', 'x', 0o600))), 'SECRET_UNUSABLE');
  assert.equal(
    codeOf(production(undefined, keyFile('e', good.repeat(99), 0o600))),
    'SECRET_UNUSABLE',
  );
});

it('随机密钥从不被误判为简单', () => {
  for (let n = 0; n < 2000; n += 1) {
    assert.equal(codeOf(production(randomBytes(32).toString('hex'))), 'accepted');
  }
});
