import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import type { Actor, RecordedEvent } from '../../kernel/types.ts';
import {
  does,
  mayNext,
  office,
  passTo,
  refuses,
  statusOf,
  upload,
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import {
  everybody,
  organisations,
  people,
  person,
  system,
  type Name,
} from '../../../test/office-people.ts';
import { correct } from './correct.ts';
import { correctable } from './correct-items.ts';
import { evolveCorrect, type CorrectState } from './correct-state.ts';
import { inNotice, registered, stateOf } from './dossier.fixtures.ts';
import {
  accepted,
  barred,
  castOf,
  correcting,
  correctInput,
  interested,
  missing,
} from './petition.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');
const fileOf = (c: Case) => c.still.state as unknown as CorrectState;
const finding = { finding: '经核对目录，登记的名称确有错误' };
const proven = { ...finding, proofShows: true };

function asked(at: Office, entry: Case = registered(at), by: Actor = people.citizen): Case {
  return does(at, accepted(at, interested(at, entry, by)), people.review, 'askConsent');
}
const consent = (at: Office, c: Case): Case =>
  does(at, c, people.filer, 'giveConsent', { paper: upload(at, people.filer) });
const decline = (at: Office, c: Case): Case =>
  does(at, c, people.filer, 'declineConsent', { reasons: '登记内容与备案一致' });

for (const rules of [beijingPack, chongqingPack]) {
  test(`更正（${rules.name.zh}）：登记主体自己申请，受理后准予，登记簿随之更正`, () => {
    const at = office(rules, '2026-03-02');
    const entry = registered(at);
    const c = accepted(at, correcting(at, entry));
    does(at, c, castOf(at).review, 'grant', finding);
    assert.deepEqual([statusOf(c), fileOf(c).decision?.basis], ['CORRECTED', 'consent']);
    const name = '公共停车场备案信息（更正）';
    assert.deepEqual(fileOf(c).revision, { material: { dataResource: { name } }, personal: {} });
    assert.equal(stateOf(entry).dossier['dataResource']?.['name'], name);
    assert.equal(stateOf(entry).life?.versions.length, 2);
    assert.deepEqual([statusOf(entry), stateOf(entry).life?.versions[1]?.by], ['REGISTERED', c.id]);
  });

  test(`更正（${rules.name.zh}）：利害关系人申请，登记主体书面同意的，准予更正`, () => {
    const at = office(rules, '2026-03-02');
    const { filer, review } = castOf(at);
    const c = accepted(at, interested(at, registered(at)));
    does(at, c, review, 'askConsent');
    assert.equal(statusOf(c), 'awaiting_consent');
    does(at, c, filer, 'giveConsent', { paper: upload(at, filer) });
    assert.equal(statusOf(c), 'deciding');
    does(at, c, review, 'grant', finding);
    assert.deepEqual([statusOf(c), fileOf(c).decision?.basis], ['CORRECTED', 'consent']);
  });
}

test('利害关系人申请：没有同意也没有证据的，驳回并说明理由；不能准予', () => {
  const at = desk();
  const entry = registered(at);
  const c = decline(at, asked(at, entry));
  const refusal = refuses(at, c, people.review, 'grant', finding);
  assert.equal(refusal.code, 'CONSENT_OR_PROOF');
  assert.ok(refusal.cites.includes('BJ-REG-10(3)'));
  assert.equal(refuses(at, c, people.review, 'refuseCorrection', {}).code, 'INPUT_INVALID');
  does(at, c, people.review, 'refuseCorrection', { finding: '所附材料不能证明登记有误' });
  assert.equal(statusOf(c), 'REFUSED');
  assert.equal(fileOf(c).decision?.finding, '所附材料不能证明登记有误');
  assert.equal(stateOf(entry).life?.versions.length, 1);
});

test('登记主体不同意，但证据证明登记确有错误的，载明事实后准予更正', () => {
  const at = desk();
  const entry = registered(at);
  const c = decline(at, asked(at, entry));
  assert.equal(refuses(at, c, people.review, 'grant', { proofShows: true }).code, 'INPUT_INVALID');
  does(at, c, people.review, 'grant', proven);
  assert.deepEqual([statusOf(c), fileOf(c).decision?.basis], ['CORRECTED', 'proof']);
  assert.equal(stateOf(entry).life?.versions.length, 2);
});

