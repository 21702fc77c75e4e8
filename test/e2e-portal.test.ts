import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { demoClient, overNetwork } from '../src/cli/demo-client.ts';
import { playStory } from '../src/cli/demo-story.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

/** Every public page once, in both languages, on a desk and on a phone. */
describe('公众门户', () => {
  let stage: Stage;
  let code = '';
  let queryCode = '';
  let sheet: Uint8Array = new Uint8Array();

  before(async () => {
    stage = await openStage();
    const client = demoClient(overNetwork(stage.url));
    await playStory(client, 'beijing', () => undefined);
    const holder = await client.as('bj-min-zheng');
    const { items } = await holder.get<{ items: { id: string }[] }>(
      '/api/cases?which=all&procedure=reg.first',
    );
    const one = await holder.get<{ state: { result: { code: string; queryCode: string } } }>(
      `/api/cases/${items[0]?.id}`,
    );
    ({ code, queryCode } = one.state.result);
    sheet = await holder.bytes(`/api/cases/${items[0]?.id}/sheet`);
  });
  after(() => stage.close());

  // The other language at each width is asked of every page in e2e-looks.
  for (const [language, width] of [
    ['zh-CN', 360],
    ['en-GB', 1280],
  ] as const) {
    it(`各页无障碍检查无问题，不横向滚动（${language}，${width}像素）`, async () => {
      const visitor = await stage.visitor({ language, width });
      const page = await visitor.newPage();
      const lang = language === 'en-GB' ? 'en' : 'zh';
      for (const path of PAGES(code)) {
        const answer = await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        assert.ok(answer && answer.status() < 400, `${path} → ${answer?.status()}`);
        assert.deepEqual(await axe(page), [], path);
        assert.equal(await overflows(page), false, `${path} scrolls sideways`);
        assert.equal(await page.locator('h1').count(), 1, `${path} has one heading`);
      }
      await visitor.close();
    });
  }

  for (const [language, width, look] of [
    // A desk's screen made four times as large.
    ['en-GB', 320, 'auto'],
    ['en-GB', 320, 'auto.elder'],
    ['zh-CN', 900, 'auto.elder'],
  ] as const) {
    it(`放大、适老版都不横向滚动（${language}，${width}像素，${look}）`, async () => {
      const visitor = await stage.visitor({ language, width });
      await visitor.addCookies([{ name: 'shuji_look', value: look, url: stage.url }]);
      const page = await visitor.newPage();
      for (const path of [...PAGES(code), '/chain', '/figures']) {
        await page.goto(path);
        assert.equal(await overflows(page), false, `${path} scrolls sideways`);
      }
      await visitor.close();
    });
  }

  it('要用脚本的页面在慢四倍的机器上装入时什么也不跳动', async () => {
    for (const width of [1280, 360])
      for (const path of ['/verify', `/verify?code=${queryCode}`, '/deposit']) {
        const visitor = await stage.visitor({ width });
        const page = await visitor.newPage();
        await page.addInitScript(() => {
          Object.assign(window, { shift: 0 });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              (window as unknown as { shift: number }).shift += (
                entry as unknown as { value: number }
              ).value;
          }).observe({ type: 'layout-shift', buffered: true });
        });
        const session = await visitor.newCDPSession(page);
        await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
        await page.goto(path, { waitUntil: 'networkidle' });
        const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
        // The head of the page may come in two pieces: a hair's breadth.
        assert.ok(shift < 0.002, `${path} at ${width}: ${shift}`);
        await visitor.close();
      }
  });

  it('匿名访客凭查询码查验：真实', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/verify');
    await page.getByRole('textbox').first().fill(queryCode);
    await page.keyboard.press('Enter');
    await page.getByText('登记真实').first().waitFor();
    await visitor.close();
  });

  it('上传确认单查验：未改动的真实，改动一字节的不真实', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    const upload = async (bytes: Uint8Array): Promise<string> => {
      await page.goto('/verify');
      await page.locator('form input[type=file]').setInputFiles({
        name: 'sheet.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from(bytes),
      });
      await page.locator('form:has(input[type=file]) button').click();
      await page.waitForLoadState('load');
      return page.locator('main').innerText();
    };
    assert.match(await upload(sheet), /登记真实/);
    const forged = Uint8Array.from(sheet);
    forged[Math.floor(forged.length / 2)] = (forged[Math.floor(forged.length / 2)] ?? 0) ^ 1;
    assert.match(await upload(forged), /不能确认真实[\s\S]*签名后内容被改动/);
    await visitor.close();
  });

  it('期限计算：2026年2月13日起10个工作日为3月5日', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/deadline?from=2026-02-13&length=10&unit=workingDay&jurisdiction=beijing');
    assert.match(await page.locator('main').innerText(), /2026年3月5日/);
    await visitor.close();
  });
});

const PAGES = (code: string): string[] => [
  '/',
  '/registrations',
  `/registrations/${encodeURIComponent(code)}`,
  `/registrations/${encodeURIComponent(code)}?version=1`,
  `/registrations/${encodeURIComponent(code)}?on=2000-01-01`,
  '/notices',
  '/notices?view=calendar',
  '/verify',
  `/verify?code=${encodeURIComponent(code)}`,
  '/deadline',
  '/deadline?from=2026-09-24&length=10&unit=workingDay&jurisdiction=beijing',
  '/deadline?way=back&from=2027-01-10&length=10',
  '/procedures',
  '/procedures/reg.first',
  '/law',
  '/law/BJ-REG',
  '/law/articles/BJ-REG-11',
  '/law/compare?a=beijing&b=chongqing',
  '/law/compare?a=beijing&b=chongqing&all=1',
  '/lapses',
  '/deposit',
  '/services',
  '/supervision',
  '/national',
  '/help',
  '/signin',
];
