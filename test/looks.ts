import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const KEPT = fileURLToPath(new URL('./looks/', import.meta.url));
const SEEN = fileURLToPath(new URL('../.cache/looks/', import.meta.url));

/** What is different in every run: moments, codes, digests. Its room stays, its letters go. */
const VOLATILE = 'time, code, .mono, .code, .volatile, .hash { visibility: hidden !important; }';

/** Pixels that may differ beyond the grain of the pictures, of ten thousand; more where digests are drawn in a
 *  picture, or lines of one moment stand in an order of chance. */
const MOST_OF_10000 = 30;
const RESTLESS: readonly (readonly [RegExp, number])[] = [
  [/^portal-chain-entry/, 200],
  [/^desk-inbox/, 500],
  [/^desk-admin/, 100],
];
const mostOf = (name: string): number =>
  RESTLESS.find(([page]) => page.test(name))?.[1] ?? MOST_OF_10000;

/** How a page compares with the picture of it that a person has looked at and accepted.
 *  `UPDATE_LOOKS=all`, or a part of a page's name, writes those pictures anew: look at each before committing it. */
export async function compareLook(page: Page, name: string): Promise<string | undefined> {
  await page.addStyleTag({ content: VOLATILE }).catch(() => undefined);
  const { width = 0 } = page.viewportSize() ?? {};
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const now = await page.screenshot({
    fullPage: true,
    // What a reader sees first, and a screen more; the rest repeats it.
    clip: { x: 0, y: 0, width, height: Math.min(height, 1800) },
    type: 'jpeg',
    quality: 55,
    animations: 'disabled',
    style: VOLATILE,
  });
  const file = `${KEPT}${name}.jpg`;
  const anew = process.env['UPDATE_LOOKS'];
  if (anew === 'all' || (anew && name.includes(anew))) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, now);
    return undefined;
  }
  const [verdict] = existsSync(file)
    ? [await differing(page, readFileSync(file), now, mostOf(name))]
    : ['there is no accepted picture'];
  if (verdict === undefined) return undefined;
  mkdirSync(SEEN, { recursive: true });
  writeFileSync(`${SEEN}${name}.jpg`, now);
  return `${name}: ${verdict}; see .cache/looks/${name}.jpg`;
}

/** The browser decodes both and counts pixels whose brightness is far apart. */
async function differing(
  page: Page,
  kept: Buffer,
  now: Buffer,
  most: number,
): Promise<string | undefined> {
  const blank = await page.context().newPage();
  const sources = [kept, now].map((b) => `data:image/jpeg;base64,${b.toString('base64')}`);
  const seen = await blank.evaluate(async (urls) => {
    const [a, b] = await Promise.all(
      urls.map(async (url) => createImageBitmap(await (await fetch(url)).blob())),
    );
    if (!a || !b) throw new Error('two pictures were given');
    if (a.width !== b.width || Math.abs(a.height - b.height) > 4)
      return `${a.width}×${a.height} became ${b.width}×${b.height}`;
    const height = Math.min(a.height, b.height);
    const pixels = [a, b].map((image) => {
      const canvas = new OffscreenCanvas(image.width, height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, height).data;
    });
    let far = 0;
    for (let at = 0; at < (pixels[0]?.length ?? 0); at += 4) {
      const shade = (p: Uint8ClampedArray | undefined): number =>
        0.3 * (p?.[at] ?? 0) + 0.6 * (p?.[at + 1] ?? 0) + 0.1 * (p?.[at + 2] ?? 0);
      if (Math.abs(shade(pixels[0]) - shade(pixels[1])) > 64) far += 1;
    }
    return (10_000 * far) / (a.width * height);
  }, sources);
  await blank.close();
  if (typeof seen === 'string') return seen;
  return seen > most ? `${seen.toFixed(0)} of 10,000 pixels differ` : undefined;
}

/** Text that is cut off by the box it stands in, as "selector: text" lines. */
export const cutText = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const cut: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      const hides = [style.overflowX, style.overflowY].some((o) => o === 'hidden' || o === 'clip');
      if (!hides || style.visibility === 'hidden' || element.closest('.hidden, [aria-hidden=true]'))
        continue;
      const own = [...element.childNodes].some(
        (n) => n.nodeType === Node.TEXT_NODE && (n.textContent ?? '').trim() !== '',
      );
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
      if (
        own &&
        clientWidth > 1 &&
        (scrollWidth > clientWidth + 2 || scrollHeight > clientHeight + 4)
      )
        cut.push(`${element.tagName}.${element.className}: ${element.innerText.slice(0, 40)}`);
    }
    return cut;
  });
