import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rerunCase, type Disclosed } from '../src/app/audit/rerun.ts';
import { beijingPack } from '../src/law/beijing.ts';
import { chongqingPack } from '../src/law/chongqing.ts';
import type { RulePack } from '../src/law/types.ts';
import {
  accepted,
  chongqingOperator,
  clear,
  complete,
  inNotice,
  passed,
  registered,
  reviewed,
  submitted,
} from '../src/contexts/registration/dossier.fixtures.ts';
import { arisen, supplied } from '../src/contexts/registration/duty.fixtures.ts';
import {
  cancelling,
  correcting,
  interested,
} from '../src/contexts/registration/petition.fixtures.ts';
import {
  everyRenewal,
  everyRevocation,
  expiring,
  filedRenewal,
  investigated,
  SHORT,
} from '../src/contexts/registration/renewal.fixtures.ts';
import { everyState, objected, reviewing } from '../src/contexts/registration/states.fixtures.ts';
import { office, opens, statusOf, upload, type Case, type Office } from './office.ts';
import { organisations, people } from './office-people.ts';
import { steps, walk } from './walk.ts';

/** Acts that do not come out the same when taken again from their record. */
const unlike = (entries: readonly Disclosed[]) =>
  rerunCase(entries).acts.filter((act) => act.outcome !== 'same');

/** 在续展的登记。 */
function filedFor(at: Office): Case {
  const entry = expiring(at);
  filedRenewal(at, entry);
  return entry;
}

type Start = (at: Office) => unknown;
const reached = new Map<string, Set<string>>();

function note(c: Case): void {
  const seen = reached.get(c.procedure.name) ?? new Set();
  reached.set(c.procedure.name, seen.add(statusOf(c)));
}

function walks(title: string, rules: RulePack, starts: readonly Start[], numRuns: number): void {
  test(title, () => {
    fc.assert(
      fc.property(fc.nat(starts.length - 1), steps, (from, way) => {
        const at = office(rules, '2026-03-02');
        starts[from]?.(at);
        for (const step of way) {
          walk(at, step);
          at.cases.forEach(note);
        }
        for (const c of at.cases) assert.deepEqual(unlike(c.entries), [], '凭记录重办结果相同');
      }),
      { numRuns },
    );
  });
}

const coOwned = { coOwners: true };
const agencyInput = (at: Office) => ({
  agentName: organisations.agency.name,
  agentCreditCode: organisations.agency.code,
  from: '2026-03-05',
  to: '2026-03-30',
  agreement: upload(at, people.filer),
});

walks(
  '首次登记（北京）：随机走动不越出规则',
  beijingPack,
  [...Object.values(everyState), (at) => complete(at, coOwned), (at) => submitted(at, coOwned)],
  300,
);
walks(
  '首次登记（重庆产品）：随机走动不越出规则',
  chongqingPack,
  [complete, reviewed, submitted, accepted, passed, inNotice, clear].map(
    (make) => (at: Office) => make(at, { cast: chongqingOperator, objectKind: 'product' }),
  ),
  150,
);
walks(
  '公示异议：随机走动不越出规则',
  beijingPack,
  [
    (at) => objected(at, inNotice(at)),
    (at) => reviewing(at, inNotice(at)),
    (at) => reviewing(at, inNotice(at, { cast: { ...people, intake: people.jack } })),
    (at) => {
      const parent = inNotice(at);
      objected(at, parent);
      objected(at, parent);
    },
  ],
  250,
);
walks(
  '委托代理：随机走动不越出规则',
  beijingPack,
  [(at) => opens(at, 'agency', people.filer, agencyInput(at))],
  150,
);
walks(
  '注销和更正：随机走动不越出规则',
  beijingPack,
  [
    (at) => cancelling(at, registered(at)),
    (at) => correcting(at, registered(at)),
    (at) => interested(at, registered(at)),
    (at) => {
      const entry = registered(at);
      interested(at, entry);
      cancelling(at, entry);
    },
  ],
  150,
);
walks(
  '续展和撤销登记：随机走动不越出规则',
  beijingPack,
  [
    ...Object.values(everyRenewal),
    ...Object.values(everyRevocation),
    (at) => expiring(at, SHORT),
    (at) => investigated(at, filedFor(at)),
  ],
  160,
);
walks(
  '登记义务：随机走动不越出规则',
  beijingPack,
  [
    (at) => arisen(at),
    (at) => supplied(at),
    (at) => supplied(at, at.today, { objectKind: 'product' }),
    (at) => {
      const duty = supplied(at).id;
      reviewed(at, { duty });
    },
  ],
  150,
);
walks(
  '实名账户：随机走动不越出规则',
  chongqingPack,
  [
    (at) => {
      const { code } = organisations.chongqingBureau;
      at.register[code] = { ...organisations.chongqingBureau, realName: 'none' };
      opens(at, 'account', people.cqFiler, {
        operator: '张某某',
        proof: upload(at, people.cqFiler),
      });
    },
  ],
  150,
);

test('随机走动到过大部分状态，不是原地踏步', () => {
  assert.ok(
    (reached.get('reg.first')?.size ?? 0) >= 13,
    [...(reached.get('reg.first') ?? [])].join(),
  );
  assert.ok((reached.get('reg.objection')?.size ?? 0) >= 4);
  assert.ok((reached.get('agency')?.size ?? 0) >= 3);
  assert.ok((reached.get('reg.renew')?.size ?? 0) >= 5);
  assert.ok((reached.get('reg.revoke')?.size ?? 0) >= 4);
  assert.ok((reached.get('reg.cancel')?.size ?? 0) >= 5);
  assert.ok((reached.get('reg.correct')?.size ?? 0) >= 6);
  assert.ok((reached.get('reg.duty')?.size ?? 0) >= 6);
  assert.ok((reached.get('account')?.size ?? 0) >= 3);
});
