import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chapters } from '../src/web/workbench/tour/chapters.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

describe('演示里的五分钟导览', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  for (const [language, width, begin] of [
    ['zh-CN', 1280, '第一次来？五分钟走完一件登记'],
    ['en-GB', 360, 'First visit? A registration in five minutes'],
  ] as const) {
    it(`只按导览的按钮，从登录走到公众核验（${language}，${width}像素）`, async () => {
      const visitor = await stage.visitor({ language, width });
      const page = await visitor.newPage();
      const said = language === 'zh-CN' ? 'zh' : 'en';
      await page.goto('/workbench/');
      await page.getByRole('button', { name: begin }).click();
      const tour = page.locator('.tour');
      for (const [n, chapter] of chapters.entries()) {
        await tour.getByRole('heading', { name: chapter.title[said] }).waitFor();
        if (n === 0 || n === 5) assert.deepEqual(await axe(page), [], chapter.id);
        assert.equal(await overflows(page), false, `${chapter.id} scrolls sideways`);
        if (chapter.id === 'verify') break;
        await tour.getByRole('button', { name: new RegExp(`${chapter.button[said]}$`) }).click();
      }
      const verify = await tour.getByRole('link').getAttribute('href');
      await page.goto(`${verify}&lang=${said}`);
      await page
        .getByText(said === 'zh' ? '登记真实' : /genuine/i)
        .first()
        .waitFor();
      await page.goto('/workbench/');
      await tour.getByRole('button', { name: said === 'zh' ? '走完了' : 'Done' }).click();
      await tour.waitFor({ state: 'detached' });
      await visitor.close();
    });
  }
});
