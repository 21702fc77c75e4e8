import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { certificateParts, holderOf } from './certificate-parts.ts';
import { issued } from './certificate-issued.ts';
import { selfSigned } from './x509.ts';

/** Made with OpenSSL 3.0: an SM2 root and a time-stamping certificate by it, both SM2-with-SM3 with
 *  the identifier 1234567812345678. */
const ROOT = Buffer.from(
  'MIIBeDCCAR2gAwIBAgIUawUTXPyBrHLwEZPEfuuUbd5bSsAwCgYIKoEcz1UBg3UwETEPMA0GA1UEAwwGc21yb290' +
    'MB4XDTI2MTEyMTAyMzEzNFoXDTM2MTExODAyMzEzNFowETEPMA0GA1UEAwwGc21yb290MFkwEwYHKoZIzj0CAQYI' +
    'KoEcz1UBgi0DQgAEbvLil2/e+LOmicFJ94Ggay8J8A6Fl/Xvt1R7pc+ZmaSYYHSrsfP8eqF37D/CTr58guPpTVJS' +
    'xPbk2+VJFznG7aNTMFEwHQYDVR0OBBYEFKrcdpI5Jsv8cgcddUYmRx7YRUsiMB8GA1UdIwQYMBaAFKrcdpI5Jsv8' +
    'cgcddUYmRx7YRUsiMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoEcz1UBg3UDSQAwRgIhANSQbuYtsxors2I7g0DH0M5N' +
    'Zlm7xFU8Q0q0E1cw55jUAiEAir+/welfAzEULCzCgyP39qv1bxwvfCYl8fdIurigkxo=' +
    '',
  'base64',
);
const LEAF = Buffer.from(
  'MIIBfDCCASKgAwIBAgIUXjxjlKmKQ0sPhS6vIVUqIQbFUygwCgYIKoEcz1UBg3UwETEPMA0GA1UEAwwGc21yb290' +
    'MB4XDTI2MTEyMTAyMzEzNFoXDTI2MTIyMTAyMzEzNFowDzENMAsGA1UEAwwEbGVhZjBZMBMGByqGSM49AgEGCCqB' +
    'HM9VAYItA0IABBeyMviG+ebVseywTDudae2Lxbfminmt3EsWpgJ/sPbvPHuE5AAIK1+C+6usbUxPhCQXEMuoCzE2' +
    'NIqHgLDCdG2jWjBYMBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMB0GA1UdDgQWBBRKOItl3kcRPk+SQOkA4fb5UmE+' +
    'HjAfBgNVHSMEGDAWgBSq3HaSOSbL/HIHHXVGJkce2EVLIjAKBggqgRzPVQGDdQNIADBFAiAYUPDsuyzi9ZZBWDdB' +
    'NiFfZl23PwfjLnkc/rwUqEvK5gIhAMYXypw0tXKVq/EUadmWBctqbIYIbOjXw4+0JiBH1Mz4' +
    '',
  'base64',
);

test('国密证书（SM2）由其上级签发，可核验；改一字节即不成立', () => {
  assert.ok(issued(ROOT, LEAF));
  assert.ok(issued(ROOT, ROOT));
  assert.ok(!issued(LEAF, ROOT));
  assert.ok(!issued(LEAF, LEAF));
  assert.equal(holderOf(LEAF), 'leaf');
  const signed = certificateParts(LEAF).tbs;
  for (let at = LEAF.indexOf(signed); at < signed.length; at += 5) {
    const bytes = Buffer.from(LEAF);
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    assert.ok(!issued(ROOT, bytes), `byte ${at}`);
  }
});

test('无权签发的证书，签了也不算；不是证书的，不抛错', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const own = selfSigned({ name: '甲' }, privateKey, new Date(0), randomBytes(16), 'timestamps');
  assert.ok(!issued(own, own));
  assert.ok(!issued(ROOT, own));
  assert.ok(!issued(ROOT, Buffer.from('x')));
  assert.ok(!issued(Buffer.alloc(0), LEAF));
  assert.throws(() => certificateParts(Buffer.from('3000', 'hex')));
});

test('证书持有人的名称去掉控制与方向字符', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = '甲\u202e乙\u0007丙';
  assert.equal(holderOf(selfSigned({ name }, privateKey, new Date(0), randomBytes(16))), '甲乙丙');
});