test('利害关系人申请的，未征求登记主体意见不能决定；登记主体自己申请的无须征求', () => {
  const at = desk();
  const c = accepted(at, interested(at, registered(at)));
  for (const [act, input] of [
    ['grant', proven],
    ['refuseCorrection', finding],
  ] as const) {
    assert.equal(refuses(at, c, people.review, act, input).code, 'CONSENT_NOT_ASKED');
  }
  const own = accepted(at, correcting(at, registered(at)));
  assert.equal(refuses(at, own, people.review, 'askConsent').code, 'CONSENT_NOT_NEEDED');
});

test('登记主体不答复的：没有法定期限，只显示已等多少天；有证据可以更正，沉默不是同意', () => {
  const at = desk();
  const c = asked(at);
  assert.deepEqual(
    c.still.clocks.filter((k) => k.state === 'running'),
    [],
  );
  const from = at.today;
  passTo(at, '2026-04-20');
  assert.equal(statusOf(c), 'awaiting_consent');
  const seen = viewOf(at, c, 'office');
  assert.equal((seen['consent'] as JsonObject)['askedOn'], from);
  assert.equal(seen['daysWaiting'], (Date.parse('2026-04-20') - Date.parse(from)) / 86_400_000);
  assert.equal(refuses(at, c, people.review, 'grant', finding).code, 'CONSENT_OR_PROOF');
  does(at, c, people.review, 'grant', proven);
});

test('登记主体已书面同意的，不能驳回', () => {
  const at = desk();
  const c = consent(at, asked(at));
  const refusal = refuses(at, c, people.review, 'refuseCorrection', finding);
  assert.equal(refusal.code, 'CONSENT_BINDS');
});

test('申请时附有登记主体书面同意的，可以直接决定；登记主体后来表示不同意的，以其答复为准', () => {
  const at = desk();
  const withPaper = () =>
    accepted(
      at,
      interested(at, registered(at), people.citizen, { consent: upload(at, people.citizen) }),
    );
  const c = withPaper();
  does(at, c, people.review, 'grant', finding);
  assert.equal(fileOf(c).decision?.basis, 'consent');
  const doubted = withPaper();
  does(at, doubted, people.review, 'askConsent');
  assert.equal(refuses(at, doubted, people.review, 'grant', finding).code, 'CONSENT_OR_PROOF');
  decline(at, doubted);
  assert.equal(refuses(at, doubted, people.review, 'grant', finding).code, 'CONSENT_OR_PROOF');
});

test('登记主体自己申请的更正，应走变更登记等情形可以驳回', () => {
  const at = desk();
  const c = accepted(at, correcting(at, registered(at)));
  does(at, c, people.review, 'refuseCorrection', { finding: '属于重大变化，应当申请变更登记' });
  assert.equal(statusOf(c), 'REFUSED');
});

test('同意须附文件，文件须是登记主体自己的；别人不能代为同意', () => {
  const at = desk();
  const c = asked(at, registered(at, { coOwners: true }), people.coOwner);
  const foreign = { paper: upload(at, people.rival) };
  assert.equal(refuses(at, c, people.filer, 'giveConsent', foreign).code, 'FILE_UNKNOWN');
  assert.equal(refuses(at, c, people.filer, 'giveConsent', {}).code, 'INPUT_INVALID');
  for (const by of [people.coOwner, people.rival, people.review, people.reviewer]) {
    const paper = upload(at, by);
    assert.equal(refuses(at, c, by, 'giveConsent', { paper }).code, 'ACT_NOT_YOURS');
  }
});

test('共有主体、代理机构、其他单位和市民都可以作为利害关系人，须说明利害关系', () => {
  const at = desk();
  const entry = registered(at, { coOwners: true });
  for (const by of [people.coOwner, people.agent, people.rival, people.citizen]) {
    const bare = correctInput(at, entry, by);
    const refusal = barred(at, 'reg.correct', by, bare);
    assert.equal(refusal.code, 'INTEREST_MISSING');
    assert.ok(refusal.cites.includes('BJ-REG-10(3)'));
    assert.equal(fileOf(interested(at, entry, by)).own, false);
  }
  assert.equal(fileOf(correcting(at, entry)).own, true);
  for (const by of [people.intake, people.municipal, people.reviewer]) {
    assert.equal(barred(at, 'reg.correct', by, correctInput(at, entry, by)).code, 'ACT_NOT_YOURS');
  }
});

