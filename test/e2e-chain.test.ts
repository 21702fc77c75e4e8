import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { create, toBuffer } from 'qrcode';
import { demoClient, overNetwork } from '../src/cli/demo-client.ts';
import { playStory } from '../src/cli/demo-story.ts';
import { axe, openStage, overflows, type Stage } from './browser.ts';

const none = { size: 0, get: () => 0 };

/** Ten frames for the browser's pretended camera: a QR code, or an empty table. */
function filmOf(said: string | null): Buffer {
  const modules = said === null ? none : create(said, { errorCorrectionLevel: 'M' }).modules;
  const [width, height, side] = [640, 480, 9];
  const grey = Buffer.alloc(width * height, 200);
  for (let row = 0; row < modules.size * side; row += 1) {
    for (let column = 0; column < modules.size * side; column += 1) {
      const dark = modules.get(Math.floor(row / side), Math.floor(column / side)) === 1;
      if (dark) grey[(row + 40) * width + column + 100] = 20;
    }
  }
  const frame = Buffer.concat([
    Buffer.from('FRAME\n'),
    grey,
    Buffer.alloc((width * height) / 2, 128),
  ]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, ...Array.from({ length: 10 }, () => frame)]);
}

interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The pages of the log and the check in the browser, as a visitor meets them. */
describe('目录链与浏览器核验', () => {
  let stage: Stage;
  let folder = '';
  let size = 0;
  let code = '';
  const files = new Map<string, Uint8Array>();
  const fetched = async (path: string): Promise<Uint8Array> =>
    new Uint8Array(await (await fetch(`${stage.url}${path}`)).arrayBuffer());
  const file = (name: string): GivenFile => ({ name, bytes: files.get(name) ?? assert.fail(name) });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shuji-offline-'));
    stage = await openStage({ camera: join(folder, 'camera.y4m') });
    const client = demoClient(overNetwork(stage.url));
    await playStory(client, 'beijing', () => undefined);
    const holder = await client.as('bj-min-zheng');
    const { items } = await holder.get<{ items: { id: string }[] }>(
      '/api/cases?which=all&procedure=reg.first',
    );
    const path = `/api/cases/${items[0]?.id}`;
    const one = await holder.get<{ state: { result: { code: string } } }>(path);
    ({ code } = one.state.result);
    size = await witnessedSize();
    for (const name of ['sheet', 'credential', 'export', 'archive']) {
      files.set(name, await holder.bytes(`${path}/${name}`));
    }
    for (const name of ['sha256.tlog-proof', 'sm3.tlog-proof', 'entry.json']) {
      files.set(name, await fetched(`/chain/${size - 1}/${name}`));
    }
  });
  after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Waits until the witnesses have caught up: entries under the newest witnessed head. */
  async function witnessedSize(): Promise<number> {
    const lengthOf = async (path: string): Promise<string | undefined> =>
      Buffer.from(await fetched(path))
        .toString('utf8')
        .split('\n')[1];
    for (let tries = 0; tries < 100; tries += 1) {
      const all = ['checkpoint', 'witnessed', 'sm3/checkpoint', 'sm3/witnessed'];
      const [first, ...rest] = await Promise.all(all.map((name) => lengthOf(`/log/${name}`)));
      if (Number(first) > 30 && rest.every((one) => one === first)) return Number(first);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return assert.fail('the witnesses did not catch up');
  }

  /** What the page says of these files: the answers, then everything. */
  async function checked(page: Page, given: readonly GivenFile[]): Promise<readonly string[]> {
    const mimeType = 'application/octet-stream';
    await page.locator('[data-reports]').evaluate((reports) => reports.replaceChildren());
    await page
      .locator('#check-files')
      .setInputFiles(
        given.map(({ name, bytes }) => ({ name, mimeType, buffer: Buffer.from(bytes) })),
      );
    await page.locator('[data-reports] .result').first().waitFor();
    return page.locator('[data-reports] .result').allInnerTexts();
  }

  const flip = ({ name, bytes }: GivenFile, at: number): GivenFile => ({
    name,
    bytes: Uint8Array.from(bytes).with(at, (bytes[at] ?? 0) ^ 1),
  });

  // The other language at each width is asked of every page in e2e-looks.
  for (const [language, width] of [
    ['zh-CN', 360],
    ['en-GB', 1280],
  ] as const) {
    it(`各页无障碍检查无问题，不横向滚动（${language}，${width}像素）`, async () => {
      const visitor = await stage.visitor({ language, width });
      const page = await visitor.newPage();
      const lang = language === 'en-GB' ? 'en' : 'zh';
      const paths = [
        '/chain',
        `/chain?before=${size - 5}`,
        '/chain/0',
        `/chain/${size - 1}`,
        '/verify',
        `/registrations/${encodeURIComponent(code)}`,
      ];
      for (const path of paths) {
        await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        assert.deepEqual(await axe(page), [], path);
        assert.equal(await overflows(page), false, `${path} scrolls sideways`);
        assert.equal(await page.locator('h1').count(), 1, `${path} has one heading`);
      }
      await page.goto(`/verify?lang=${lang}`);
      await checked(page, [file('sheet'), file('export')]);
      for (const more of await page.locator('[data-verifier] summary').all()) await more.click();
      assert.deepEqual(await axe(page), [], 'the reports');
      assert.equal(await overflows(page), false, 'the reports scroll sideways');
      await visitor.close();
    });
  }

  it('目录链页：最新的记录在前，赋码一步从登记条目走得到', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/chain');
    const shown = await page.locator('main').innerText();
    assert.match(shown, new RegExp(`${size}\\s*条已入链`));
    assert.match(shown, /demo-witness-a\.invalid\s*演示见证，不独立/);
    await page.goto(`/registrations/${encodeURIComponent(code)}`);
    await page.getByRole('link', { name: /号记录/ }).click();
    assert.match(await page.locator('h1').innerText(), /赋码/);
    await visitor.close();
  });

  it('浏览器核对：四种文件都核对无误，期间没有发出任何请求', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/verify');
    // The part that reads PDFs comes from this site when it is first needed; nothing goes out after.
    await checked(page, [file('sheet')]);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const given of [
      [file('sheet')],
      [file('credential')],
      [file('export')],
      [file('sha256.tlog-proof')],
      [file('sm3.tlog-proof'), file('entry.json')],
    ]) {
      const [report = '', ...more] = await checked(page, given);
      assert.equal(more.length, 0);
      assert.match(report, /核对无误/);
      assert.match(report, /演示见证，不独立/);
      assert.doesNotMatch(report, /不通过/);
    }
    assert.deepEqual(asked, []);
    await visitor.close();
  });

  it('改动一处就不通过；粘贴的检查点也能核对，读不懂的信任策略不采用', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/verify');
    for (const name of ['sheet', 'credential', 'export', 'archive', 'sha256.tlog-proof']) {
      const given = file(name);
      const [report = ''] = await checked(page, [flip(given, 300)]);
      assert.doesNotMatch(report, /核对无误/, name);
    }
    await page.goto('/verify');
    const note = Buffer.from(await fetched('/log/checkpoint')).toString('utf8');
    await page.getByText('没有文件，只有文字').click();
    await page.locator('#check-paste').fill(note);
    await page.locator('[data-check]').click();
    await page.getByText('核对无误').waitFor();
    await page.getByText('这里信任的是谁').click();
    await page.locator('#check-policy').fill('quorum none\nlog nonsense');
    await page.getByRole('button', { name: '采用' }).click();
    await page.getByText('策略第 2 行读不懂').waitFor();
    await visitor.close();
  });

  it('四项结论：确认单每项一个标记、一句话、细节可展开，画出连到根的路径；改过的说改在哪里', async () => {
    const visitor = await stage.visitor({ width: 360 });
    const page = await visitor.newPage();
    await page.goto('/verify');
    await checked(page, [file('sheet')]);
    const items = page.locator('[data-reports] .checklist > li');
    assert.deepEqual(
      (await items.locator('b').allInnerTexts()).map((one) => one.trim()),
      ['签名', '收录', '见证', '时间戳'],
    );
    assert.deepEqual(await items.locator('.chip').allInnerTexts(), [
      '是',
      '是',
      '是，但要留意',
      '是，但要留意',
    ]);
    for (const more of await page.locator('[data-reports] summary').all()) await more.click();
    assert.equal(await page.locator('[data-reports] svg.tree').count(), 2);
    assert.deepEqual(await axe(page), []);
    assert.equal(await overflows(page), false);
    await page.getByRole('link', { name: '凭登记码查它的现状' }).click();
    await page.getByRole('heading', { name: '真实有效' }).waitFor();
    assert.match(await page.locator('.checklist').innerText(), /登记结果是目录链上的第 \d+ 号记录/);
    await page.goto('/verify');
    const sheet = file('sheet');
    const added = { ...sheet, bytes: new Uint8Array([...sheet.bytes, 0x20]) };
    const [report = ''] = await checked(page, [added]);
    assert.match(report, /核对不通过\s+签名之后又增加了内容，从文件的第 \d+ 个字节往后/);
    await visitor.close();
  });

  it('存档放进浏览器核对；照片放错了地方的，说该放到哪里', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/verify');
    const [report = ''] = await checked(page, [file('archive')]);
    assert.match(report, /事项存档[\s\S]*核对无误/);
    const picture = { name: 'qr.png', bytes: new Uint8Array(await toBuffer('x')) };
    assert.match((await checked(page, [picture]))[0] ?? '', /请在核验页“扫二维码”里选它/);
    await visitor.close();
  });

  /** A picture of a QR code, as a file for the page. */
  const pictured = async (said: string) => ({
    name: '照片.png',
    mimeType: 'image/png',
    buffer: await toBuffer(said, { scale: 6 }),
  });

  it('二维码照片：本站的直接给出结论；指向别处的只显示文字，不成链接，页面不走', async () => {
    const visitor = await stage.visitor({ width: 360 });
    const page = await visitor.newPage();
    await page.goto('/verify');
    const evil = `https://evil.example/verify?code=${code}\u202Efdp`;
    await page.locator('#qr-picture').setInputFiles(await pictured(evil));
    const says = page.locator('[data-scan-says]');
    await says.getByText('不是本站的').waitFor();
    assert.match(await says.innerText(), /evil\.example[^]*⟨U\+202E⟩/);
    assert.equal(await says.locator('a').count(), 0);
    assert.deepEqual(await axe(page), []);
    assert.equal(await overflows(page), false);
    const bomb = Buffer.from('89504e470d0a1a0a0000000d494844520000ea600000ea60', 'hex');
    const huge = {
      name: 'x.png',
      mimeType: 'image/png',
      buffer: Buffer.concat([bomb, Buffer.alloc(40)]),
    };
    await page.locator('#qr-picture').setInputFiles(huge);
    await says.getByText('图片太大').waitFor();
    await page
      .locator('#qr-picture')
      .setInputFiles(await pictured(`${stage.url}/verify?code=${code}`));
    await page.getByRole('heading', { name: '真实有效' }).waitFor();
    assert.equal(await page.locator('#typed-code').inputValue(), code);
    await visitor.close();
  });

  it('三千字的、带脚本的、控制字符和方向符的二维码：一句话说清，什么也不执行，页面不走', async () => {
    const visitor = await stage.visitor({ width: 360 });
    const page = await visitor.newPage();
    const moved: string[] = [];
    page.on('dialog', (dialog) => void (moved.push(dialog.message()), dialog.dismiss()));
    page.on('framenavigated', (frame) => void moved.push(frame.url()));
    await page.goto('/verify');
    const says = page.locator('[data-scan-says]');
    for (const [said, shown] of [
      ['数'.repeat(970), /数{100}/],
      ['<img src=x onerror=alert(1)><script>alert(2)</script>', /<script>alert\(2\)/],
      [`javascript:alert(3)//${code}`, /javascript:alert\(3\)/],
      ['data:text/html,<script>alert(4)</script>', /data:text/],
      ['\u0000\u001B[2J\u0007\r\n\u2066\u202Etxt.exe\u2069\u200B', /⟨U\+0000⟩[^]*⟨U\+202E⟩/],
      [`${stage.url}/signin?next=https://evil.example`, /signin/],
      [`${stage.url}/verify?code=${'9'.repeat(800)}`, /9{50}/],
    ] as const) {
      const picture = await toBuffer(said, { scale: 4, errorCorrectionLevel: 'L' });
      await page
        .locator('#qr-picture')
        .setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: picture });
      await says.getByText(/不是本站的|里面没有编码/).waitFor();
      await says.getByText(shown).waitFor();
      assert.equal(await says.locator('a, img, script').count(), 0);
      assert.equal(await overflows(page), false);
      await page.reload();
    }
    assert.deepEqual(new Set(moved), new Set([`${stage.url}/verify`]));
    await visitor.close();
  });

  it('拍得差的照片：斜、淡、虚、JPEG 压得狠，旁边还有别的码：也给出结论', async () => {
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    await page.goto('/verify');
    const codes = [`${stage.url}/verify?code=${code}`, 'https://evil.example/pay'];
    const drawn = await Promise.all(
      codes.map(async (one) => (await toBuffer(one)).toString('base64')),
    );
    await page.evaluate(async (pictures) => {
      const table = new OffscreenCanvas(3000, 2200);
      const context = table.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = '#6a5f55';
      context.fillRect(0, 0, 3000, 2200);
      context.filter = 'blur(1.6px) contrast(35%)';
      context.transform(0.9, 0.35, -0.42, 0.75, 1700, 300);
      for (const [nth, picture] of pictures.entries()) {
        const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes]));
        context.drawImage(image, 500 * nth, 0);
      }
      const photo = await table.convertToBlob({ type: 'image/jpeg', quality: 0.3 });
      const given = new DataTransfer();
      given.items.add(new File([photo], '照片.jpg', { type: 'image/jpeg' }));
      const field = document.querySelector<HTMLInputElement>('#qr-picture');
      if (!field) throw new Error('no field');
      field.files = given.files;
      field.dispatchEvent(new Event('change'));
    }, drawn);
    await page.getByRole('heading', { name: '真实有效' }).waitFor();
    await visitor.close();
  });

  it('摄像头：别的页面不准用；只用键盘打开、关闭；读出二维码即关，给出结论', async () => {
    writeFileSync(join(folder, 'camera.y4m'), filmOf(null));
    const visitor = await stage.visitor();
    const page = await visitor.newPage();
    const asked = () =>
      page.evaluate(async () =>
        navigator.mediaDevices.getUserMedia({ video: true }).then(
          () => 'opened',
          (error: Error) => error.name,
        ),
      );
    for (const path of ['/', '/chain', '/workbench/']) {
      await page.goto(path);
      assert.equal(await asked(), 'NotAllowedError', path);
    }
    await page.goto('/verify');
    await page.getByRole('button', { name: '打开摄像头' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('摄像头已打开').waitFor();
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press('Enter');
    await page.getByText('摄像头已关闭').waitFor();
    assert.equal(await page.locator('[data-video]').isVisible(), false);
    writeFileSync(join(folder, 'camera.y4m'), filmOf(`${stage.url}/verify?code=${code}`));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '真实有效' }).waitFor();
    await visitor.close();
  });

  it('离线核验网页：存在磁盘上，断网打开，中英文都能核对', async () => {
    for (const [lang, holds] of [
      ['zh', /核对无误/],
      ['en', /Checked: it holds/],
    ] as const) {
      const saved = join(folder, `shuji-verify-${lang}.html`);
      writeFileSync(saved, await fetched(`/verify/offline.html?lang=${lang}`));
      const visitor = await stage.visitor({ width: 360 });
      await visitor.setOffline(true);
      const page = await visitor.newPage();
      const errors: string[] = [];
      const asked: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(pathToFileURL(saved).href);
      for (const name of ['sheet', 'credential', 'export', 'sm3.tlog-proof']) {
        const [report = ''] = await checked(page, [file(name)]);
        assert.match(report, holds, name);
      }
      for (const more of await page.locator('[data-reports] summary').all()) await more.click();
      await page
        .locator(`[data-reports] svg[aria-label*="${size - 1}"]`)
        .first()
        .waitFor();
      assert.deepEqual(await axe(page), []);
      assert.equal(await overflows(page), false);
      assert.deepEqual(errors, []);
      assert.equal(asked.length, 1, asked.join(' '));
      await visitor.close();
    }
  });
});
