import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paletteOf, readLook, writeLook } from './look.ts';
import { dark, light, plainDark, plainLight, type Palette } from './palettes.ts';
import { cssVariables } from './tokens.ts';

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const part = (at: number): number => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const grounds = ['ground', 'surface', 'sunken'] as const;
const inks = ['ink', 'quiet', 'primary', 'seal', 'good', 'warn'] as const;
const tinted = [
  ['ink', 'tint'],
  ['ink', 'sealTint'],
  ['ink', 'goodTint'],
  ['ink', 'warnTint'],
  ['quiet', 'warnTint'],
  ['primary', 'tint'],
  ['seal', 'sealTint'],
  ['good', 'goodTint'],
  ['warn', 'warnTint'],
  ['onPrimary', 'primary'],
  ['onSeal', 'seal'],
] as const;

for (const [name, palette, least] of [
  ['浅色', light, 4.5],
  ['深色', dark, 4.5],
  ['适老化浅色', plainLight, 7],
  ['适老化深色', plainDark, 7],
] as const satisfies readonly (readonly [string, Palette, number])[]) {
  test(`${name}：文字与底色的对比度不低于${least}比1`, () => {
    for (const ground of grounds) {
      for (const ink of inks) {
        const seen = contrast(palette[ink], palette[ground]);
        assert.ok(seen >= least, `${ink} on ${ground}: ${seen.toFixed(2)}`);
      }
    }
    for (const [ink, ground] of tinted) {
      const seen = contrast(palette[ink], palette[ground]);
      assert.ok(seen >= least, `${ink} on ${ground}: ${seen.toFixed(2)}`);
    }
  });

  test(`${name}：输入框边线与底色的对比度不低于3比1`, () => {
    for (const ground of grounds) {
      const seen = contrast(palette.edge, palette[ground]);
      assert.ok(seen >= 3, `edge on ${ground}: ${seen.toFixed(2)}`);
    }
  });
}

test('设计变量写成样式变量，深浅两套都在', () => {
  const css = cssVariables();
  assert.match(css, /--on-primary:#ffffff;/);
  assert.match(css, /prefers-color-scheme:dark.*--ground:#14191d;/s);
  assert.match(css, /--s3:1rem;/);
  assert.match(css, /--t-lead:1.1rem;.*--lift-1:/s);
});

test('界面选择写进凭据又读出来，写错的不认', () => {
  for (const scheme of ['auto', 'light', 'dark'] as const)
    for (const elder of [true, false])
      assert.deepEqual(readLook(writeLook({ scheme, elder })), { scheme, elder });
  for (const wrong of [undefined, '', 'elder', 'auto.', 'dark.elder;x', 'AUTO'])
    assert.equal(readLook(wrong), undefined);
});

test('适老化与深浅各自独立：选定的不随系统变', () => {
  assert.equal(paletteOf({ scheme: 'light', elder: false }, true), light);
  assert.equal(paletteOf({ scheme: 'auto', elder: false }, true), dark);
  assert.equal(paletteOf({ scheme: 'auto', elder: true }, true), plainDark);
  assert.equal(paletteOf({ scheme: 'light', elder: true }, true), plainLight);
});
