import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import type { Actor } from '../../kernel/types.ts';
import {
  does,
  mayNext,
  office,
  opens,
  upload,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { everybody, organisations, people, type Name } from '../../../test/office-people.ts';
import { inNotice } from './dossier.fixtures.ts';
import { first } from './first.ts';
import { everyState, objected, reviewing } from './states.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');

type Table = Readonly<Record<string, Readonly<Partial<Record<Name, readonly string[]>>>>>;

/** 一个人的可办事项；表中没有写的人，一件也不能办。 */
function holds(at: Office, c: Case, state: string, row: Table[string]): void {
  for (const who of everybody) {
    const name = (Object.keys(people) as Name[]).find((n) => people[n] === who);
    const expected = (name && row[name]) ?? [];
    assert.deepEqual(mayNext(at, c, who), expected, `${state}：${who.name}`);
  }
}

const EDIT = ['importContent', 'attachMaterial', 'linkCatalogue', 'linkEvidence'];
const MEND = ['attachMaterial', 'linkCatalogue', 'linkEvidence', 'resubmit', 'withdraw'];
const filers = (...acts: string[]) => ({ filer: acts, both: acts, agent: acts });

/** 首次登记：一件有共有主体、由代理机构代办的北京数据资源。 */
const FIRST: Table = {
  draft: {
    ...filers(...EDIT, 'withdraw'),
    both: [...EDIT, 'recordInternalReview', 'withdraw'],
    reviewer: ['recordInternalReview'],
    coOwner: ['withdrawConsent'],
  },
  reviewed: {
    filer: [...EDIT, 'declare', 'submit', 'withdraw'],
    both: [...EDIT, 'declare', 'submit', 'withdraw'],
    reviewer: ['declare'],
    agent: [...EDIT, 'withdraw'],
    coOwner: ['withdrawConsent'],
  },
  submitted: {
    ...filers('withdraw'),
    intake: ['notifyIntakeGaps', 'refuseAcceptance', 'accept', 'confirmSeal'],
    jack: ['notifyIntakeGaps', 'refuseAcceptance', 'accept', 'confirmSeal'],
    review: ['confirmSeal'],
  },
  intake_gap: { ...filers(...MEND), coOwner: ['withdrawConsent'] },
  in_review: {
    ...filers('withdraw'),
    intake: ['confirmSeal'],
    jack: ['confirmSeal'],
    review: ['confirmSeal', 'notifyReviewGaps', 'explainDelay', 'failReview', 'passReview'],
  },
  review_gap: { ...filers(...MEND), coOwner: ['withdrawConsent'] },
  passed: { ...filers('withdraw'), issue: ['publishNotice'] },
  in_notice: filers('withdraw'),
  objection_open: filers('withdraw'),
  clear: { ...filers('withdraw'), issue: ['assignCode'] },
  REGISTERED: {},
  CANCELLED: {},
  REVOKED: {},
  NOT_ACCEPTED: {},
  NOT_PASSED: {},
  TERMINATED: {},
  WITHDRAWN: {},
};

function mandate(at: Office): { actor: Actor; mandate: string } {
  const c = opens(at, 'agency', people.filer, {
    agentName: organisations.agency.name,
    agentCreditCode: organisations.agency.code,
    from: '2026-03-01',
    to: '2026-12-31',
    agreement: upload(at, people.filer),
  });
  does(at, c, people.filer, 'seal', { sealed: true });
  does(at, c, people.agent, 'seal', { sealed: true });
  return { actor: people.agent, mandate: c.id };
}

test('状态表不缺一个状态', () => {
  const states = Object.keys(first.states).toSorted();
  assert.deepEqual(Object.keys(FIRST).toSorted(), states);
  assert.deepEqual(Object.keys(everyState).toSorted(), states);
});

for (const [state, row] of Object.entries(FIRST)) {
  test(`首次登记“${first.states[state]?.title.zh}”：每人恰好能办这些`, () => {
    const at = desk();
    const c = everyState[state]?.(at, { agent: mandate(at), coOwners: true });
    assert.ok(c);
    assert.equal(c.still.state.status, state);
    holds(at, c, state, row);
  });
}

test('共有主体未同意时可以同意，同意后不再出现', () => {
  const at = desk();
  const c = everyState['draft']?.(at);
  assert.ok(c);
  const { name, code } = organisations.planning;
  const values = { coOwners: [{ name, creditCode: code }] };
  does(at, c, people.filer, 'attachMaterial', { group: 'dataResource', values });
  assert.deepEqual(mayNext(at, c, people.coOwner), ['consent']);
  does(at, c, people.coOwner, 'consent', { agreed: true });
  assert.deepEqual(mayNext(at, c, people.coOwner), ['withdrawConsent']);
  does(at, c, people.coOwner, 'withdrawConsent', { reasons: '份额尚未商定' });
  assert.deepEqual(mayNext(at, c, people.coOwner), ['consent']);
});

test('填报人兼审核人自己填的，业务审核不摆出来', () => {
  const at = desk();
  const c = everyState['draft']?.(at, { cast: { ...people, filer: people.both } });
  assert.ok(c);
  assert.deepEqual(mayNext(at, c, people.both), [...EDIT, 'withdraw']);
});

const reply = { filer: ['reply'], both: ['reply'] };

test('公示异议：每个状态每人恰好能办这些', () => {
  const at = desk();
  const c = objected(at, inNotice(at));
  const notify = { judge: ['notifyRegistrant'], jack: ['notifyRegistrant'] };
  holds(at, c, 'lodged', { citizen: ['withdraw'], ...notify });
  does(at, c, people.judge, 'notifyRegistrant');
  holds(at, c, 'awaiting_reply', { citizen: ['withdraw'], ...reply });
  const statement = '数据来源有备案材料为证';
  does(at, c, people.filer, 'reply', { statement, evidence: [upload(at, people.filer)] });
  const decide = { judge: ['uphold', 'dismiss'], jack: ['uphold', 'dismiss'] };
  holds(at, c, 'reviewing', { citizen: ['withdraw'], ...decide });
  does(at, c, people.judge, 'dismiss', { reasons: '证据不足以支持' });
  holds(at, c, 'DISMISSED', {});
});

test('公示异议：受理过该申请的人员，复核不摆出来', () => {
  const at = desk();
  const c = reviewing(at, inNotice(at, { cast: { ...people, intake: people.jack } }));
  assert.deepEqual(mayNext(at, c, people.jack), []);
  assert.deepEqual(mayNext(at, c, people.judge), ['uphold', 'dismiss']);
});

test('委托代理：每个状态每人恰好能办这些', () => {
  const at = desk();
  const c = opens(at, 'agency', people.filer, {
    agentName: organisations.agency.name,
    agentCreditCode: organisations.agency.code,
    from: '2026-03-10',
    to: '2026-12-31',
    agreement: upload(at, people.filer),
  });
  const own = { filer: ['seal', 'revoke'], both: ['seal', 'revoke'] };
  holds(at, c, 'drafted', { ...own, agent: ['seal'] });
  does(at, c, people.filer, 'seal', { sealed: true });
  const sealed = { filer: ['revoke'], both: ['revoke'] };
  holds(at, c, 'drafted', { ...sealed, agent: ['seal'] });
  does(at, c, people.agent, 'seal', { sealed: true });
  holds(at, c, 'sealed', sealed);
  does(at, c, people.filer, 'revoke', { reason: '另行委托' });
  holds(at, c, 'ENDED', {});
});
