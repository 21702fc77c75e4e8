import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cssVariables, dark, light, type Palette } from './tokens.ts';

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
] as const;

for (const [name, palette] of [
  ['浅色', light],
  ['深色', dark],
] as const satisfies readonly (readonly [string, Palette])[]) {
  test(`${name}：文字与底色的对比度不低于4.5比1`, () => {
    for (const ground of grounds) {
      for (const ink of inks) {
        const seen = contrast(palette[ink], palette[ground]);
        assert.ok(seen >= 4.5, `${ink} on ${ground}: ${seen.toFixed(2)}`);
      }
    }
    for (const [ink, ground] of tinted) {
      const seen = contrast(palette[ink], palette[ground]);
      assert.ok(seen >= 4.5, `${ink} on ${ground}: ${seen.toFixed(2)}`);
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
});
