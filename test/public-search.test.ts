import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { publicCounts, type Facet } from '../src/app/public/counts.ts';
import { publicEntries, SORTS, type EntryFilter, type Sort } from '../src/app/public/search.ts';
import { readMemory } from '../src/app/read-memory.ts';
import { openFigures } from '../src/app/figures/statistics.ts';
import { tsvectorOf } from '../src/base/chinese-text.ts';
import { registrationsData } from '../src/http/portal/register.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';

const TODAY = '2026-04-16';
const NAMES = ['养老服务', '婚姻登记', '停车场', '重庆公交', '阿里气象', 'ABC接口', '婚姻', '%_\\'];

interface Sample {
  readonly place: 'beijing' | 'chongqing';
  readonly name: string;
  readonly status: string;
  readonly day: string;
  readonly to: string;
  readonly industry: string;
  readonly holder: string;
}

/** Few values, so that many rows stand level in every order. */
const sample: fc.Arbitrary<Sample> = fc.record({
  place: fc.constantFrom('beijing', 'chongqing'),
  name: fc.constantFrom(...NAMES),
  status: fc.constantFrom('active', 'active', 'renewalPending', 'cancelled', 'revoked'),
  day: fc.constantFrom('2025-12-31', '2026-01-01', '2026-03-02'),
  to: fc.constantFrom('2026-04-15', '2026-04-16', '2029-01-02'),
  industry: fc.constantFrom('A', 'S'),
  holder: fc.constantFrom('11110000000021039C', '91110000MA0YX00163'),
});

async function fill(house: TestHouse, rows: readonly Sample[]): Promise<void> {
  await house.pool.query('DELETE FROM public_entry');
  await house.pool.query(
    `INSERT INTO public_entry (case_id, jurisdiction, code, query_code, status, valid_from, valid_to,
       industry, object_kind, district, fields, search, life)
     SELECT gen_random_uuid(), p, 'CODE-' || n, 'Q' || n, s, d::date, t::date, i, 'resource', '110101',
       jsonb_build_object('dataName', name, 'registrantName', '单位' || h, 'registrantCode', h), w::tsvector,
       jsonb_build_object('versions', jsonb_build_array(jsonb_build_object('n', 1, 'on', d)))
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       WITH ORDINALITY AS x(p, name, s, d, t, i, h, w, n)`,
    [
      rows.map((r) => r.place),
      rows.map((r) => r.name),
      rows.map((r) => r.status),
      rows.map((r) => r.day),
      rows.map((r) => r.to),
      rows.map((r) => r.industry),
      rows.map((r) => r.holder),
      rows.map((r) => tsvectorOf(r.name)),
    ],
  );
}

async function walk(
  house: TestHouse,
  query: EntryFilter & { sort?: Sort },
  limit: number,
): Promise<string[][]> {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const found = await publicEntries(house, { ...query, after, limit });
    pages.push(found.items.map(({ code }) => code));
    after = found.next ?? undefined;
    assert.ok(pages.length < 60, 'no end');
  } while (after !== undefined);
  return pages;
}

/** How the row stands today, counted by hand. */
const standing = (row: Sample): string =>
  row.status === 'active' && row.to < TODAY ? 'expired' : row.status;

const matches = (row: Sample, of: EntryFilter): boolean =>
  (of.q === undefined || row.name.includes(of.q)) &&
  (of.jurisdiction ?? row.place) === row.place &&
  (of.industry ?? row.industry) === row.industry &&
  (of.status ?? standing(row)) === standing(row) &&
  (of.year ?? row.day.slice(0, 4)) === row.day.slice(0, 4) &&
  (of.holder ?? row.holder) === row.holder;

