import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rerunCase } from '../src/app/audit/rerun.ts';
import {
  beijing,
  chongqing,
  opened,
  ownProven,
  registered,
  serviceInput,
  thirdProven,
} from '../src/contexts/evidence/evidence.fixtures.ts';
import { beijingPack } from '../src/law/beijing.ts';
import { chongqingPack } from '../src/law/chongqing.ts';
import type { RulePack } from '../src/law/types.ts';
import { office, opens, statusOf, type Office } from './office.ts';
import { people } from './office-people.ts';
import { steps, walk } from './walk.ts';

const reached = new Map<string, Set<string>>();

function walks(title: string, rules: RulePack, starts: readonly ((at: Office) => unknown)[]) {
  test(title, () => {
    fc.assert(
      fc.property(fc.nat(starts.length - 1), steps, (from, way) => {
        const at = office(rules, '2026-03-02');
        starts[from]?.(at);
        for (const step of way) {
          walk(at, step);
          for (const c of at.cases) {
            const { name } = c.procedure;
            reached.set(name, (reached.get(name) ?? new Set()).add(statusOf(c)));
          }
        }
        for (const c of at.cases) {
          const unlike = rerunCase(c.entries).acts.filter(({ outcome }) => outcome !== 'same');
          assert.deepEqual(unlike, [], '凭记录重办结果相同');
        }
      }),
      { numRuns: 150 },
    );
  });
}

walks('存证（北京）：随机走动不越出规则', beijingPack, [
  (at) => opened(at, beijing, 'self'),
  (at) => ownProven(at),
  (at) => {
    registered(at, beijing);
    opened(at, beijing, 'third_party');
  },
  (at) => {
    registered(at, beijing);
    thirdProven(at, beijing);
  },
]);
walks('存证与第三方服务（重庆）：随机走动不越出规则', chongqingPack, [
  (at) => opens(at, 'third', people.cqProvider, serviceInput(at, people.cqProvider)),
  (at) => {
    registered(at, chongqing);
    thirdProven(at, chongqing);
    opened(at, chongqing, 'third_party');
  },
]);

test('随机走动到过大部分状态，不是原地踏步', () => {
  assert.ok((reached.get('evid')?.size ?? 0) >= 5, [...(reached.get('evid') ?? [])].join());
  assert.ok((reached.get('third')?.size ?? 0) >= 3, [...(reached.get('third') ?? [])].join());
});
