import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownProvenance, refine } from './inherit.ts';

interface Sample {
  readonly clock: {
    readonly length: { readonly n: number; readonly unit: string };
    readonly law: readonly string[];
  };
  readonly grounds: readonly {
    readonly id: string;
    readonly law: readonly string[];
    readonly basis?: 'inf';
  }[];
  readonly steps: readonly { readonly key: string; readonly label: string }[];
  readonly none: string | null;
}

const national: Sample = {
  clock: { length: { n: 3, unit: 'workingDay' }, law: ['N-1'] },
  grounds: [
    { id: 'a', law: ['N-2'], basis: 'inf' },
    { id: 'b', law: ['N-2'], basis: 'inf' },
  ],
  steps: [{ key: 'review', label: '形式审核' }],
  none: null,
};
const base = { value: national, provenance: ownProvenance(national, 'national') };

test('只写不同之处：条号换成地方条号，期限数仍来自国家', () => {
  const { value, provenance } = refine(base, { clock: { law: ['B-1'] } }, 'city');
  assert.deepEqual(value.clock, { length: { n: 3, unit: 'workingDay' }, law: ['B-1'] });
  assert.equal(provenance['clock.length'], 'national');
  assert.equal(provenance['clock.law'], 'city');
});

test('按编号逐行细化，没提到的行不变，新行接在后面', () => {
  const { value, provenance } = refine(
    base,
    {
      grounds: [{ id: 'b', law: ['B-2'], basis: undefined }],
      steps: [{ key: 'objection', label: '异议处理' }],
    },
    'city',
  );
  assert.deepEqual(value.grounds, [
    { id: 'a', law: ['N-2'], basis: 'inf' },
    { id: 'b', law: ['B-2'] },
  ]);
  assert.deepEqual(
    value.steps.map(({ key }) => key),
    ['review', 'objection'],
  );
  assert.equal(provenance['grounds.a.law'], 'national');
  assert.equal(provenance['grounds.b.law'], 'city');
  assert.equal(provenance['grounds.b.basis'], 'city');
  assert.equal(provenance['steps.objection.label'], 'city');
});

test('期限是一个整体：换单位时不会留下旧单位的数', () => {
  const { value } = refine(base, { clock: { length: { n: 60, unit: 'day' } } }, 'city');
  assert.deepEqual(value.clock.length, { n: 60, unit: 'day' });
});

test('国家包本身不因地方细化而改变', () => {
  const before = JSON.stringify(base);
  refine(base, { none: '有', clock: { law: ['X'] } }, 'city');
  assert.equal(JSON.stringify(base), before);
});
