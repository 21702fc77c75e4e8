import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { AxeBuilder } from '@axe-core/playwright';
import packed from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { httpApp } from '../src/http/app.ts';
import { openServices } from '../src/http/open-services.ts';
import { readSettings } from '../src/app/settings.ts';
import { orThrow } from '../src/base/refusal.ts';

/** A browser out of a package, with our own arguments: its default ones crash on the second page. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
];

export interface Stage {
  readonly url: string;
  readonly browser: Browser;
  /** A new visitor: own cookies, language and width. */
  visitor(options?: {
    language?: 'zh-CN' | 'en-GB';
    width?: number;
    height?: number;
  }): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** A fresh demonstration served on a loopback port, and a real browser to visit it with. */
export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'shuji-stage-'));
  const env = { SHUJI_MODE: 'demo', DATA_DIR: join(folder, 'data'), PORT: '0' };
  const opened = await openServices(orThrow(readSettings(env)));
  const server = serve({ fetch: httpApp(opened.services).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  const url = `http://127.0.0.1:${address.port}`;
  opened.listeningAt(url);
  const browser = await launch(folder);
  return {
    url,
    browser,
    visitor: ({ language = 'zh-CN', width = 1280, height = 900 } = {}) =>
      browser.newContext({ locale: language, viewport: { width, height }, baseURL: url }),
    async close() {
      await browser.close();
      server.close();
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the packed browser; where the machine lacks the libraries it needs, with the ones that are
 *  packed beside it (they are unpacked only when the package believes to be in its usual home). */
async function launch(folder: string): Promise<Browser> {
  const env = { ...process.env, XDG_DATA_HOME: fontsIn(folder) };
  try {
    return await chromium.launch({
      executablePath: await packed.executablePath(),
      args: ARGUMENTS,
      env,
    });
  } catch (error) {
    if (!/shared libraries/.test(String(error))) throw error;
    const home = { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
    const unpack = "import('@sparticuz/chromium').then((m) => m.default.executablePath())";
    spawnSync(process.execPath, ['--input-type=module', '-e', unpack], {
      env: { ...process.env, ...home },
    });
    const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
    return chromium.launch({
      executablePath: join(folder, 'chromium'),
      args: ARGUMENTS,
      env: { ...env, ...libraries },
    });
  }
}

/** The committed CJK font, where the browser's font configuration looks for a user's own. */
function fontsIn(folder: string): string {
  const fonts = join(folder, 'share', 'fonts');
  mkdirSync(fonts, { recursive: true });
  cpSync(fileURLToPath(new URL('../src/app/fonts/', import.meta.url)), fonts, { recursive: true });
  return join(folder, 'share');
}

/** What an accessibility checker finds wrong on a page, as "rule: selector" lines. */
export async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    // The select component keeps an off-screen listbox whose name a page cannot set; the field
    // itself, which is what a reader lands on, is labelled and checked.
    .exclude('.ant-select-dropdown')
    .analyze();
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}`));
}

/** Whether a page scrolls sideways at its present width. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
  );