const filters: fc.Arbitrary<EntryFilter> = fc
  .record({
    q: fc.option(fc.constantFrom('婚姻', '养老', '公交'), { nil: undefined }),
    jurisdiction: fc.option(fc.constantFrom('beijing', 'chongqing'), { nil: undefined }),
    industry: fc.option(fc.constantFrom('A', 'S', 'T'), { nil: undefined }),
    status: fc.option(fc.constantFrom('active', 'expired', 'revoked'), { nil: undefined }),
    year: fc.option(fc.constantFrom('2025', '2026', '9999'), { nil: undefined }),
    holder: fc.option(fc.constantFrom('11110000000021039C'), { nil: undefined }),
  })
  .map((of) => Object.fromEntries(Object.entries(of).filter(([, v]) => v !== undefined)));

forEachDatabase((_name, open) => {
  const begin = async (t: TestContext): Promise<TestHouse> => {
    const { pool, close } = await open();
    t.after(close);
    return houseOn(pool, { start: `${TODAY}T09:00:00+08:00` });
  };

  test('任意条目、任意条件、任意排序：翻页不重不漏，往回翻得到同样的页', async (t) => {
    const house = await begin(t);
    await fc.assert(
      fc.asyncProperty(
        fc.array(sample, { minLength: 1, maxLength: 25 }),
        filters,
        fc.constantFrom(...SORTS),
        fc.integer({ min: 1, max: 7 }),
        async (rows, of, sort, limit) => {
          await fill(house, rows);
          const pages = await walk(house, { ...of, sort }, limit);
          const expected = rows.flatMap((row, n) => (matches(row, of) ? [`CODE-${n + 1}`] : []));
          assert.deepEqual(pages.flat().toSorted(), expected.toSorted());
          const whole = await walk(house, { ...of, sort }, 100);
          assert.deepEqual(pages.flat(), whole.flat(), '页数不改变次序');
          // Back from the last page to the first.
          let at = await publicEntries(house, { ...of, sort, limit });
          const forth = [at.items.map(({ code }) => code)];
          while (at.next !== null) {
            at = await publicEntries(house, { ...of, sort, limit, after: at.next });
            forth.push(at.items.map(({ code }) => code));
          }
          const back = [];
          while (at.previous !== null) {
            at = await publicEntries(house, { ...of, sort, limit, before: at.previous });
            back.unshift(at.items.map(({ code }) => code));
          }
          assert.deepEqual(back, forth.slice(0, -1));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('每一类的数量与逐条数出来的一致；不公开统计的地区，数量和有哪些类都不出现', async (t) => {
    const house = await begin(t);
    await fc.assert(
      fc.asyncProperty(fc.array(sample, { maxLength: 25 }), filters, async (rows, of) => {
        await fill(house, rows);
        const counted = await publicCounts(house, of, await openFigures(house));
        const shown = rows.filter((row) => row.place === 'beijing' && matches(row, of));
        const by = (facet: Facet, value: (row: Sample) => string): void => {
          const expected: Record<string, number> = {};
          for (const row of shown) expected[value(row)] = (expected[value(row)] ?? 0) + 1;
          const got = (counted.facets[facet] ?? []).map(({ value: v, n }) => [v, n]);
          assert.deepEqual(Object.fromEntries(got), expected, facet);
        };
        by('jurisdiction', ({ place }) => place);
        by('status', standing);
        by('industry', ({ industry }) => industry);
        by('year', ({ day }) => day.slice(0, 4));
        by('holder', ({ holder }) => holder);
        if (of.jurisdiction === 'chongqing') assert.equal(counted.total, null);
        else
          assert.deepEqual(counted.total, { n: shown.length, atLeast: false, places: ['beijing'] });
      }),
      { numRuns: 40 },
    );
  });

  test('排序：最新登记在前；有效的先到期的在前，失效的在后；名称按读音', async (t) => {
    const house = await begin(t);
    const row = { place: 'beijing', industry: 'A', holder: '11110000000021039C' } as const;
    const rows: Sample[] = [
      { ...row, name: '养老', status: 'active', day: '2026-01-01', to: '2029-01-02' },
      { ...row, name: '婚姻', status: 'cancelled', day: '2026-03-02', to: '2026-04-20' },
      { ...row, name: '阿里', status: 'renewalPending', day: '2025-12-31', to: '2026-04-15' },
      { ...row, name: '停车', status: 'active', day: '2026-02-01', to: '2026-05-01' },
    ];
    await fill(house, rows);
    const order = async (sort: Sort): Promise<string[]> =>
      (await publicEntries(house, { sort })).items.map(({ fields }) => String(fields['dataName']));
    assert.deepEqual(await order('newest'), ['婚姻', '停车', '养老', '阿里']);
    assert.deepEqual(await order('ending'), ['阿里', '停车', '养老', '婚姻']);
    assert.deepEqual(await order('name'), ['阿里', '婚姻', '停车', '养老']);
  });

  test('最相关：登记码完全一致的在前，其次名称里有全部的词，再次别处有', async (t) => {
    const house = await begin(t);
    const row = { place: 'beijing', status: 'active', industry: 'A', to: '2029-01-02' } as const;
    const at = { ...row, holder: '11110000000021039C' };
    await fill(house, [
      { ...at, name: '停车场', day: '2026-03-02' },
      { ...at, name: '养老服务停车', day: '2026-01-01' },
      { ...at, name: '服务', day: '2026-02-01' },
    ]);
    const words = tsvectorOf('养老 服务 code-1');
    await house.pool.query('UPDATE public_entry SET search = $1::tsvector', [words]);
    const codes = async (q: string): Promise<string[]> =>
      (await publicEntries(house, { q })).items.map(({ code }) => code);
    assert.deepEqual(await codes('服务 养老'), ['CODE-2', 'CODE-1', 'CODE-3']);
    assert.deepEqual(await codes(' ＣＯＤＥ-1 '), ['CODE-1', 'CODE-3', 'CODE-2']);
    assert.deepEqual(await codes('!!'), [], '没有可查的字');
  });

  test('任何字符的名称都能排序，不会写不进登记簿', async (t) => {
    const house = await begin(t);
    const { rows } = await house.pool.query<{ n: string }>(
      `SELECT count(name_order(chr(i))) AS n FROM generate_series(1, 262143) AS i
       WHERE i NOT BETWEEN 55296 AND 57343`,
    );
    assert.equal(rows[0]?.n, String(262_143 - 2048));
  });

  test('写错的翻页位置、别的排序的位置、怪字：一律从第一页开始，不出错', async (t) => {
    const house = await begin(t);
    await fill(
      house,
      fc.sample(sample, NAMES.length).map((row, n) => ({ ...row, name: NAMES[n] ?? '' })),
    );
    const id = '0199aaaa-0000-7000-8000-000000000001';
    for (const sort of SORTS)
      for (const said of [
        '',
        'x',
        id,
        `.${id}`,
        `9.${id}`,
        `1e400.${id}`,
        `';--.${id}`,
        `2026-02-30.${id}`,
      ]) {
        const query = (name: string) => ({ sort, after: said, q: '婚姻' })[name];
        const { items } = await registrationsData(house, query);
        assert.ok(Array.isArray(items));
      }
    for (const q of ['%', '_', '\\', "'", '婚姻 %', '𠀀', '\uFFFD', 'a'.repeat(200)])
      await registrationsData(house, (name) => (name === 'q' ? q : undefined));
    await walk(house, { sort: 'name' }, 1);
  });

  test('记住的数量随登记簿走：提交之后再问，给的总是新的', async (t) => {
    const house = await begin(t);
    const memory = readMemory(house.pool);
    await fill(house, []);
    for (let n = 1; n <= 5; n += 1) {
      await fill(
        house,
        fc.sample(
          sample.map((s) => ({ ...s, place: 'beijing' as const })),
          n,
        ),
      );
      const read = () => registrationsData(house, () => undefined, memory);
      assert.equal((await read()).total?.n, n);
      assert.equal((await read()).total?.n, n);
    }
  });
});
