import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ed25519Signer } from './node-signatures.ts';
import { suites } from './node-suites.ts';
import { ed25519Key, GO, SIGNERS } from './note.fixtures.ts';
import { formatVerifierKey, verifierKey } from './note.ts';
import { meetsQuorum, parsePolicy, type Policy } from './policy.ts';

const { sha256 } = suites;

/** Verifier keys of as many witnesses as one likes. */
function witnessKey(number: number, scheme: 'ed25519' | 'ed25519-cosignature'): string {
  const secret = ed25519Key((1000 + number).toString(16).padStart(64, '0'));
  return formatVerifierKey(ed25519Signer(secret, `w${number}.example`, scheme).key);
}
const [w1 = '', w2 = '', w3 = '', w4 = '', w5 = '', w6 = ''] = [1, 2, 3, 4, 5, 6].map((n) =>
  witnessKey(n, 'ed25519-cosignature'),
);
const log = formatVerifierKey(SIGNERS.log.key);

function policyOf(text: string): Policy {
  const policy = parsePolicy(text, sha256);
  assert.ok(!('fault' in policy), JSON.stringify(policy));
  return policy;
}
const faultOf = (text: string): readonly [string, number] | undefined => {
  const policy = parsePolicy(text, sha256);
  return 'fault' in policy ? [policy.fault, policy.line] : undefined;
};

const SPECIFICATION = `log ${log}

witness X1 ${w1}
witness X2 ${w2}
witness X3 ${w3}
group X-witnesses 2 X1 X2 X3

witness Y1 ${w4}
witness Y2 ${w5}
witness Y3 ${w6}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;

test('读出公开标准的例子', () => {
  const policy = policyOf(SPECIFICATION);
  assert.deepEqual(policy.logs, [{ key: SIGNERS.log.key, url: null }]);
  assert.deepEqual(
    policy.witnesses.map(({ name, key }) => [name, formatVerifierKey(key)]),
    [
      ['X1', w1],
      ['X2', w2],
      ['X3', w3],
      ['Y1', w4],
      ['Y2', w5],
      ['Y3', w6],
    ],
  );
  assert.deepEqual(policy.groups, [
    { name: 'X-witnesses', threshold: 2, members: ['X1', 'X2', 'X3'] },
    { name: 'Y-witnesses', threshold: 1, members: ['Y1', 'Y2', 'Y3'] },
    { name: 'X-and-Y', threshold: 2, members: ['X-witnesses', 'Y-witnesses'] },
  ]);
  assert.equal(policy.quorum, 'X-and-Y');
});

test('例子里的人数：三选二并且三选一', () => {
  const policy = policyOf(SPECIFICATION);
  const met = (...names: readonly string[]): boolean => meetsQuorum(policy, new Set(names));
  assert.ok(met('X1', 'X2', 'Y1') && met('X1', 'X3', 'Y3') && met('X2', 'X3', 'Y2'));
  assert.ok(met('X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'));
  assert.ok(!met('X1', 'X2', 'X3') && !met('X1', 'Y1', 'Y2', 'Y3') && !met());
  assert.ok(!met('X-witnesses', 'Y-witnesses'), 'groups do not sign');
  assert.ok(!met('X-and-Y') && !met('X1', 'Y1', 'X9'));
});

test('组里有组，逐层计算', () => {
  const policy = policyOf(
    `witness w1 ${w1}\nwitness w2 ${w2}\nwitness w3 ${w3}\ngroup inner any w2 w3\ngroup outer all w1 inner\nquorum outer\n`,
  );
  const met = (...names: readonly string[]): boolean => meetsQuorum(policy, new Set(names));
  assert.ok(met('w1', 'w2', 'w3') && met('w1', 'w3'));
  assert.ok(!met('w1') && !met('w2', 'w3') && !met());
});

test('不要求见证、只要求一个见证、写错的人数', () => {
  assert.ok(meetsQuorum(policyOf('quorum none\n'), new Set()));
  const one = policyOf(`witness w1 ${w1}\nwitness w2 ${w2}\nquorum w1\n`);
  assert.ok(meetsQuorum(one, new Set(['w1'])) && !meetsQuorum(one, new Set(['w2'])));
  const unknown = { logs: [], witnesses: [], groups: [], quorum: 'missing' };
  assert.ok(!meetsQuorum(unknown, new Set(['missing'])));
});

test('空白、注释、网址、没有最后的换行都读得懂', () => {
  const policy = policyOf(
    `\n# comment\n\t # another comment\n\twitness \t w1  ${w1}   https://w1.example.com/  \n\n  quorum\tw1`,
  );
  assert.equal(policy.witnesses[0]?.url, 'https://w1.example.com/');
  assert.equal(
    policyOf(`log ${log} https://log.example/\nquorum none`).logs[0]?.url,
    'https://log.example/',
  );
});

