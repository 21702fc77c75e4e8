import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { canonical } from '../base/canonical-json.ts';
import type { RecordedEvent } from '../kernel/types.ts';
import { bodyMatches, entryOf, eventOf, type Body } from './entry.ts';

const stamp = {
  procedure: 'reg.first',
  jurisdiction: 'beijing',
  pack: 'beijing-registration-2025',
  rules: 'ab'.repeat(32),
};
const ACCOUNT = '0190a000-0000-7000-8000-000000000001';
const event: RecordedEvent = {
  type: 'reg.MaterialAttached',
  data: { group: 'subject' },
  private: { personal: { contactName: '王某某' }, material: { name: '某局' } },
  caseId: '0190a000-0000-7000-8000-0000000000ff',
  version: 2,
  at: '2026-03-02T09:00:00.000+08:00',
  act: 'attachMaterial',
  actor: { account: ACCOUNT, role: 'registrant', org: '11110000000021039C' },
  law: ['BJ-REG-10(1)'],
  deadlines: [],
};
const record = { act: 'attachMaterial', input: { group: 'subject' }, facts: {} };

const drawing = () => {
  let drawn = 0;
  return () => {
    drawn += 1;
    return createHash('sha256').update(String(drawn)).digest('hex');
  };
};
const built = (one: RecordedEvent, act?: typeof record) => {
  const { entry, body } = entryOf(one, stamp, drawing(), act);
  return {
    ...entry,
    text: entry.bytes.toString('utf8'),
    body: JSON.parse(body) as Body,
    written: body,
  };
};

test('条目写明由哪个规则包、哪个版本的全文决定', () => {
  const { text } = built(event);
  const open = JSON.parse(text) as Record<string, unknown>;
  assert.deepEqual([open['pack'], open['rules']], [stamp.pack, stamp.rules]);
  assert.equal(text, canonical(JSON.parse(text)));
});

test('每个私密组和办理记录各有自己的盐和承诺，按公式算得', () => {
  const { text, body, bytes } = built(event, record);
  const { commitments } = JSON.parse(text) as { commitments: Record<string, string> };
  assert.deepEqual(Object.keys(commitments), ['$act', '$who', 'material', 'personal']);
  for (const [group, { salt, value }] of Object.entries(body)) {
    const mac = createHmac('sha256', Buffer.from(salt, 'hex')).update(canonical(value));
    assert.equal(commitments[group], mac.digest('hex'), group);
  }
  assert.equal(new Set(Object.values(body).map(({ salt }) => salt)).size, 4);
  assert.ok(bodyMatches(bytes, body));
  assert.ok(!bodyMatches(bytes, { material: { salt: '00'.repeat(32), value: {} } }));
});

test('密封部分写成规范文本：重建得到同样的字节', () => {
  for (const act of [undefined, record]) {
    const { written, body } = built(event, act);
    assert.equal(written, canonical(body));
  }
});

test('办理人的账户不在公开部分；系统不是人，照写；隐去的办理人两处都没有', () => {
  const { text, body } = built(event);
  assert.ok(!text.includes(ACCOUNT));
  assert.deepEqual(body['$who']?.value, { account: ACCOUNT });
  const system = built({ ...event, actor: { account: 'system', role: 'system', org: null } });
  assert.match(system.text, /"account":"system"/);
  assert.ok(!('$who' in system.body));
  const hidden = built({ ...event, actor: { account: '', role: 'objector', org: null } });
  assert.ok(!('$who' in hidden.body) && !hidden.text.includes('account'));
});

test('读回的事件与写下的相同，不带办理记录；清空后少了私密组，其余不变', () => {
  const system = { account: 'system', role: 'system', org: null };
  const hidden = { account: '', role: 'objector', org: null };
  for (const actor of [event.actor, system, hidden]) {
    const { bytes, body } = built({ ...event, actor }, record);
    assert.deepEqual(eventOf(bytes, body), { ...event, actor });
  }
  const { bytes } = built(event, record);
  const { private: _erased, ...rest } = event;
  assert.deepEqual(eventOf(bytes, {}), { ...rest, actor: { ...event.actor, account: '' } });
});

test('程序不得自立以$开头的私密组', () => {
  for (const group of ['$act', '$who', '$'])
    assert.throws(() => built({ ...event, private: { [group]: {} } }), /not a group/);
});

test('超过65535字节的条目当场出错，一个字节也不多', () => {
  const sized = (n: number) => ({ ...event, data: { group: 'x'.repeat(n) } });
  const bare = built(sized(0)).bytes.length;
  assert.equal(built(sized(65_535 - bare)).bytes.length, 65_535);
  assert.throws(() => built(sized(65_536 - bare)), /65536 bytes: too large for the log/);
});
