import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonical } from '../../base/canonical-json.ts';
import type { JsonObject } from '../../base/json.ts';
import { registered, stateOf } from '../../contexts/registration/dossier.fixtures.ts';
import { everyState, reviewing } from '../../contexts/registration/states.fixtures.ts';
import { inNotice } from '../../contexts/registration/dossier.fixtures.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import type { Body } from '../../log/entry.ts';
import { does, office, opens, upload, type Case } from '../../../test/office.ts';
import { organisations, people } from '../../../test/office-people.ts';
import { forged, recordAt, versionOf, without, withBody } from './rerun.fixtures.ts';
import { rerunCase, type Disclosed } from './rerun.ts';

const desk = () => office(beijingPack, '2026-03-02');
const same = (c: Case): void => {
  const { outcome, acts } = rerunCase(c.entries);
  assert.deepEqual(
    acts.flatMap((act) => act.found),
    [],
    `${c.procedure.name} ${c.still.state.status}`,
  );
  assert.equal(outcome, 'same');
  assert.equal(acts.flatMap((act) => act.versions).length, c.events.length);
};

const finished = registered(desk()).entries;

/** What is said of each act that is not the same: act, what and names. */
const said = (entries: readonly Disclosed[]) =>
  rerunCase(entries).acts.flatMap(({ act, found }) => found.map((f) => [act, f.what, f.names]));

test('首次登记走到每一种状态，凭记录重办的结果与目录链逐字节相同', () => {
  for (const make of Object.values(everyState)) {
    const at = desk();
    make(at);
    at.cases.forEach(same);
  }
});

test('异议、委托代理、实名账户凭记录重办的结果相同', () => {
  const at = desk();
  does(at, reviewing(at, inNotice(at)), people.judge, 'dismiss', { reasons: '双方材料一致' });
  const mandate = opens(at, 'agency', people.filer, {
    agentName: organisations.agency.name,
    agentCreditCode: organisations.agency.code,
    from: '2026-03-01',
    to: '2026-12-31',
    agreement: upload(at, people.filer),
  });
  for (const by of [people.filer, people.agent]) does(at, mandate, by, 'seal', { sealed: true });
  registered(at, { agent: { actor: people.agent, mandate: mandate.id } });
  does(at, mandate, people.filer, 'revoke', { reason: '不再需要' });
  at.cases.forEach(same);

  const cq = office(chongqingPack, '2026-03-02');
  const { code } = organisations.chongqingBureau;
  cq.register[code] = { ...organisations.chongqingBureau, realName: 'none' };
  const proof = upload(cq, people.cqFiler);
  const account = opens(cq, 'account', people.cqFiler, { operator: '张某某', proof });
  same(does(cq, account, people.cqIntake, 'verify', { checked: true }));
});

/** Where nothing is counted from it the moment decides nothing: the log an entry stands on vouches
 *  for it. */
const momentOf = (entry: Buffer): readonly [number, number] => {
  const at = entry.indexOf('"at":"') + '"at":"'.length;
  return [at, at + 'YYYY-MM-DDTHH:MM:SS'.length];
};

test('一件事项的每个条目除时刻外任改一个字节，都不再相同', () => {
  fc.assert(
    fc.property(
      fc.nat(finished.length - 1),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (i, n, x) => {
        const altered = finished.map((one, k) => {
          if (k !== i) return one;
          const entry = Buffer.from(one.entry);
          const place = n % entry.length;
          const [from, to] = momentOf(entry);
          fc.pre(place < from || place >= to);
          entry[place] = (entry[place] ?? 0) ^ x;
          return { ...one, entry };
        });
        assert.notEqual(rerunCase(altered).outcome, 'same');
      },
    ),
    { numRuns: 300 },
  );
});

test('披露的内容或盐任改一个字符，都不再相同', () => {
  const places = finished.flatMap(({ body }, i) =>
    Object.keys(body ?? {}).map((group) => [i, group] as const),
  );
  fc.assert(
    fc.property(
      fc.nat(places.length - 1),
      fc.nat(),
      fc.constantFrom('0', 'a', 'F', '国'),
      (p, n, x) => {
        const [i, group] = places[p] ?? [0, ''];
        const kept = finished[i]?.body?.[group];
        const text = canonical(kept as unknown as JsonObject);
        const at = n % text.length;
        const changed = text.slice(0, at) + x + text.slice(at + 1);
        fc.pre(changed !== text);
        let value: Body[string];
        try {
          value = JSON.parse(changed) as Body[string];
        } catch {
          return;
        }
        const altered = withBody(finished, i + 1, (body) => ({ ...body, [group]: value }));
        assert.notEqual(rerunCase(altered).outcome, 'same');
      },
    ),
    { numRuns: 500 },
  );
});