test('未实名的，不论是不是登记主体，都不能申请更正', () => {
  const at = desk();
  const entry = registered(at);
  for (const by of [people.citizen, people.filer]) {
    const stranger = { ...by, realName: false };
    const input = correctInput(at, entry, by, { interest: '本人为该停车场经营者' });
    assert.equal(barred(at, 'reg.correct', stranger, input).code, 'NOT_REAL_NAME');
  }
});

test('未登记的、本地没有的、已经终结的登记，不能申请更正', () => {
  const at = desk();
  const draft = inNotice(at);
  const ask = (entry: Case) =>
    barred(at, 'reg.correct', people.filer, correctInput(at, entry, people.filer)).code;
  assert.equal(ask(draft), 'ENTRY_UNKNOWN');
  const entry = registered(at);
  const open = interested(at, entry);
  does(at, entry, system, 'revokeEntry', { by: open.id, ground: 'other_by_law' });
  assert.equal(ask(entry), 'ENTRY_ENDED');
  assert.equal(statusOf(open), 'CLOSED');
});

test('决定时登记已终结的，不能再更正', () => {
  const at = desk();
  const entry = registered(at);
  const c = accepted(at, correcting(at, entry));
  // As if the entry had ended and what follows for this case were still to come.
  (entry.still.state as { status: string }).status = 'CANCELLED';
  assert.equal(refuses(at, c, people.review, 'grant', finding).code, 'ENTRY_ENDED');
});

test('没有证明材料、证明不是自己的、没有写明更正内容的，不能申请', () => {
  const at = desk();
  const entry = registered(at);
  const ask = (more: JsonObject) =>
    barred(at, 'reg.correct', people.filer, correctInput(at, entry, people.filer, more)).code;
  assert.equal(ask({ proof: [] }), 'INPUT_INVALID');
  assert.equal(ask({ proof: [upload(at, people.rival)] }), 'FILE_UNKNOWN');
  assert.equal(ask({ consent: upload(at, people.rival) }), 'FILE_UNKNOWN');
  assert.equal(ask({ items: [] }), 'INPUT_INVALID');
  assert.equal(ask({ explanation: '错' }), 'INPUT_INVALID');
});

const items = (item: string, value: string) => ({ items: [{ item, value }] });

test('更正的内容须在材料清单和登记簿中，值须合乎清单；文件和主体代码不能更正', () => {
  const at = desk();
  const entry = registered(at);
  const ask = (item: string, value: string, by: Actor = people.filer) => {
    const more = { interest: '相关经营者', ...items(item, value) };
    return barred(at, 'reg.correct', by, correctInput(at, entry, by, more)).code;
  };
  assert.equal(ask('dataResource.nothing', '甲'), 'INPUT_INVALID');
  assert.equal(ask('evidence.proofFile', '甲'), 'INPUT_INVALID');
  assert.equal(ask('subject.creditCode', organisations.rival.code), 'INPUT_INVALID');
  assert.equal(ask('product.name', '不是产品'), 'ITEM_ABSENT');
  assert.equal(ask('dataResource.industryCode', '不是代码'), 'MATERIAL_VALUE');
  assert.equal(ask('dataResource.personalInformation', '也许'), 'MATERIAL_VALUE');
  assert.equal(ask('dataResource.name', ''), 'ITEM_NEEDED');
  assert.equal(ask('dataResource.name', '长'.repeat(4000)), 'MATERIAL_VALUE');
  const twice = {
    items: [...items('dataResource.name', '甲').items, ...items('dataResource.name', '乙').items],
  };
  const again = barred(
    at,
    'reg.correct',
    people.filer,
    correctInput(at, entry, people.filer, twice),
  );
  assert.equal(again.code, 'GAP_ITEM_TWICE');
  assert.ok(correctable.includes('dataResource.name'));
  assert.ok(!correctable.includes('sourceLegality.undertaking'));
});