test('名称按原样比较：关键词可以作名称，形近字不是同一个', () => {
  const words = policyOf(
    `witness all ${w1}\nwitness any ${w2}\ngroup group 2 all any\nquorum group\n`,
  );
  assert.ok(meetsQuorum(words, new Set(['all', 'any'])) && !meetsQuorum(words, new Set(['all'])));
  const kelvin = `witness \u212a ${w1}\nwitness K ${w2}\nwitness 审计 ${w3}\ngroup 全部 all \u212a K 审计\nquorum 全部\n`;
  assert.ok(meetsQuorum(policyOf(kelvin), new Set(['\u212a', 'K', '审计'])));
  assert.deepEqual(faultOf(`witness K ${w1}\nquorum \u212a\n`), ['unknown-name', 2]);
  assert.deepEqual(faultOf(`witness w ${w1}\nquorum constructor\n`), ['unknown-name', 2]);
});

test('各种签名的日志都收，见证只收副署', () => {
  const logs = [SIGNERS.log, SIGNERS.logMlDsa, SIGNERS.logSm2, SIGNERS.audit].map(
    ({ key }) => `log ${formatVerifierKey(key)}\n`,
  );
  assert.equal(policyOf(`${logs.join('')}quorum none\n`).logs.length, 4);
  for (const { key } of [SIGNERS.audit, SIGNERS.cac, SIGNERS.notary]) {
    policyOf(`witness a ${formatVerifierKey(key)}\nquorum a\n`);
  }
  for (const { key } of [SIGNERS.log, SIGNERS.logSm2]) {
    const text = `witness a ${formatVerifierKey(key)}\nquorum a\n`;
    assert.deepEqual(faultOf(text), ['no-cosigner-key', 1]);
  }
});

