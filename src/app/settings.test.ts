import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { it } from 'node:test';
import { isRefusal } from '../base/refusal.ts';
import { describeSettings, readSettings } from './settings.ts';
import { SETTINGS } from './settings-table.ts';

function read(env: Record<string, string>) {
  const settings = readSettings(env);
  if (isRefusal(settings)) throw new Error(settings.sentence.en);
  return settings;
}

function wrong(env: Record<string, string>): unknown {
  const refusal = readSettings(env);
  assert.ok(isRefusal(refusal), JSON.stringify(env));
  assert.equal(refusal.code, 'SETTINGS_INVALID');
  return refusal.details?.['names'];
}

it('什么都不设也能演示：端口 8420，只在本机，数据在 ./data', () => {
  const settings = read({});
  assert.equal(settings.mode, 'demo');
  assert.equal(settings.port, 8420);
  assert.equal(settings.host, '127.0.0.1');
  assert.equal(settings.dataDir, resolve('data'));
  assert.equal(settings.secretFile, resolve('data/secret.key'));
  assert.equal(settings.fileLimitBytes, 100 * 1024 * 1024);
  assert.equal(settings.databaseUrl, undefined);
  assert.equal(settings.s3, undefined);
});

it('空值等同于未设', () => {
  assert.deepEqual(read({ PORT: '', DATABASE_URL: ' ', SHUJI_MODE: '' }), read({}));
});

it('各项设置按原意读出', () => {
  const settings = read({
    PORT: '0',
    SHUJI_MODE: 'production',
    SHUJI_PUBLIC_URL: 'https://shuji.example.gov.cn/',
    DATABASE_URL: 'postgres://u:p@db/shuji',
    SHUJI_SECRET: 'AB'.repeat(32),
    SHUJI_S3_URL: 'https://s3.example.cn/shuji',
    SHUJI_S3_ACCESS_KEY_ID: 'id',
    SHUJI_S3_SECRET_ACCESS_KEY: 'key',
    SHUJI_CLAMD_SOCKET: 'clamav:3310',
    SHUJI_TSA_URL: 'http://tsa.example.cn/',
    SHUJI_TSA_CERTIFICATES: 'tsa.pem',
  });
  assert.equal(settings.port, 0);
  assert.equal(settings.publicUrl, 'https://shuji.example.gov.cn');
  assert.equal(settings.secret, 'ab'.repeat(32));
  assert.deepEqual(settings.s3, {
    endpoint: 'https://s3.example.cn/shuji',
    region: 'auto',
    accessKeyId: 'id',
    secretAccessKey: 'key',
  });
  assert.deepEqual(settings.clamd, { host: 'clamav', port: 3310 });
  assert.equal(settings.tsaUrl, 'http://tsa.example.cn/');
  assert.equal(settings.tsaCertificates, resolve('tsa.pem'));
  assert.deepEqual(read({ SHUJI_CLAMD_SOCKET: '/run/clamd' }).clamd, { path: '/run/clamd' });
});

it('写错的设置一次说全，只说名称不说值', () => {
  assert.deepEqual(wrong({ PORT: '65536' }), ['PORT']);
  assert.deepEqual(wrong({ PORT: '1e3' }), ['PORT']);
  assert.deepEqual(wrong({ PORT: '-1' }), ['PORT']);
  assert.deepEqual(wrong({ SHUJI_MODE: 'prod' }), ['SHUJI_MODE']);
  assert.deepEqual(wrong({ SHUJI_SECRET: '1234' }), ['SHUJI_SECRET']);
  assert.deepEqual(wrong({ DATABASE_URL: 'mysql://db' }), ['DATABASE_URL']);
  assert.deepEqual(wrong({ SHUJI_DATABASE_POOL: '1' }), ['SHUJI_DATABASE_POOL']);
  assert.deepEqual(wrong({ SHUJI_FILE_LIMIT_BYTES: '0' }), ['SHUJI_FILE_LIMIT_BYTES']);
  assert.deepEqual(wrong({ SHUJI_PUBLIC_URL: 'javascript:alert(1)' }), ['SHUJI_PUBLIC_URL']);
  assert.deepEqual(wrong({ SHUJI_TRUSTED_PROXIES: '10.0.0.0/33' }), ['SHUJI_TRUSTED_PROXIES']);
  assert.deepEqual(wrong({ SHUJI_CLAMD_SOCKET: 'clamav:99999' }), ['SHUJI_CLAMD_SOCKET']);
  assert.deepEqual(wrong({ SHUJI_TSA_URL: 'tsa.example.cn' }), ['SHUJI_TSA_URL']);
  assert.deepEqual(wrong({ SHUJI_S3_URL: 'https://s3/b' }), [
    'SHUJI_S3_ACCESS_KEY_ID',
    'SHUJI_S3_SECRET_ACCESS_KEY',
  ]);
  const refusal = readSettings({ DATABASE_URL: 'hidden-word', SHUJI_SECRET: 'hidden-word' });
  assert.doesNotMatch(JSON.stringify(refusal), /hidden-word/);
});

it('设置清单列出每一项及中英文说明，密钥只显示是否已设', () => {
  const listed = describeSettings({ PORT: '9000', SHUJI_SECRET: 'hidden-word' });
  assert.equal(listed.length, SETTINGS.length);
  assert.equal(listed.find(({ name }) => name === 'PORT')?.value, '9000');
  assert.equal(listed.find(({ name }) => name === 'HOST')?.value, '127.0.0.1');
  assert.equal(listed.find(({ name }) => name === 'SHUJI_SECRET')?.value, '******');
  assert.doesNotMatch(JSON.stringify(listed), /hidden-word/);
  for (const { help } of listed) assert.ok(help.zh !== '' && help.en !== '');
});
