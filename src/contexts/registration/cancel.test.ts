import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import {
  does,
  dueOf,
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
import { cancel } from './cancel.ts';
import { evolveCancel, type CancelState } from './cancel-state.ts';
import { inNotice, registered, stateOf } from './dossier.fixtures.ts';
import {
  accepted,
  barred,
  cancelInput,
  cancelling,
  castOf,
  correcting,
  forEnded,
  missing,
  successor,
} from './petition.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');
const fileOf = (c: Case) => c.still.state as unknown as CancelState;
const verified = { verified: true };
const officio = (at: Office) =>
  cancelling(at, registered(at), people.review, {
    ground: 'registrant_ended',
    proof: [upload(at, people.review)],
  });

for (const rules of [beijingPack, chongqingPack]) {
  test(`注销（${rules.name.zh}）：登记主体申请，受理后10个工作日内办结，登记随之注销`, () => {
    const at = office(rules, '2026-03-02');
    const entry = registered(at);
    const c = cancelling(at, entry);
    assert.equal(dueOf(c, 'cancelCompletion'), undefined);
    accepted(at, c);
    const row = c.still.clocks.find((k) => k.name === 'cancelCompletion');
    assert.deepEqual([row?.length, row?.unit], [10, 'workingDay']);
    does(at, c, castOf(at).review, 'complete', verified);
    assert.equal(statusOf(c), 'CANCELLED');
    const [event] = c.events.slice(-1);
    assert.deepEqual(event?.data, { about: entry.id, ground: 'rights_waived_or_term_over' });
    assert.equal(statusOf(entry), 'CANCELLED');
    assert.ok(c.still.clocks.every((k) => k.state !== 'running'));
  });

  test(`注销（${rules.name.zh}）：列明的四种情形都可以，其他的不行`, () => {
    const listed = rules.profile.cancellationGrounds.map((g) => g.id);
    assert.equal(listed.length, 4);
    for (const ground of listed) {
      const at = office(rules, '2026-03-02');
      const c = accepted(at, cancelling(at, registered(at), castOf(at).filer, { ground }));
      does(at, c, castOf(at).review, 'complete', verified);
      assert.equal(c.events.at(-1)?.data['ground'], ground);
    }
    const at = office(rules, '2026-03-02');
    const { filer } = castOf(at);
    const other = cancelInput(at, registered(at), filer, { ground: 'no_longer_needed' });
    const refusal = barred(at, 'reg.cancel', filer, other);
    assert.equal(refusal.code, 'GROUND_NOT_LISTED');
    assert.match(refusal.sentence.zh, /灭失/);
  });
}

test('北京：受理日次日起算，第10个工作日当天办结不算逾期，次日起标记，仍须办结且有效', () => {
  const at = desk();
  const c = accepted(at, cancelling(at, registered(at)));
  assert.equal(at.today, '2026-03-17');
  assert.equal(dueOf(c, 'cancelCompletion'), '2026-03-31');
  passTo(at, '2026-03-31');
  assert.equal(fileOf(c).overdue['completion'], undefined);
  passTo(at, '2026-04-01');
  assert.equal(fileOf(c).overdue['completion'], '2026-04-01');
  assert.deepEqual([statusOf(c), c.events.at(-1)?.type], ['accepted', 'reg.CancellationOverdue']);
  does(at, c, people.review, 'complete', verified);
  assert.equal(statusOf(c), 'CANCELLED');
});

test('没有注销说明文件、说明不足、文件不是自己的，不能申请', () => {
  const at = desk();
  const entry = registered(at);
  const ask = (more: Record<string, string>) =>
    barred(at, 'reg.cancel', people.filer, cancelInput(at, entry, people.filer, more)).code;
  const { statement: _none, ...without } = cancelInput(at, entry, people.filer);
  assert.equal(barred(at, 'reg.cancel', people.filer, without).code, 'INPUT_INVALID');
  assert.equal(ask({ explanation: '' }), 'INPUT_INVALID');
  assert.equal(ask({ statement: upload(at, people.rival) }), 'FILE_UNKNOWN');
});