test('写错的规则说出第一处错和行号', () => {
  const same = verifierKey(
    'impostor.example',
    'ed25519-cosignature',
    SIGNERS.log.key.publicKey,
    sha256,
  );
  const known = verifierKey('w.example', 'ed25519-cosignature', SIGNERS.log.key.publicKey, sha256);
  const impostor = formatVerifierKey(same);
  const cases: readonly (readonly [string, string, number])[] = [
    ['quorum none\n\u0001', 'control-character', 2],
    ['quorum none\r\n', 'control-character', 1],
    ['quorum none\n# \u007f\n', 'control-character', 2],
    ['quibble w1\nquorum none\n', 'unknown-keyword', 1],
    ['toString w1\nquorum none\n', 'unknown-keyword', 1],
    ['LOG x\nquorum none\n', 'unknown-keyword', 1],
    [`witness w1 ${w1} https://w1.example/ # comment\nquorum w1\n`, 'malformed-line', 1],
    ['log\nquorum none\n', 'malformed-line', 1],
    ['log garbage\nquorum none\n', 'malformed-key', 1],
    [`log ${GO.peter.replace('c74f', 'c74e')}\nquorum none\n`, 'malformed-key', 1],
    [`log ${log}\nlog ${log} https://log.example/\nquorum none\n`, 'duplicate-key', 2],
    [`log ${log}\nlog ${impostor}\nquorum none\n`, 'duplicate-key', 2],
    ['witness w1\nquorum none\n', 'malformed-line', 1],
    [`witness w1 ${GO.peter}\nquorum w1\n`, 'no-cosigner-key', 1],
    [`witness none ${w1}\nquorum none\n`, 'reserved-name', 1],
    [`witness w1 ${w1}\nwitness w1 ${w2}\nquorum w1\n`, 'duplicate-name', 2],
    [
      `witness a ${formatVerifierKey(known)}\nwitness b ${impostor}\nquorum a\n`,
      'duplicate-key',
      2,
    ],
    [`witness w1 ${w1}\ngroup w1 any w1\nquorum w1\n`, 'duplicate-name', 2],
    [`witness w1 ${w1}\ngroup g1 any w1\nwitness g1 ${w2}\nquorum g1\n`, 'duplicate-name', 3],
    [`witness w1 ${w1}\ngroup g1 1\nquorum w1\n`, 'malformed-line', 2],
    [`witness w1 ${w1}\ngroup none any w1\nquorum none\n`, 'reserved-name', 2],
    [`witness w1 ${w1}\ngroup g1 0 w1\nquorum g1\n`, 'bad-threshold', 2],
    [`witness w1 ${w1}\ngroup g1 -1 w1\nquorum g1\n`, 'bad-threshold', 2],
    [`witness w1 ${w1}\ngroup g1 01 w1\nquorum g1\n`, 'bad-threshold', 2],
    [`witness w1 ${w1}\ngroup g1 most w1\nquorum g1\n`, 'bad-threshold', 2],
    [`witness w1 ${w1}\ngroup g1 2 w1\nquorum g1\n`, 'bad-threshold', 2],
    [`witness w1 ${w1}\ngroup g1 any w2\nquorum g1\n`, 'unknown-name', 2],
    [`group g1 any w1\nwitness w1 ${w1}\nquorum g1\n`, 'unknown-name', 1],
    [`witness w1 ${w1}\ngroup g1 any g1 w1\nquorum g1\n`, 'unknown-name', 2],
    [`witness w1 ${w1}\ngroup g1 any none w1\nquorum g1\n`, 'unknown-name', 2],
    [`witness w1 ${w1}\ngroup g1 all w1 w1\nquorum g1\n`, 'member-twice', 2],
    [
      `witness w1 ${w1}\nwitness w2 ${w2}\ngroup g1 any w1 w2\ngroup g2 any w1\nquorum g1\n`,
      'member-twice',
      4,
    ],
    [`witness w1 ${w1}\n`, 'no-quorum', 0],
    ['', 'no-quorum', 0],
    [`witness w1 ${w1}\nquorum w1\nquorum w1\n`, 'two-quorums', 3],
    ['quorum none\nquorum none\n', 'two-quorums', 2],
    ['quorum unknown\n', 'unknown-name', 1],
    [`quorum w1\nwitness w1 ${w1}\n`, 'unknown-name', 1],
    ['quorum\n', 'malformed-line', 1],
    ['quorum none none\n', 'malformed-line', 1],
    ['#'.repeat(2_000_001), 'too-long', 0],
  ];
  for (const [text, fault, line] of cases)
    assert.deepEqual(faultOf(text), [fault, line], text.slice(0, 200));
});

test('三十二个日志、见证、组必须收，最多各二百五十六个', () => {
  const many = (count: number): { logs: string; witnesses: string; groups: string } => {
    const numbers = Array.from({ length: count }, (_, i) => i);
    return {
      logs: numbers.map((n) => `log ${witnessKey(n, 'ed25519')}\n`).join(''),
      witnesses: numbers
        .map((n) => `witness w${n} ${witnessKey(n, 'ed25519-cosignature')}\n`)
        .join(''),
      groups: numbers.map((n) => `group g${n} any w${n}\n`).join(''),
    };
  };
  const [most, over] = [many(256), many(257)];
  const policy = policyOf(`${most.logs}${most.witnesses}${most.groups}quorum g255\n`);
  assert.ok(meetsQuorum(policy, new Set(['w255'])) && !meetsQuorum(policy, new Set(['w254'])));
  assert.deepEqual(faultOf(`${over.logs}quorum none\n`), ['too-many', 257]);
  assert.deepEqual(faultOf(`${over.witnesses}quorum none\n`), ['too-many', 257]);
  const chain = Array.from(
    { length: 257 },
    (_, i) => `group g${i} any ${i ? `g${i - 1}` : 'w0'}\n`,
  );
  const first = most.witnesses.split('\n')[0] ?? '';
  assert.deepEqual(faultOf(`${first}\n${chain.join('')}quorum none\n`), ['too-many', 258]);
  const deep = policyOf(`${first}\n${chain.slice(0, 256).join('')}quorum g255\n`);
  assert.ok(meetsQuorum(deep, new Set(['w0'])) && !meetsQuorum(deep, new Set()));
});
