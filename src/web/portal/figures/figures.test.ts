import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlaceFigures } from '../../../app/figures/public.ts';
import { text } from '../../../base/text.ts';
import { figuresPage } from './page.ts';
import { viewFor, hostile } from '../portal.fixtures.ts';

const stretch = (from: string, n: number) => ({ from, to: from, n });
const steps = (['acceptance', 'formalReview', 'publicNotice', 'whole'] as const).map(
  (step, at) => ({
    step,
    title: text('受理', 'Acceptance'),
    limit: step === 'whole' ? null : ({ n: 3 + at, unit: 'workingDay' } as const),
    law: ['BJ-REG-11a'],
    median: at === 0 ? null : at,
  }),
);

const open: PlaceFigures = {
  jurisdiction: 'beijing',
  closed: [],
  period: { from: '2026-01-05', to: '2026-03-01' },
  weeks: Array.from({ length: 26 }, (_, n) => stretch('2026-01-05', n)),
  months: Array.from({ length: 12 }, (_, n) => stretch('2026-01-01', n * 1000)),
  industries: [{ id: 'S', title: text(hostile, hostile), n: 7 }],
  kinds: [{ id: 'resource', title: text('数据资源', 'Data resources'), n: 7 }],
  steps,
  accepted: { percent: 95, cut: 'above' },
};
const closed: PlaceFigures = {
  ...open,
  jurisdiction: 'chongqing',
  closed: ['CQ-REG-19'],
  weeks: null,
  months: null,
  industries: null,
  kinds: null,
  steps: null,
  accepted: null,
};
const few = { ...open, industries: [], kinds: [], accepted: null };
const places = ['beijing', 'chongqing'];

const drawn = async (lang: 'zh' | 'en', figures: PlaceFigures, elder = false): Promise<string> => {
  const look = { scheme: 'auto', elder } as const;
  return String(await figuresPage(viewFor(lang, { look, here: '/figures' }), { places, figures }));
};

test('每张图都有名称、说明和背后的表，两种宽度，两种语言', async () => {
  for (const lang of ['zh', 'en'] as const)
    for (const elder of [false, true]) {
      const page = await drawn(lang, open, elder);
      const svgs = page.match(/<svg\s+class="at-(?:desk|hand)"[\s\S]*?<\/svg>/g) ?? [];
      assert.equal(svgs.length, 12, 'six charts, each for desk and telephone');
      for (const svg of svgs) assert.match(svg, /role="img"[\s\S]*<title id=[\s\S]*<desc id=/);
      assert.equal(page.match(/<table class="figures">/g)?.length, 6);
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      assert.equal(new Set(ids).size, ids.length, 'ids are unique');
      for (const [, id] of page.matchAll(/aria-labelledby="([^"]+)"/g))
        for (const one of (id ?? '').split(' ')) assert.ok(ids.includes(one), one);
      assert.doesNotMatch(page, /<script>alert|<img src=x|NaN|undefined| style="/);
    }
});

test('公开统计的每张表都作为数据集的文件说给程序听，关闭的没有', async () => {
  const block = /<script type="application\/ld\+json">\s*(.*?)\s*<\/script>/s;
  const { distribution } = JSON.parse(block.exec(await drawn('zh', open))?.[1] ?? '{}') as {
    distribution: { encodingFormat: string; contentUrl: string }[];
  };
  assert.deepEqual(
    distribution.map(({ contentUrl }) => /table=(\w+)/.exec(contentUrl)?.[1] ?? 'json'),
    ['json', 'weeks', 'months', 'industries', 'kinds', 'steps', 'accepted'],
  );
  assert.equal(block.exec(await drawn('zh', closed)), null);
});

test('图背后的表通到登记簿和公示日历', async () => {
  const page = await drawn('zh', open);
  for (const href of [
    '/registrations?jurisdiction=beijing&amp;industry=S',
    '/registrations?jurisdiction=beijing&amp;objectKind=resource',
    '/notices?view=calendar&amp;month=2026-01&amp;jurisdiction=beijing',
  ])
    assert.ok(page.includes(`href="${href}"`), href);
});

test('件数不足的环节写明不列，没有登记的写明没有', async () => {
  assert.match(await drawn('zh', open), /件数不足，不列/);
  assert.match(await drawn('zh', open), /95%以上没有要求补正即受理/);
  const page = await drawn('zh', few);
  assert.match(page, /目前没有现行有效的登记/);
  assert.match(page, /作出决定的件数不足/);
  assert.match(await drawn('en', few), /Too few were decided/);
});

test('关闭的地区没有图也没有数，写明依据，另指两条路', async () => {
  for (const lang of ['zh', 'en'] as const) {
    const page = await drawn(lang, closed);
    assert.doesNotMatch(page, /class="chart"|table=/);
    assert.match(page, /\/law\/articles\/CQ-REG-19/);
    assert.match(page, /\/registrations\?jurisdiction=chongqing/);
  }
  const partly = await drawn('zh', { ...closed, weeks: open.weeks, months: open.months, steps });
  assert.match(partly, /只公布经同意的部分/);
  assert.doesNotMatch(partly, /id="industries"|id="kinds"/);
});