test('内容未披露的，说明该项无法重办，其余照常', () => {
  const version = versionOf(finished, 'reg.ApplicationAccepted');
  const hidden = rerunCase(withBody(finished, version, without('$act')));
  assert.equal(hidden.outcome, 'undisclosed');
  assert.deepEqual(
    hidden.acts.filter((a) => a.outcome !== 'same').map(({ act, found }) => ({ act, found })),
    [{ act: 'accept', found: [{ version, what: 'withheld', names: ['$act'] }] }],
  );
});

test('前面的内容未披露或已依法清空，后面的不相符不归咎于任何人', () => {
  const version = versionOf(finished, 'reg.MaterialAttached');
  const part = rerunCase(withBody(finished, version, () => null));
  assert.equal(part.outcome, 'undisclosed');
  const submit = part.acts.find(({ act }) => act === 'submit');
  assert.deepEqual(submit?.found, [
    { version: versionOf(finished, 'reg.ApplicationSubmitted'), what: 'state' },
  ]);
  assert.ok(
    part.acts.some(({ outcome }) => outcome === 'same'),
    '能重办的仍然重办',
  );

  const erased = rerunCase(finished.map(({ entry }) => ({ entry, body: null })));
  assert.equal(erased.outcome, 'undisclosed');
  assert.ok(erased.acts.every(({ outcome }) => outcome === 'undisclosed'));
});

test('清空的事项里混进改动，仍被指出', () => {
  const erased = withBody(finished, 2, () => null);
  const later = versionOf(finished, 'reg.ApplicationAccepted');
  const altered = withBody(erased, later, (body) => ({
    ...body,
    $who: { salt: body['$who']?.salt ?? '', value: { account: '别人' } },
  }));
  assert.equal(rerunCase(altered).outcome, 'different');
});

test('规则包、程序不在手边的，说不知道，不说不同', () => {
  const none = rerunCase(finished, []);
  assert.equal(none.outcome, 'unknownRules');
  assert.ok(none.acts.every(({ outcome }) => outcome === 'unknownRules'));
  const [first] = none.acts[0]?.found ?? [];
  assert.deepEqual([first?.what, first?.names?.[0]], ['rules', beijingPack.id]);

  const amended = { ...beijingPack, name: { zh: '修订', en: 'amended' } };
  assert.equal(rerunCase(finished, [amended]).outcome, 'unknownRules', '同名而内容不同的规则包');
  assert.equal(rerunCase(finished, [amended, beijingPack]).outcome, 'same');

  const renamed = finished.reduce<readonly Disclosed[]>(
    (all, _one, i) =>
      forged(all, i + 1, ({ entry }) => Object.assign(entry, { procedure: 'reg.unheard' })),
    finished,
  );
  assert.equal(rerunCase(renamed).outcome, 'unknownRules');
});

test('缺一件、重一件、换一件、空无一件，都不相同', () => {
  const other = registered(desk()).entries;
  const cases: Readonly<Record<string, readonly Disclosed[]>> = {
    少了第一件: finished.slice(1),
    少了中间一件: finished.toSpliced(3, 1),
    重复一件: finished.toSpliced(3, 0, ...finished.slice(2, 3)),
    他案混入: finished.toSpliced(3, 1, ...other.slice(3, 4)),
    空无一件: [],
  };
  for (const [title, entries] of Object.entries(cases)) {
    assert.equal(rerunCase(entries).outcome, 'different', title);
  }
  // A shorter history is a history: what is missing at its end only the log can tell.
  assert.equal(rerunCase(finished.slice(0, 4)).outcome, 'same');
});

test('记录里是裁量时看到的一切：输入、查得的事实、办理人', () => {
  const at = desk();
  const c = registered(at);
  const version = versionOf(c.entries, 'reg.CodeAssigned');
  const record = recordAt(c.entries, version);
  assert.deepEqual(Object.keys(record), ['act', 'actor', 'facts', 'input']);
  const facts = record['facts'] as { newCode: { code: string } };
  assert.equal(facts.newCode.code, stateOf(c).result?.code);
  assert.deepEqual(record['actor'], { ...people.issue, org: { ...people.issue.org } });
  assert.ok(c.events.every((e) => Object.keys(e.private ?? {}).every((g) => !g.startsWith('$'))));
});

test('无论给出什么都有答复，不会出错中断', () => {
  const bodies = fc.dictionary(
    fc.constantFrom('$act', '$who', 'material', '__proto__'),
    fc.record({ salt: fc.string(), value: fc.dictionary(fc.string(), fc.jsonValue()) }),
  );
  fc.assert(
    fc.property(fc.nat(finished.length - 1), bodies, fc.jsonValue(), (i, body, record) => {
      const thrown = withBody(finished, i + 1, () => body as unknown as Body);
      assert.notEqual(rerunCase(thrown).outcome, 'same');
      const rewritten = forged(finished, 1, (open) => {
        Object.assign(open.body['$act'] as object, {
          value: { ...recordAt(finished, 1), facts: record },
        });
      });
      rerunCase(rewritten);
    }),
    { numRuns: 200 },
  );
  assert.ok(said([{ entry: Buffer.from('{}'), body: null }]).length > 0);
});
