import assert from 'node:assert/strict';
import { test } from 'node:test';
import { text, type Language } from '../../base/text.ts';
import { hostile, viewFor } from './portal.fixtures.ts';
import { servicesPage } from './services.ts';
import { supervisionPage, type SupervisionData } from './supervision.ts';
import type { Html, View } from './view.ts';

const NEXT = '0199aaaa-0000-7000-8000-000000000001';
const supervision: SupervisionData = {
  reports: [
    { jurisdiction: 'beijing', year: 2026, registrar: hostile, publishedOn: '2027-01-15' },
    { jurisdiction: hostile, year: 2025, registrar: hostile, publishedOn: null },
  ],
  closed: [{ jurisdiction: 'chongqing', law: ['CQ-REG-19'] }],
  rules: [
    {
      id: hostile,
      jurisdiction: 'chongqing',
      title: hostile,
      status: text(hostile, hostile),
      repealed: false,
      versions: [
        { version: 1, publishedOn: '2026-01-02', effectiveFrom: '2026-02-02', hasFile: false },
        { version: 2, publishedOn: '2026-02-02', effectiveFrom: '2099-01-01', hasFile: true },
      ],
    },
  ],
};

const pages: Readonly<Record<string, (view: View) => Html>> = {
  第三方服务机构: (view) =>
    servicesPage(view, {
      items: [{ jurisdiction: 'chongqing', name: hostile }],
      after: NEXT,
      next: NEXT,
    }),
  没有第三方服务机构: (view) => servicesPage(view, { items: [], after: undefined, next: null }),
  登记机构监督: (view) => supervisionPage(view, supervision),
  还没有可看的: (view) => supervisionPage(view, { reports: [], closed: [], rules: [] }),
};

for (const [name, page] of Object.entries(pages)) {
  for (const lang of ['zh', 'en'] satisfies Language[]) {
    test(`${name}（${lang}）能显示，恶意名称被转义`, async () => {
      const shown = String(await page(viewFor(lang)));
      assert.equal(shown.match(/<h1[ >]/g)?.length, 1);
      assert.doesNotMatch(shown, /<script>|<img|onerror=alert\(2\)>/);
      assert.doesNotMatch(shown, /undefined|\[object|NaN/);
    });
  }
}

test('业务规则：没有文本的版本不给链接，将来施行的写明尚未施行', async () => {
  const shown = String(await supervisionPage(viewFor('zh'), supervision));
  assert.match(shown, /href="\/api\/public\/rules\/[^"]+\/2"/);
  assert.doesNotMatch(shown, /href="\/api\/public\/rules\/[^"]+\/1"/);
  assert.match(shown, /第2版[\s\S]*尚未施行/);
});
