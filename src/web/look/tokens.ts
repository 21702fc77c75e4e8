import { dark, light, plainDark, plainLight, type Palette } from './palettes.ts';

/** In rem, by name: steps of 0.5 rem and halves of it. */
export const spaces = { s1: 0.25, s2: 0.5, s3: 1, s4: 1.5, s5: 2.5 } as const;

/** Sizes of type in rem; Chinese needs fewer steps and more air between them than Latin. */
export const sizes = { small: 0.9, base: 1, lead: 1.1, h3: 1.05, h2: 1.3, h1: 2 } as const;

/** In pixels. */
export const radii = { small: 4, large: 10 } as const;

/** Fonts of the system only: nothing is fetched. */
export const fonts = {
  sans: "system-ui,-apple-system,'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif",
  serif:
    "'Songti SC','Noto Serif CJK SC','Noto Serif SC','Source Han Serif SC',STSong,SimSun,Georgia,serif",
  mono: "ui-monospace,SFMono-Regular,Consolas,'Liberation Mono',monospace",
} as const;

const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`).replace(/^(lift)(\d)$/, '$1-$2');

const declared = (values: object, prefix: string, unit: string): string =>
  Object.entries(values)
    .map(([name, value]) => `--${prefix}${kebab(name)}:${value}${unit};`)
    .join('');

const colours = (scheme: 'light' | 'dark', palette: Palette): string =>
  `{color-scheme:${scheme};${declared(palette, '', '')}}`;

/** A pair of palettes under a condition: by the reader's system, or as they chose (`data-scheme`). */
const pair = (root: string, day: Palette, night: Palette): string =>
  `${root}${colours('light', day)}` +
  `@media (prefers-color-scheme:dark){${root}:not([data-scheme=light])${colours('dark', night)}}` +
  `${root}[data-scheme=dark]${colours('dark', night)}`;

/** The tokens as CSS custom properties: light and dark; with more contrast for those whose system asks
 *  for it and for 适老化 (`data-elder`), which is larger too. Paper is always light. */
export function cssVariables(): string {
  const fixed = `${declared(spaces, '', 'rem')}${declared(sizes, 't-', 'rem')}${declared(radii, 'radius-', 'px')}${declared(fonts, '', '')}`;
  const screen =
    pair(':root', light, dark) +
    `@media (prefers-contrast:more){${pair(':root', plainLight, plainDark)}}` +
    pair(':root[data-elder]', plainLight, plainDark) +
    ':root[data-elder]{font-size:131.25%}@media (max-width:40rem){:root[data-elder]{font-size:118.75%}}';
  return `:root{${fixed}}${`:root${colours('light', light)}`}\n@media screen{${screen}}\n`;
}
