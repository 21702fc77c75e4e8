import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
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
import { people, system } from '../../../test/office-people.ts';
import { registered } from './dossier.fixtures.ts';
import {
  cancelling,
  castOf,
  correcting,
  forEnded,
  interested,
  missing,
  successor,
} from './petition.fixtures.ts';
import type { Petition } from './petition.ts';

const fileOf = (c: Case) => c.still.state as unknown as Petition;
const because = '经核对确有此情形';

/** 注销、更正都依第十一条受理：两地、两种申请同一套规则。 */
const kinds = {
  注销: (at: Office) => cancelling(at, registered(at)),
  更正: (at: Office) => correcting(at, registered(at)),
};

for (const rules of [beijingPack, chongqingPack]) {
  for (const [kind, filed] of Object.entries(kinds)) {
    const where = `${kind}（${rules.name.zh}）`;

    test(`${where}：收到后3个工作日内受理，到期只标记逾期，不视为受理`, () => {
      const at = office(rules, '2026-03-02');
      const c = filed(at);
      const filedOn = at.today;
      assert.equal(statusOf(c), 'filed');
      const due = dueOf(c, 'acceptance') ?? '';
      assert.ok(due > filedOn);
      passTo(at, due);
      assert.equal(fileOf(c).overdue['acceptance'], undefined);
      passTo(at, '2026-05-20');
      assert.equal(statusOf(c), 'filed');
      assert.ok(fileOf(c).overdue['acceptance']);
      does(at, c, castOf(at).intake, 'accept');
      assert.deepEqual([statusOf(c), fileOf(c).acceptedOn], ['accepted', '2026-05-20']);
      assert.equal(dueOf(c, 'acceptance'), undefined);
    });

    test(`${where}：一次性告知补正，重新提交后受理期限重新计算`, () => {
      const at = office(rules, '2026-03-02');
      const c = filed(at);
      const { filer, intake } = castOf(at);
      does(at, c, intake, 'notifyIntakeGaps', missing('proof'));
      assert.deepEqual([statusOf(c), dueOf(c, 'acceptance')], ['gap', undefined]);
      passTo(at, '2026-05-06');
      does(at, c, filer, 'resubmit', { proof: [upload(at, filer)] });
      assert.equal(statusOf(c), 'filed');
      assert.equal(dueOf(c, 'acceptance'), '2026-05-09');
      assert.deepEqual(fileOf(c).submissions[1]?.changed, ['proof']);
    });

    test(`${where}：重新提交后，原有内容不得再次要求补正，改动过的可以`, () => {
      const at = office(rules, '2026-03-02');
      const c = filed(at);
      const { filer, intake } = castOf(at);
      does(at, c, intake, 'notifyIntakeGaps', missing('proof'));
      const explanation = '补充说明：以本次所附材料为准';
      does(at, c, filer, 'resubmit', { proof: [upload(at, filer)], explanation });
      const [first] = kind === '注销' ? ['statement'] : ['items'];
      const late = refuses(at, c, intake, 'notifyIntakeGaps', missing(first ?? ''));
      assert.equal(late.code, 'GAP_VISIBLE_BEFORE');
      assert.ok(late.cites.includes('BJ-REG-11b'));
      does(at, c, intake, 'notifyIntakeGaps', {
        missing: [...missing('proof').missing, ...missing('explanation').missing],
      });
      assert.equal(fileOf(c).notices.length, 2);
    });

    test(`${where}：补正只列申请中的项目，不重复，情形为不齐全或不符合规定`, () => {
      const at = office(rules, '2026-03-02');
      const c = filed(at);
      const { intake } = castOf(at);
      const notify = (input: ReturnType<typeof missing>) =>
        refuses(at, c, intake, 'notifyIntakeGaps', input).code;
      assert.equal(notify(missing('dataResource')), 'INPUT_INVALID');
      assert.equal(notify(missing('proof', 'falsehood')), 'INPUT_INVALID');
      const twice = { missing: [...missing('proof').missing, ...missing('proof').missing] };
      assert.equal(notify(twice), 'GAP_ITEM_TWICE');
      assert.equal(notify({ missing: [] }), 'INPUT_INVALID');
    });

    test(`${where}：什么也没有补充的、文件不是自己的，不能重新提交`, () => {
      const at = office(rules, '2026-03-02');
      const c = filed(at);
      const { filer, intake } = castOf(at);
      does(at, c, intake, 'notifyIntakeGaps', missing('proof'));
      assert.equal(refuses(at, c, filer, 'resubmit', {}).code, 'NOTHING_SUPPLIED');
      const foreign = { proof: [upload(at, people.rival)] };
      assert.equal(refuses(at, c, filer, 'resubmit', foreign).code, 'FILE_UNKNOWN');
    });

    test(`${where}：不予受理只依规则列明的情形，须说明理由`, () => {
      const at = office(rules, '2026-03-02');
      const c = filed(at);
      const { intake } = castOf(at);
      const refuse = (ground: string, reasons = because) =>
        refuses(at, c, intake, 'refuseAcceptance', { ground, reasons }).code;
      assert.equal(refuse('too_much_work'), 'GROUND_NOT_LISTED');
      assert.equal(refuse('duplicate'), 'DUPLICATE_UNNAMED');
      assert.equal(refuse('dispute', ''), 'INPUT_INVALID');
      const listed = rules.profile.refusalGrounds.map((g) => g.id);
      for (const ground of listed.filter((id) => id !== 'duplicate')) {
        const again = filed(at);
        does(at, again, intake, 'refuseAcceptance', { ground, reasons: because });
        assert.equal(statusOf(again), 'NOT_ACCEPTED');
        assert.equal(fileOf(again).ended?.reasons, because);
        assert.equal(dueOf(again, 'acceptance'), undefined);
      }
    });

    test(`${where}：申请人可以撤回，别人不能；登记不受影响`, () => {
      const at = office(rules, '2026-03-02');
      const c = filed(at);
      const { filer, intake } = castOf(at);
      const reasons = { reasons: '另行安排' };
      for (const by of [people.rival, people.citizen, intake]) {
        assert.equal(refuses(at, c, by, 'withdraw', reasons).code, 'ACT_NOT_YOURS');
      }
      does(at, c, filer, 'withdraw', reasons);
      assert.equal(statusOf(c), 'WITHDRAWN');
      assert.equal(statusOf(at.cases[0] ?? c), 'REGISTERED');
      assert.deepEqual(mayNext(at, c, filer), []);
    });

    test(`${where}：登记已终结的，在办的申请随之终结，不再计期`, () => {
      const at = office(rules, '2026-03-02');
      const c = filed(at);
      assert.equal(refuses(at, c, castOf(at).intake, 'endWithEntry').code, 'ACT_NOT_YOURS');
      does(at, c, system, 'endWithEntry');
      assert.equal(statusOf(c), 'CLOSED');
      assert.equal(c.events.at(-1)?.type, 'reg.ClosedWithEntry');
      assert.ok(c.still.clocks.every((k) => k.state !== 'running'));
      assert.equal(
        refuses(at, c, castOf(at).filer, 'withdraw', { reasons: '晚了' }).code,
        'ACT_WRONG_STATE',
      );
    });
  }
}