test('不是该登记的登记主体，不能申请注销', () => {
  const at = desk();
  const entry = registered(at, { coOwners: true });
  for (const by of [people.rival, people.coOwner, people.operator]) {
    const refusal = barred(at, 'reg.cancel', by, cancelInput(at, entry, by));
    assert.equal(refusal.code, 'NOT_REGISTRANT');
    assert.ok(refusal.cites.includes('BJ-REG-10(4)'));
  }
  for (const by of [people.agent, people.citizen, people.municipal, people.intake]) {
    const refusal = barred(at, 'reg.cancel', by, cancelInput(at, entry, by));
    assert.equal(refusal.code, 'ACT_NOT_YOURS');
  }
});

test('未登记的、本地没有的、已经注销的，不能申请注销', () => {
  const at = desk();
  const draft = inNotice(at);
  const unknown = cancelInput(at, draft, people.filer);
  assert.equal(barred(at, 'reg.cancel', people.filer, unknown).code, 'ENTRY_UNKNOWN');
  const elsewhere = { ...unknown, entry: '00000000-0000-7000-8000-dddddddddddd' };
  assert.equal(barred(at, 'reg.cancel', people.filer, elsewhere).code, 'ENTRY_UNKNOWN');
  const entry = registered(at);
  does(at, accepted(at, cancelling(at, entry)), people.review, 'complete', verified);
  const late = barred(at, 'reg.cancel', people.filer, cancelInput(at, entry, people.filer));
  assert.equal(late.code, 'ENTRY_ENDED');
  assert.match(late.sentence.zh, /已被注销/);
});

test('凭登记编码和凭事项编号指向同一登记', () => {
  const at = desk();
  const entry = registered(at);
  const byCode = { entry: stateOf(entry).result?.code ?? '' };
  const c = cancelling(at, entry, people.filer, byCode);
  assert.equal(fileOf(c).about.caseId, entry.id);
});

test('同一登记只能有一件注销在办；前一件撤回后可以再申请', () => {
  const at = desk();
  const entry = registered(at);
  const c = cancelling(at, entry);
  const second = () => barred(at, 'reg.cancel', people.filer, cancelInput(at, entry, people.filer));
  assert.equal(second().code, 'CANCELLATION_OPEN');
  accepted(at, c);
  assert.equal(second().code, 'CANCELLATION_OPEN');
  correcting(at, entry);
  does(at, c, people.filer, 'withdraw', { reasons: '继续运营' });
  cancelling(at, entry);
});

test('等待申请人补正的一件不妨碍别人申请注销；办结时随登记终结', () => {
  const at = desk();
  const entry = registered(at);
  const stranger = cancelling(at, entry, successor, forEnded(at, successor));
  does(at, stranger, people.intake, 'notifyIntakeGaps', missing('explanation'));
  const own = accepted(at, cancelling(at, entry));
  does(at, own, people.review, 'complete', verified);
  assert.deepEqual([statusOf(entry), statusOf(stranger)], ['CANCELLED', 'CLOSED']);
});

test('登记主体终止存续的，承继、清算、上级单位附证明可以申请', () => {
  for (const capacity of ['successor', 'liquidator', 'superior_unit']) {
    const at = desk();
    const entry = registered(at);
    const c = cancelling(at, entry, successor, forEnded(at, successor, { capacity }));
    assert.equal(fileOf(c).capacity, capacity);
    assert.equal(fileOf(c).applicant?.id, organisations.planning.code);
    accepted(at, c);
    does(at, c, people.review, 'complete', verified);
    assert.equal(statusOf(entry), 'CANCELLED');
  }
});

test('代终止的登记主体申请：须说明身份、附证明、实名；没有证明补正后仍不行', () => {
  const at = desk();
  const entry = registered(at);
  const ask = (by: typeof successor, more: Parameters<typeof forEnded>[2]) => {
    const input = cancelInput(at, entry, by, forEnded(at, by, more));
    return barred(at, 'reg.cancel', by, JSON.parse(JSON.stringify(input))).code;
  };
  assert.equal(ask(successor, { capacity: undefined }), 'CAPACITY_UNSAID');
  assert.equal(ask(successor, { capacity: 'friend' }), 'INPUT_INVALID');
  assert.equal(ask(successor, { proof: [] }), 'PROOF_MISSING');
  assert.equal(ask(successor, { proof: undefined }), 'PROOF_MISSING');
  assert.equal(ask({ ...successor, realName: false }, {}), 'NOT_REAL_NAME');
  const c = cancelling(at, entry, successor, forEnded(at, successor));
  does(at, c, people.intake, 'notifyIntakeGaps', missing('proof'));
  assert.equal(refuses(at, c, successor, 'resubmit', { proof: [] }).code, 'PROOF_MISSING');
  does(at, c, successor, 'resubmit', { proof: [upload(at, successor)] });
});