test('联系人等不公开的内容，只有登记主体可以申请更正；更正后单独密封', () => {
  const at = desk();
  const entry = registered(at);
  const phone = items('subject.contactPhone', '010-65001234');
  const input = correctInput(at, entry, people.citizen, { interest: '联系人家属', ...phone });
  assert.equal(barred(at, 'reg.correct', people.citizen, input).code, 'ITEM_PERSONAL');
  const c = accepted(at, correcting(at, entry, people.filer, phone));
  does(at, c, people.review, 'grant', finding);
  const { material, personal } = c.events.at(-1)?.private ?? {};
  assert.deepEqual(material, { subject: {} });
  assert.deepEqual(personal, { subject: { contactPhone: '010-65001234' } });
  assert.deepEqual(correct.events['reg.CorrectionGranted']?.groups?.['personal'], ['registrant']);
  // 申请里的号码也单独密封：按“联系方式”清空时，连同申请一起清空，其余照旧。
  const [filed] = c.events;
  assert.deepEqual(filed?.private?.['personal'], {
    values: { 'subject.contactPhone': '010-65001234' },
  });
  assert.ok(!JSON.stringify(filed.private['claim']).includes('65001234'));
  const { personal: _erased, ...left } = filed.private;
  const emptied = evolveCorrect(undefined, { ...filed, private: left });
  assert.deepEqual(emptied.claim['items'], [{ item: 'subject.contactPhone', value: null }]);
  assert.equal(stateOf(entry).dossier['subject']?.['contactPhone'], '010-65001234');
});

test('是否、选择、多选、单位名单可以用文字填写', () => {
  const at = desk();
  const entry = registered(at, { coOwners: true });
  const { name, code } = organisations.operator;
  const c = correcting(at, entry, people.filer, {
    items: [
      { item: 'dataResource.personalInformation', value: '是' },
      { item: 'dataResource.coOwners', value: JSON.stringify([{ name, creditCode: code }]) },
      { item: 'dataResource.updateCycle', value: '每月' },
    ],
  });
  const values = (fileOf(c).claim['items'] as { value: unknown }[]).map((i) => i.value);
  assert.deepEqual(values, [true, [{ name, creditCode: code }], 'monthly']);
});

test('登记主体看不到申请人是谁：页面上、事件的公开部分都没有；申请人自己和登记机构看得到', () => {
  const at = desk();
  for (const by of [people.citizen, person('竞争方异议员', organisations.rival, 'objector')]) {
    const c = consent(at, asked(at, registered(at), by));
    const secrets = [by.accountId, ...(by.org ? [by.org.code, by.org.name] : [])];
    const acts = c.events.filter((e) => e.act === 'fileCorrection');
    const seen = [
      viewOf(at, c, 'registrant'),
      viewOf(at, c, 'municipal_data_authority'),
      acts.map(({ private: _hidden, ...event }) => event),
      c.procedure.headline(c.still.state),
    ];
    for (const secret of secrets) assert.ok(!JSON.stringify(seen).includes(secret), secret);
    assert.deepEqual(correct.events['reg.CorrectionFiled']?.groups?.['identity'], ['applicant']);
    assert.deepEqual(correct.partyReaders, { applicant: ['applicant'] });
    for (const audience of ['office', 'applicant']) {
      assert.deepEqual(viewOf(at, c, audience)['applicant'], fileOf(c).applicant);
    }
  }
});

test('重新提交和撤回也不留下申请人的账户和单位', () => {
  const at = desk();
  const c = interested(at, registered(at), people.rival);
  does(at, c, people.intake, 'notifyIntakeGaps', missing('interest'));
  does(at, c, people.rival, 'resubmit', { interest: '本单位与该停车场有合同关系' });
  does(at, c, people.rival, 'withdraw', { reasons: '已协商解决' });
  for (const e of c.events.filter((one) => one.act !== 'notifyIntakeGaps')) {
    assert.deepEqual([e.actor.account, e.actor.org], ['', null], e.act);
  }
});

