import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { act, open } from '../src/app/act.ts';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import { openInstance, type Instance } from '../src/app/instance.ts';
import { verifyPdfSignatures } from '../src/app/seals/pdf-verify.ts';
import { rebuild } from '../src/app/backup/rebuild.ts';
import { rerunCase } from '../src/app/audit/rerun.ts';
import { results, type Results } from '../src/app/papers/results.ts';
import { readSettings } from '../src/app/settings.ts';
import { checkSheet } from '../src/app/papers/sheet-check.ts';
import { sheetText } from '../src/app/papers/sheet-text.ts';
import { systemActor } from '../src/app/system.ts';
import { orThrow } from '../src/base/refusal.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { packFor } from '../src/law/packs.ts';
import { openBody, storedEvents } from '../src/store/bodies.ts';
import type { StoredCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { checkSheet as checkInBrowser } from '../src/web/verifier/sheet/check-sheet.ts';
import { trusted } from '../src/web/verifier/trust.ts';
import { settleOffices } from './log-story.ts';
import { organisations, people as cast } from './office-people.ts';
import { people, settle } from './people.ts';
import { inNotice, say, upload } from './story.ts';

const SHUJI = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const RENEWAL = '0199aaaa-0000-7000-8000-00000000000b';
const named = packFor('beijing')?.profile.registrar ?? assert.fail();
const { planning } = organisations;
const account = (n: number) => `0190c000-0000-7000-8000-00000000010${n}`;
const authority: Actor = { ...cast.municipal, accountId: account(1) };
const citizen: Actor = { ...cast.citizen, accountId: account(2) };
const heir: Actor = {
  ...cast.issue,
  accountId: account(3),
  org: { code: planning.code, name: planning.name, region: planning.region },
};

describe('登记机构换了以后，文书由继任机构具名', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shuji-heir-'));
  const settings = orThrow(readSettings({ DATA_DIR: folder }));
  let instance: Instance;
  let issued: Results;
  let entry: StoredCase;
  /** 原机构签发的确认单和凭证。 */
  let old: { readonly sheet: Buffer; readonly credential: Buffer };
  let later: StoredCase;

  const sheetOf = async (stored: StoredCase): Promise<Buffer> =>
    (await issued.sheet(stored)) ?? assert.fail('没有文书');
  const issuer = () => ({ ...instance.keys, timestamps: instance.timestamps.trust });
  /** 这份文件写明的登记机构和出具机构，谁签的名。 */
  async function read(file: Buffer) {
    const verdict = await checkSheet(file, issuer());
    assert.deepEqual([verdict.verdict, verdict.reasons], ['genuine', []]);
    const { payload } = verdict;
    assert.ok(payload);
    return { payload, signer: verifyPdfSignatures(file)[0]?.signer };
  }
  /** 保存下来的核验页，信任现在公布的证书。 */
  async function inBrowser(file: Buffer) {
    const { keys, certificates, timestamps } = issued;
    const policy = { sha256: '', sm3: '' };
    const heads = { sha256: null, sm3: null };
    const trust = { site: '', at: '', policy, heads, keys, certificates, timestamps, words: {} };
    const { checks } = await checkInBrowser(file, trusted(trust));
    return checks.filter(({ id }) => id === 'signature').map(({ state }) => state);
  }

  before(async () => {
    instance = await openInstance(settings);
    const { house } = instance;
    await settle(house);
    await settleOffices(house);
    issued = results(instance, () => 'http://127.0.0.1');
    const [first, second] = [
      await inNotice(house, '停车场名录'),
      await inNotice(house, '公厕名录'),
    ];
    await moveDemoClock(house, '2026-04-20T09:00:00+08:00');
    entry = await say(house, first.caseId)(people.issuer, 'assignCode');
    old = {
      sheet: await sheetOf(entry),
      credential: Buffer.from((await issued.credential(entry)) ?? ''),
    };
    assert.equal(instance.keys.documents.has(planning.code), false);
    await succeed();
    later = await say(house, second.caseId)(heir, 'assignCode');
  });
  after(async () => {
    await instance.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function succeed(): Promise<void> {
    const { house } = instance;
    const opening = { procedure: 'eval.misconduct', jurisdiction: 'beijing' };
    const input = { ground: 'false_registration', statement: '无申请材料即予登记', evidence: [] };
    const { caseId } = await open(house, { actor: citizen, ...opening, input });
    const does = (name: string, given: JsonObject = {}) =>
      act(house, { actor: authority, caseId, act: name, input: given });
    await does('openInvestigation');
    const evidence = [await upload(house, authority, '调查笔录')];
    const measure = { measure: 'withdraw_status', reasons: '经调查核实', evidence };
    await does('takeMeasure', { ...measure, successor: planning.code });
  }

  test('指定继任的当时就有继任机构的文书密钥，证书写它的名称和代码，并已公布', () => {
    const key = instance.keys.documents.get(planning.code);
    assert.ok(key);
    const { subject } = new X509Certificate(key.certificate);
    assert.ok(subject.includes(planning.code) && subject.includes(planning.name), subject);
    const published = issued.certificates.map(({ creditCode }) => creditCode);
    assert.ok(published.includes(planning.code));
    assert.ok(published.includes(named.creditCode), '原机构的证书仍然公布');
    assert.ok(instance.keys.created.includes(`document-${planning.code}.key.pem`));
    assert.equal(instance.house.offices.nameOf(planning.code), planning.name, '目录链页写它的名称');
    assert.equal(instance.house.offices.nameOf(organisations.rival.code), undefined);
  });

  test('继任机构赋码的：确认单和凭证由它具名、由它签名，核验通过', async () => {
    const sheet = await sheetOf(later);
    const { payload, signer } = await read(sheet);
    const body = { name: planning.name, creditCode: planning.code };
    assert.deepEqual(payload.registrar, body);
    assert.equal(payload.issuedBy, undefined);
    assert.equal(payload.issuer, `urn:shuji:registrar:${planning.code}`);
    assert.equal(signer, planning.name);
    assert.equal((await issued.verifyFile(sheet)).answer, 'genuine');
    assert.deepEqual(await inBrowser(sheet), ['pass']);
    const json = Buffer.from((await issued.credential(later)) ?? '');
    assert.equal((await issued.verifyFile(json)).answer, 'genuine');
  });

  test('原机构签发的文件照样核验通过；没有新的决定，再下载的还是原机构的', async () => {
    assert.equal((await issued.verifyFile(old.sheet)).status, 'active');
    assert.equal((await issued.verifyFile(old.credential)).status, 'active');
    assert.deepEqual(await inBrowser(old.sheet), ['pass']);
    const { payload, signer } = await read(await sheetOf(entry));
    assert.deepEqual(payload.registrar, { name: named.name.zh, creditCode: named.creditCode });
    assert.equal(signer, named.name.zh);
  });

  test('原机构登记、继任机构续展的：登记机构写原机构，出具机构写继任机构，由继任机构签名', async () => {
    const { house } = instance;
    const does = say(house, entry.caseId);
    await does(systemActor, 'noteRenewal', { renewal: RENEWAL });
    const input = { renewal: RENEWAL, validFrom: '2029-04-20', validTo: '2032-04-19' };
    const renewed = await does(systemActor, 'extend', input);
    const sheet = await sheetOf(renewed);
    const { payload, signer } = await read(sheet);
    assert.equal(payload.registrar.creditCode, named.creditCode);
    assert.deepEqual(payload.issuedBy, { name: planning.name, creditCode: planning.code });
    assert.equal(signer, planning.name);
    assert.deepEqual(await inBrowser(sheet), ['pass']);
    assert.equal((await issued.verifyFile(sheet)).answer, 'genuine');
    assert.equal((await issued.verifyFile(old.sheet)).status, 'superseded_version');
    const compact = Buffer.from((await issued.credential(renewed, 'compact')) ?? '');
    assert.equal((await issued.verifyFile(compact)).answer, 'genuine');
    const { rows, registrar } = sheetText(payload as Parameters<typeof sheetText>[0], {
      verifyUrl: '',
      demo: false,
    });
    const row = (label: string) => rows.find((one) => one.label === label)?.value;
    assert.equal(row('登记机构'), `${named.name.zh}（${named.creditCode}）`);
    assert.equal(row('出具机构'), `${planning.name}（${planning.code}）`);
    assert.equal(registrar, planning.name, '落款');
  });

  test('另一机构的密钥签不了：换上原机构的证书即不通过', async () => {
    const theirs = new Map(instance.keys.documents);
    const swapped = theirs.get(named.creditCode);
    assert.ok(swapped);
    theirs.set(planning.code, swapped);
    const verdict = await checkSheet(await sheetOf(later), { ...issuer(), documents: theirs });
    assert.deepEqual(
      verdict.reasons.map(({ code }) => code),
      ['foreignCertificate'],
    );
  });

  test('报送国家平台的，以办理时的登记机构报送；公示栏和登记簿的登记机构不改写', async () => {
    const { rows } = await instance.house.pool.query<{
      case_id: string;
      who: string;
      change: string;
    }>(
      `SELECT case_id, body ->> 'registrar' AS who, body ->> 'change' AS change FROM hand_over
       ORDER BY case_id, version`,
    );
    const told = rows.map((row) => [row.case_id, row.change, row.who]);
    assert.deepEqual(told, [
      [entry.caseId, 'assigned', named.creditCode],
      [entry.caseId, 'renewed', planning.code],
      [later.caseId, 'assigned', planning.code],
    ]);
    const found = await instance.house.pool.query<{ case_id: string; who: string; by: string }>(
      `SELECT case_id, fields ->> 'registrar' AS who, fields ->> 'issuedBy' AS by
       FROM public_entry ORDER BY case_id`,
    );
    assert.deepEqual(
      found.rows.map((row) => [row.case_id, row.who, row.by]),
      [
        [entry.caseId, named.name.zh, planning.name],
        [later.caseId, planning.name, null],
      ],
    );
  });

  test('由事件重建的登记簿相同，办理记录可以重办', async () => {
    const { house } = instance;
    const { differing, examples } = await rebuild(house, { check: true });
    assert.deepEqual([differing, examples], [0, []]);
    for (const { caseId } of [entry, later]) {
      const rows = await storedEvents(runnerOf(house.pool), caseId, 0, 100);
      const told = rows.map((row) => ({ entry: row.entry, body: openBody(house.keys, row) }));
      assert.equal(rerunCase(told).outcome, 'same');
    }
  });

  test('重启以后还是同一把密钥，交国家平台登记的清单也列出继任机构', async () => {
    const before = instance.keys.documents.get(planning.code)?.certificate;
    await instance.close();
    const env = { ...process.env, DATA_DIR: folder, DATABASE_URL: '' };
    const { stdout } = spawnSync(process.execPath, [SHUJI, 'national', 'key'], { env });
    const listed = stdout.toString().split('\n');
    for (const code of [named.creditCode, planning.code])
      assert.equal(listed.filter((line) => line.startsWith(`${code} `)).length, 1, code);
    instance = await openInstance(settings);
    issued = results(instance, () => 'http://127.0.0.1');
    assert.deepEqual(instance.keys.documents.get(planning.code)?.certificate, before);
    assert.deepEqual(instance.keys.created, []);
    assert.equal((await issued.verifyFile(await sheetOf(later))).answer, 'genuine');
  });
});