test('承继单位申请的，登记主体看得到是谁，也收到告知；撤回只能由申请人', () => {
  const at = desk();
  const c = cancelling(at, registered(at), successor, forEnded(at, successor));
  assert.deepEqual(cancel.events['reg.CancellationFiled']?.tells, ['office', 'registrant']);
  assert.equal(
    (viewOf(at, c, 'registrant')['applicant'] as { name: string }).name,
    organisations.planning.name,
  );
  assert.equal(
    refuses(at, c, people.filer, 'withdraw', { reasons: '不同意' }).code,
    'ACT_NOT_YOURS',
  );
  does(at, c, successor, 'withdraw', { reasons: '材料有误' });
});

test('登记机构核实登记主体终止存续后依职权启动：不等受理，直接计办结期限', () => {
  const at = desk();
  const c = officio(at);
  assert.deepEqual([statusOf(c), fileOf(c).capacity], ['accepted', 'registrar']);
  assert.equal(fileOf(c).applicant, null);
  assert.equal(dueOf(c, 'acceptance'), undefined);
  assert.equal(dueOf(c, 'cancelCompletion'), '2026-03-31');
});

test('依职权注销只限登记主体终止存续，须附核实的证明', () => {
  const at = desk();
  const entry = registered(at);
  const ask = (more: Parameters<typeof cancelInput>[3]) =>
    barred(at, 'reg.cancel', people.review, cancelInput(at, entry, people.review, more)).code;
  assert.equal(ask({}), 'EX_OFFICIO_GROUND');
  assert.equal(ask({ ground: 'other_by_law' }), 'EX_OFFICIO_GROUND');
  assert.equal(ask({ ground: 'registrant_ended' }), 'PROOF_MISSING');
});

test('依职权启动的人不能自己办结，由另一人核实', () => {
  const at = desk();
  const c = officio(at);
  const refusal = refuses(at, c, people.review, 'complete', verified);
  assert.equal(refusal.code, 'SAME_OFFICER');
  const colleague = person('另一审核员', organisations.beijingRegistrar, 'registrar.review');
  does(at, c, colleague, 'complete', verified);
  assert.equal(statusOf(c), 'CANCELLED');
});

test('依职权启动后发现登记主体仍存续的，终止办理；申请的注销不能这样终止', () => {
  const at = desk();
  const c = officio(at);
  does(at, c, people.review, 'discontinue', { reasons: '登记主体仍在存续' });
  assert.equal(statusOf(c), 'WITHDRAWN');
  const begun = officio(at);
  const no = { ground: 'nonconforming', reasons: '材料不符合规定' };
  const none = refuses(at, begun, people.intake, 'refuseAcceptance', no);
  assert.equal(none.code, 'NOTHING_APPLIED_FOR');
  const own = accepted(at, cancelling(at, registered(at)));
  const refusal = refuses(at, own, people.review, 'discontinue', { reasons: '不想办理了' });
  assert.equal(refusal.code, 'NOT_EX_OFFICIO');
});

test('登记机构是登记主体的，其人员不能依职权注销本单位的登记', () => {
  const at = desk();
  const { code, name } = organisations.beijingRegistrar;
  const filer = person('登记机构填报员', organisations.beijingRegistrar, 'registrant');
  const entry = registered(at);
  // An organisation may have become the registrar after it had registered data of its own.
  const mine = entry.still.state as unknown as { registrant: { code: string; name: string } };
  Object.assign(mine.registrant, { code, name });
  const input = (by: typeof filer) => cancelInput(at, entry, by, forEnded(at, by));
  assert.equal(
    barred(at, 'reg.cancel', people.review, input(people.review)).code,
    'CONFLICT_OF_INTEREST',
  );
  const c = cancelling(at, entry, filer);
  assert.equal(refuses(at, c, people.intake, 'accept').code, 'CONFLICT_OF_INTEREST');
});