test('以重复为由不予受理的，须指明同一登记的另一件申请', () => {
  const at = office(beijingPack, '2026-03-02');
  const entry = registered(at);
  const one = correcting(at, entry);
  const two = correcting(at, entry);
  const elsewhere = correcting(at, registered(at));
  const duplicate = (of: Case) => ({ ground: 'duplicate', reasons: because, duplicateOf: of.id });
  for (const other of [two, elsewhere, entry]) {
    const refusal = refuses(at, two, people.intake, 'refuseAcceptance', duplicate(other));
    assert.equal(refusal.code, 'DUPLICATE_UNNAMED');
  }
  does(at, two, people.intake, 'refuseAcceptance', duplicate(one));
  assert.equal(statusOf(two), 'NOT_ACCEPTED');
});

test('跨年度提出的，链上条目也不超过1024字节', () => {
  for (const rules of [beijingPack, chongqingPack]) {
    const at = office(rules, '2026-03-02');
    const entry = registered(at);
    passTo(at, '2026-12-30');
    const capacity = { capacity: 'superior_unit' };
    const filed = [
      cancelling(at, entry, successor, forEnded(at, successor, capacity)),
      interested(at, entry, people.agent),
    ];
    for (const { entries } of filed) {
      // Times on the log carry milliseconds.
      for (const { entry: bytes } of entries)
        assert.ok(bytes.length <= 1024 - 4, `${bytes.length}`);
    }
    does(at, filed[0] ?? entry, castOf(at).intake, 'accept');
  }
});

test('登记机构以外的人不能受理，也不能告知补正', () => {
  const at = office(beijingPack, '2026-03-02');
  const c = cancelling(at, registered(at));
  for (const by of [people.filer, people.municipal, people.administrator, people.cqIntake]) {
    assert.equal(refuses(at, c, by, 'accept').code, 'ACT_NOT_YOURS');
    assert.equal(refuses(at, c, by, 'notifyIntakeGaps', missing('proof')).code, 'ACT_NOT_YOURS');
  }
});

test('受理环节的往来，登记机构和申请人可见，登记主体不因此得知', () => {
  const at = office(beijingPack, '2026-03-02');
  const c = interested(at, registered(at));
  does(at, c, people.intake, 'notifyIntakeGaps', missing('proof'));
  for (const audience of ['office', 'applicant']) {
    assert.ok('notices' in viewOf(at, c, audience), audience);
  }
  for (const audience of ['registrant', 'municipal_data_authority']) {
    assert.ok(!('notices' in viewOf(at, c, audience)), audience);
  }
});
