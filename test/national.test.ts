import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, it } from 'node:test';
import { isRefusal } from '../src/base/refusal.ts';
import type { Actor } from '../src/kernel/types.ts';
import { fieldsOf } from '../src/app/papers/result-fields.ts';
import { nationalHttp } from '../src/app/national/http.ts';
import { openLink, type Link } from '../src/app/national/link.ts';
import { nationalDesk } from '../src/app/national/desk.ts';
import { linkStatus } from '../src/app/national/status.ts';
import { machineMs } from '../src/app/accounts/session-store.ts';
import { loadCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { people, settle } from './people.ts';
import { change, linkKeyOf, nationalRig, registered, type NationalRig } from './national-rig.ts';

forEachDatabase((name, open) => {
  if (!name.includes('内置')) return;
  let rig: NationalRig;
  let house: TestHouse;
  const stopping = new AbortController();
  const told: unknown[] = [];
  const links: Link[] = [];

  const link = (key = rig.key): Link => {
    const made = openLink(
      house,
      nationalHttp({ url: rig.url(), key, nowMs: () => Date.now(), patienceMs: 300 }),
      (error) => told.push(error),
    );
    links.push(made);
    return made;
  };
  const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
    (await house.pool.query<Record<string, unknown>>(sql)).rows;
  const figures = () => linkStatus(runnerOf(house.pool), 'national', machineMs(house.time), true);
  const queued = async (): Promise<number> =>
    Number((await rows(`SELECT count(*) AS n FROM hand_over WHERE state = 'queued'`))[0]?.['n']);
  /** Rounds until nothing is queued, letting the waiting times pass. */
  const drain = async (one: Link, rounds = 30): Promise<void> => {
    for (let i = 0; i < rounds && (await queued()) > 0; i += 1) {
      await one.sendRound(stopping.signal);
      house.pass(120_000);
    }
    await one.noteRound(stopping.signal);
  };

  before(async () => {
    rig = await nationalRig();
    const { pool } = await open({ poolSize: 8 });
    house = await houseOn(pool);
    await settle(house);
  });
  after(async () => {
    stopping.abort();
    for (const one of links) await one.close();
    await rig.close();
  });

  it('赋码后报送一次，国家编码记入案卷，印上凭证，公示页可见', async () => {
    const [entry] = await registered(house, 1);
    assert.ok(entry);
    assert.equal(await queued(), 1);
    const one = link();
    await drain(one);
    const stored = await loadCase(runnerOf(house.pool), house.keys, entry.caseId, false);
    const [theirs] = rig.entries();
    assert.ok(stored && theirs);
    assert.match(theirs.national_code, /^DEMO-/);
    assert.equal(fieldsOf(stored, 'http://x')?.nationalCode, theirs.national_code);
    const [row] = await rows('SELECT fields FROM public_entry');
    assert.equal(
      (row?.['fields'] as { nationalCode?: string } | undefined)?.nationalCode,
      theirs.national_code,
    );
    assert.deepEqual(
      (await rows(`SELECT type FROM event WHERE type LIKE 'sync.%' ORDER BY appended`)).map(
        (r) => r['type'],
      ),
      ['sync.Queued', 'sync.Acknowledged'],
    );
    const platform = nationalHttp({ url: rig.url(), key: rig.key, nowMs: () => Date.now() });
    for (const code of [theirs.code, theirs.national_code]) {
      assert.equal((await platform.query(code, stopping.signal))?.caseId, entry.caseId, code);
    }
    assert.equal(await platform.query('DEMO-UNKNOWN', stopping.signal), undefined);
    assert.deepEqual(told, []);
    await one.close();
  });

  it('同一条目的多次变更按顺序到达，每次一回', async () => {
    const [first] = rig.entries();
    assert.ok(first);
    for (let i = 0; i < 5; i += 1) await change(house, first.case_id);
    const one = link();
    await drain(one);
    const own = rig.taken().filter(({ caseId }) => caseId === first.case_id);
    assert.equal(own.length, 6);
    for (const [i, { version, previous }] of own.entries()) {
      assert.equal(previous, own[i - 1]?.version ?? 0);
      assert.ok(version > previous);
    }
    const noted = await rows(
      `SELECT count(*)::int AS n FROM event WHERE type = 'sync.Acknowledged'`,
    );
    assert.equal(noted[0]?.['n'], 2, '一次记录覆盖到最后一次变更');
    await one.close();
  });

  it('答复两遍、重复投递、答复丢失、只答一半：仍然不多不少', async () => {
    const entries = await registered(house, 6);
    const one = link();
    for (const faults of [{ duplicate: true }, { loseAnswers: 1 }, { forgetAnswers: 1 }]) {
      for (const { caseId } of entries) await change(house, caseId);
      await rig.control(faults);
      for (let i = 0; i < 4; i += 1) {
        await one.sendRound(stopping.signal);
        house.pass(120_000);
      }
      await rig.control({});
      await drain(one);
    }
    const all = rig.taken();
    assert.equal(new Set(all.map((t) => `${t.caseId}/${t.version}`)).size, all.length);
    const [sent] = await rows(
      `SELECT count(*)::int AS n FROM hand_over WHERE state = 'acknowledged'`,
    );
    assert.equal(all.length, sent?.['n']);
    assert.ok(one.totals().repeated > 0);
    await one.close();
  });

  it('停机、变慢：退避重试，报警，恢复后全部送达', async () => {
    const entries = rig.entries();
    for (const { case_id } of entries) await change(house, case_id);
    const one = link();
    await rig.control({ down: true });
    await one.sendRound(stopping.signal);
    const desk = nationalDesk(house, [one]);
    assert.equal((await desk.status()).state, 'retrying');
    assert.equal((await figures()).lastError, 'HTTP 503');
    const before = one.totals().failures;
    await one.sendRound(stopping.signal);
    assert.equal(one.totals().failures, before, '未到时候不再打扰');
    house.pass(11 * 60_000);
    await one.sendRound(stopping.signal);
    const { state, alarms } = await desk.status();
    assert.deepEqual([state, alarms.map((a) => a.code)], ['alarm', ['FAILING']]);
    assert.ok((await desk.lines()).join('\n').includes('shuji_national_alarm 1'));
    // Slower than our patience: what arrived was done, and is not done twice.
    await rig.control({ delayMs: 400 });
    house.pass(120_000);
    await one.sendRound(stopping.signal);
    assert.ok((await queued()) > 0);
    await rig.control({});
    await drain(one);
    assert.equal(await queued(), 0);
    assert.equal((await desk.status()).state, 'working');
    await one.close();
  });

  it('拒收一部分：其余照常，拒收的报警并告知登记机构，放行后补齐，对账为零', async () => {
    const entries = await registered(house, 12);
    const one = link();
    await drain(one);
    await rig.control({ refuse: 0.5 });
    for (const { caseId } of entries) await change(house, caseId);
    for (const { caseId } of entries) await change(house, caseId);
    await one.sendRound(stopping.signal);
    await one.noteRound(stopping.signal);
    const desk = nationalDesk(house, [one]);
    const { refused, alarms } = await figures();
    assert.ok(refused > 0 && refused < entries.length, `${refused}件被拒`);
    assert.ok(alarms.some((a) => a.code === 'REFUSED'));
    assert.equal(await queued(), refused, '后一次变更等在被拒的那次之后');
    const failed = await rows(`SELECT count(*)::int AS n FROM event WHERE type = 'sync.Failed'`);
    assert.equal(failed[0]?.['n'], refused);
    const heard = await rows(
      `SELECT count(*)::int AS n FROM notification n JOIN event e USING (case_id, version) WHERE e.type = 'sync.Failed'`,
    );
    assert.equal(heard[0]?.['n'], refused, '登记机构收件箱');
    const left = await one.reconcile({ heal: true, disown: false }, stopping.signal);
    assert.equal(left?.differences, refused, '对方仍不放行，差异还在');
    await rig.control({});
    const report = await one.reconcile({ heal: true, disown: false }, stopping.signal);
    assert.deepEqual([report?.differences, report?.pending], [0, 0]);
    assert.equal((await desk.status()).state, 'working');
    await one.close();
  });

  it('一件使整批失败的，只耽误它自己', async () => {
    const entries = rig.entries();
    const [poison] = entries;
    assert.ok(poison);
    for (const { case_id } of entries) await change(house, case_id);
    await rig.control({ poison: poison.code });
    const one = link();
    for (let i = 0; i < 12; i += 1) {
      await one.sendRound(stopping.signal);
      house.pass(3000);
    }
    const waiting = await rows(
      `SELECT code FROM hand_over JOIN public_entry USING (case_id) WHERE state = 'queued'`,
    );
    assert.deepEqual(waiting, [{ code: poison.code }]);
    await rig.control({});
    house.pass(3_600_000);
    await drain(one);
    assert.equal(await queued(), 0);
    await one.close();
  });

  it('对账逐条逐项：遗失、改动的自动补报至零，多出的由主管部门决定撤下', async () => {
    await rig.damage({ forget: 3, alter: 4, invent: 2 });
    const one = link();
    const check = await one.reconcile({ heal: false, disown: false }, stopping.signal);
    assert.deepEqual(
      [check?.kinds.missing, check?.kinds.differing, check?.kinds.extra, check?.healed],
      [3, 4, 2, 0],
    );
    const differing = check?.examples.find((d) => d.kind === 'differing');
    assert.deepEqual(
      differing?.fields.map((f) => f.field),
      ['dataName'],
    );
    assert.equal(differing?.fields[0]?.theirs, '被改动的名称');
    const healed = await one.reconcile({ heal: true, disown: false }, stopping.signal);
    assert.deepEqual([healed?.differences, healed?.kinds.extra, healed?.turns], [2, 2, 2]);
    const struck = await one.reconcile({ heal: true, disown: true }, stopping.signal);
    assert.deepEqual([struck?.differences, struck?.disowned], [0, 2]);
    const ours = await rows('SELECT code FROM public_entry ORDER BY case_id');
    assert.deepEqual(
      rig.entries().map((e) => e.code),
      ours.map((r) => r['code']),
    );
    // The national codes outlived the loss: one certificate, one code.
    const codes = await rows(
      `SELECT fields->>'nationalCode' AS c FROM public_entry ORDER BY case_id`,
    );
    assert.deepEqual(
      rig.entries().map((e) => e.national_code),
      codes.map((r) => r['c']),
    );
    await one.close();
  });

  it('本平台从旧备份恢复：对方已收的认领，不重送', async () => {
    await house.pool.query('DELETE FROM hand_over');
    const before = rig.taken().length;
    const one = link();
    const report = await one.reconcile({ heal: true, disown: false }, stopping.signal);
    assert.deepEqual([report?.differences, report?.healed], [0, 0]);
    assert.ok((report?.adopted ?? 0) > 0);
    assert.equal(rig.taken().length, before);
    const [entry] = rig.entries();
    await change(house, entry?.case_id ?? '');
    await drain(one);
    assert.equal(rig.taken().length, before + 1, '之后的变更接得上');
    await one.close();
  });

  it('冒充的、改动过的、过期的请求一律不收；同时只有一个进程报送', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const [entry] = rig.entries();
    await change(house, entry?.case_id ?? '');
    const before = rig.taken().length;
    const forged = link(linkKeyOf(privateKey, publicKey));
    await forged.sendRound(stopping.signal);
    assert.equal(rig.taken().length, before);
    assert.equal((await rows('SELECT last_error FROM counterpart'))[0]?.['last_error'], 'HTTP 401');
    const second = link();
    house.pass(120_000);
    await second.sendRound(stopping.signal);
    assert.deepEqual([second.sends(), await queued()], [false, 1]);
    await forged.close();
    await second.sendRound(stopping.signal);
    assert.deepEqual([second.sends(), await queued()], [true, 0]);
    assert.equal(rig.taken().length, before + 1);
    await second.close();
    const late = nationalHttp({ url: rig.url(), key: rig.key, nowMs: () => Date.now() - 600_000 });
    await assert.rejects(late.list('', 10, stopping.signal), /HTTP 401/);
    assert.ok(machineMs(house.time) > 0);
  });

  it('对账由系统管理员或者主管部门发起；撤下对方条目只由主管部门；没有设置网址的无从发起', async () => {
    const one = link();
    const desk = nationalDesk(house, [one]);
    const by = (role: string): Actor => ({ ...people.issuer, roles: [role] });
    const code = async (role: string, disown: boolean, at = desk): Promise<string> => {
      const done = await at.ask(by(role), disown);
      return isRefusal(done) ? done.code : 'asked';
    };
    assert.deepEqual(
      [
        await code('registrant', false),
        await code('registrar.issue', false),
        await code('admin.system', true),
        await code('admin.system', false, nationalDesk(house, [])),
        await code('admin.system', false),
        await code('municipal_data_authority', true),
      ],
      ['ACT_NOT_YOURS', 'ACT_NOT_YOURS', 'ACT_NOT_YOURS', 'NATIONAL_LINK_OFF', 'asked', 'asked'],
    );
    const count = async (): Promise<number> => {
      const found = await desk.reports(by('auditor'));
      return isRefusal(found) ? -1 : found.length;
    };
    const before = await count();
    await one.sendRound(stopping.signal);
    await one.sendRound(stopping.signal);
    assert.equal(await count(), before + 1, '问一次，对一次');
    assert.equal(isRefusal(await desk.reports(by('registrant'))), true);
    assert.equal(isRefusal(await desk.figures(by('registrant'))), true);
    assert.deepEqual(
      Object.values(await desk.status()).filter((value) => typeof value === 'number'),
      [],
      '公开的状态没有数字（重庆第十九条）',
    );
    await one.close();
  });
});