test('补正时更正内容同样核对：没有的项目、不公开的项目不能加进来', () => {
  const at = desk();
  const c = interested(at, registered(at));
  does(at, c, people.intake, 'notifyIntakeGaps', missing('items'));
  const again = (item: string) =>
    refuses(at, c, people.citizen, 'resubmit', items(item, '甲')).code;
  assert.equal(again('product.name'), 'ITEM_ABSENT');
  assert.equal(again('subject.contactName'), 'ITEM_PERSONAL');
  does(at, c, people.citizen, 'resubmit', items('dataResource.summary', '正确的简介'));
  assert.deepEqual(fileOf(c).submissions[1]?.changed, ['items']);
});

test('更正的结果他人可以依赖，其余事件不是', () => {
  const binding = Object.entries(correct.events).filter(([, e]) => e.bindsOthers);
  assert.deepEqual(
    binding.map(([type]) => type),
    ['reg.CorrectionGranted'],
  );
});

type Row = Readonly<Partial<Record<Name, readonly string[]>>>;
function holds(at: Office, c: Case, row: Row): void {
  for (const who of everybody) {
    const name = (Object.keys(people) as Name[]).find((n) => people[n] === who);
    assert.deepEqual(mayNext(at, c, who), (name && row[name]) ?? [], `${statusOf(c)}：${who.name}`);
  }
}

test('更正：每个状态每人恰好能办这些', () => {
  const at = desk();
  const c = interested(at, registered(at));
  const intake = ['notifyIntakeGaps', 'refuseAcceptance', 'accept'];
  const citizen = ['withdraw'];
  holds(at, c, { citizen, intake, jack: intake });
  does(at, c, people.intake, 'notifyIntakeGaps', missing('proof'));
  holds(at, c, { citizen: ['resubmit', 'withdraw'] });
  does(at, c, people.citizen, 'resubmit', { proof: [upload(at, people.citizen)] });
  accepted(at, c);
  holds(at, c, { citizen, review: ['askConsent'] });
  does(at, c, people.review, 'askConsent');
  const answer = ['giveConsent', 'declineConsent'];
  const review = ['grant', 'refuseCorrection'];
  holds(at, c, { citizen, filer: answer, both: answer, review });
  consent(at, c);
  // 书面同意的应当更正；只有登记簿此后已被更新的才能不予更正，点开才知道。
  holds(at, c, { citizen, review });
  does(at, c, people.review, 'grant', finding);
  holds(at, c, {});
  const own = accepted(at, correcting(at, registered(at)));
  holds(at, own, { filer: citizen, both: citizen, review });
});

test('私密部分依法删除后，事项仍可重放', () => {
  const at = desk();
  const c = does(at, consent(at, asked(at)), people.review, 'grant', finding);
  const bare = c.events.map(({ private: _gone, ...event }): RecordedEvent => event);
  const state = bare.reduce<CorrectState | undefined>(evolveCorrect, undefined);
  assert.deepEqual(
    [state?.status, state?.applicant, state?.revision],
    ['CORRECTED', { id: '', name: '' }, { material: {}, personal: {} }],
  );
  assert.throws(() => evolveCorrect(state, { ...bare[0], type: 'reg.Nothing' } as RecordedEvent));
  assert.throws(() => evolveCorrect(undefined, bare[1] as RecordedEvent));
});

test('申请之后登记簿的同一项目已被更新的，不再按原申请更正；别的项目不受影响', () => {
  const at = desk();
  const entry = registered(at);
  const late = accepted(at, interested(at, entry));
  const ask = items('dataResource.summary', '停车场备案信息，每周更新一次，含泊位数');
  const beside = accepted(at, correcting(at, entry, people.filer, ask));
  does(at, accepted(at, correcting(at, entry)), people.review, 'grant', finding);
  consent(at, does(at, late, people.review, 'askConsent'));
  const refusal = refuses(at, late, people.review, 'grant', proven);
  assert.equal(refusal.code, 'ENTRY_MOVED');
  assert.match(refusal.sentence.zh, /dataResource\.name/);
  does(at, late, people.review, 'refuseCorrection', finding);
  does(at, beside, people.review, 'grant', finding);
  assert.equal(stateOf(entry).life?.versions.length, 3);
});
