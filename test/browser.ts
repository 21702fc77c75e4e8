import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { AxeBuilder } from '@axe-core/playwright';
import packed from '@sparticuz/chromium';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from 'playwright-core';
import type { Pool } from 'pg';
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
  // Letters look the same on every machine: no hints of its own, no colour profile.
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

export interface Stage {
  readonly url: string;
  readonly browser: Browser;
  /** The stage's database, for what no door would plant. */
  readonly pool: Pool;
  /** A new visitor: own cookies, language and width. */
  visitor(options?: {
    language?: 'zh-CN' | 'en-GB';
    width?: number;
    height?: number;
    scheme?: 'light' | 'dark';
    /** How many pixels of the picture to one of the page. */
    scale?: number;
  }): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** A fresh demonstration served on a loopback port, and a real browser to visit it with. `camera`: the
 *  file (y4m) that the browser's pretended camera shows; it is read when a page opens the camera. */
export async function openStage({ camera }: { camera?: string } = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'shuji-stage-'));
  const env = { SHUJI_MODE: 'demo', DATA_DIR: join(folder, 'data'), PORT: '0' };
  const opened = await openServices(orThrow(readSettings(env)));
  const server = serve({ fetch: httpApp(opened.services).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  const url = `http://127.0.0.1:${address.port}`;
  opened.listeningAt(url);
  const browser = await launch(folder, camera === undefined ? [] : pretended(camera));
  return {
    url,
    browser,
    pool: opened.services.house.pool,
    visitor: ({
      language = 'zh-CN',
      width = 1280,
      height = 900,
      scheme = 'light',
      scale = 1,
    } = {}) =>
      browser.newContext({
        locale: language,
        viewport: { width, height },
        baseURL: url,
        colorScheme: scheme,
        deviceScaleFactor: scale,
        // A list that is still sliding to its place is no longer, when the button is let go, where it
        // was when it was pressed. People aim slower than that.
        reducedMotion: 'reduce',
      }),
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
async function launch(folder: string, more: readonly string[]): Promise<Browser> {
  const args = [...ARGUMENTS, ...more];
  const env = { ...process.env, FONTCONFIG_FILE: fontsIn(folder) };
  try {
    return await chromium.launch({
      executablePath: await packed.executablePath(),
      args,
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
      args,
      env: { ...env, ...libraries },
    });
  }
}

const pretended = (camera: string): readonly string[] => [
  '--use-fake-device-for-media-stream',
  // Whoever is asked says yes; without it this browser knows no camera at all.
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${camera}`,
];

/** The committed fonts and no others, so that a page takes the same room on every machine. */
function fontsIn(folder: string): string {
  const fonts = fileURLToPath(new URL('../src/app/papers/fonts/', import.meta.url));
  const file = join(folder, 'fonts.conf');
  const cache = join(folder, 'font-cache');
  writeFileSync(file, `<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>`);
  return file;
}

/** Until nothing on a page is on its way: a button that still loads, or fades back to its colours,
 *  has for a moment a contrast that it has for nobody who reads it. */
const atRest = (page: Page) =>
  page.waitForFunction(
    () =>
      document.querySelector('.ant-btn-loading') === null &&
      document
        .getAnimations()
        .every((moving) => moving.effect?.getComputedTiming().endTime === Infinity),
  );

/** What an accessibility checker finds wrong on a page at rest, as "rule: selector" lines. */
export async function axe(page: Page): Promise<string[]> {
  await atRest(page);
  const { violations } = await new AxeBuilder({ page })
    // No page shows a frame of another origin; looking for some takes as long as all the rest.
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // The select component keeps an off-screen listbox whose name a page cannot set; the field
    // itself, which is what a reader lands on, is labelled and checked.
    .exclude('.ant-select-dropdown')
    .analyze();
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}`));
}

/** Until a field holds these words: a form stands before what was typed into it has been read. */
export async function holds(field: Locator, words: string): Promise<void> {
  await field.waitFor();
  for (let tries = 0; tries < 200 && (await field.inputValue()) !== words; tries += 1)
    await field.page().waitForTimeout(50);
  assert.equal(await field.inputValue(), words);
}

/** Whether a page scrolls sideways at its present width. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
  );