test('登记被撤销的，在办的注销随之终结，也不能再申请', () => {
  const at = desk();
  const entry = registered(at);
  const c = accepted(at, cancelling(at, entry));
  does(at, entry, system, 'revokeEntry', { by: c.id, ground: 'other_by_law' });
  assert.deepEqual([statusOf(entry), statusOf(c)], ['REVOKED', 'CLOSED']);
  assert.equal(refuses(at, c, people.review, 'complete', verified).code, 'ACT_WRONG_STATE');
  const late = barred(at, 'reg.cancel', people.filer, cancelInput(at, entry, people.filer));
  assert.deepEqual([late.code, /已被撤销/.test(late.sentence.zh)], ['ENTRY_ENDED', true]);
});

test('办结时登记已不在有效状态的，不能办结', () => {
  const at = desk();
  const entry = registered(at);
  const c = accepted(at, cancelling(at, entry));
  // As if the entry had ended and what follows for this case were still to come.
  (entry.still.state as { status: string }).status = 'REVOKED';
  assert.equal(refuses(at, c, people.review, 'complete', verified).code, 'ENTRY_ENDED');
});

test('受理后发现材料作假的，仍可依列明的情形不予受理，不再计办结期限', () => {
  const at = desk();
  const c = accepted(at, cancelling(at, registered(at)));
  does(at, c, people.intake, 'refuseAcceptance', { ground: 'falsehood', reasons: '证明系伪造' });
  assert.equal(statusOf(c), 'NOT_ACCEPTED');
  assert.equal(dueOf(c, 'cancelCompletion'), undefined);
});

type Row = Readonly<Partial<Record<Name, readonly string[]>>>;
function holds(at: Office, c: Case, row: Row): void {
  for (const who of everybody) {
    const name = (Object.keys(people) as Name[]).find((n) => people[n] === who);
    assert.deepEqual(mayNext(at, c, who), (name && row[name]) ?? [], `${statusOf(c)}：${who.name}`);
  }
}

test('注销：每个状态每人恰好能办这些', () => {
  const at = desk();
  const c = cancelling(at, registered(at));
  const filers = (...acts: string[]): Row => ({ filer: acts, both: acts });
  const intake = ['notifyIntakeGaps', 'refuseAcceptance', 'accept'];
  holds(at, c, { ...filers('withdraw'), intake, jack: intake });
  does(at, c, people.intake, 'notifyIntakeGaps', missing('proof'));
  holds(at, c, filers('resubmit', 'withdraw'));
  does(at, c, people.filer, 'resubmit', { proof: [upload(at, people.filer)] });
  accepted(at, c);
  const late = ['refuseAcceptance'];
  holds(at, c, { ...filers('withdraw'), intake: late, jack: late, review: ['complete'] });
  does(at, c, people.review, 'complete', verified);
  holds(at, c, {});
});

test('依职权注销：启动人只能终止，别的审核员可以办结', () => {
  const at = desk();
  const c = officio(at);
  holds(at, c, { review: ['discontinue'] });
  const colleague = person('另一审核员', organisations.beijingRegistrar, 'registrar.review');
  assert.deepEqual(mayNext(at, c, colleague), ['complete', 'discontinue']);
});

test('监督机关只见概况，不见说明和文件', () => {
  const at = desk();
  const c = cancelling(at, registered(at));
  const seen = viewOf(at, c, 'supervisor_cac');
  assert.ok(!('claim' in seen) && !('notices' in seen));
  assert.equal(seen['status'], 'filed');
});

test('私密部分依法删除后，事项仍可重放', () => {
  const at = desk();
  const c = accepted(at, cancelling(at, registered(at)));
  const bare = c.events.map(({ private: _gone, ...event }): RecordedEvent => event);
  const state = bare.reduce<CancelState | undefined>(evolveCancel, undefined);
  assert.deepEqual([state?.status, state?.claim, state?.about.title], ['accepted', {}, '']);
  assert.throws(() => evolveCancel(state, { ...bare[0], type: 'reg.Nothing' } as RecordedEvent));
  assert.throws(() => evolveCancel(undefined, bare[1] as RecordedEvent));
});
