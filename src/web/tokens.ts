/** One palette for the portal and the workbench. Every text colour keeps WCAG AA (4.5 : 1) on the
 *  grounds it is used on; the test beside computes it. */
export interface Palette {
  readonly ground: string;
  readonly surface: string;
  readonly sunken: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  /** Edges of things one can use: 3 : 1 against the ground. */
  readonly edge: string;
  readonly primary: string;
  readonly onPrimary: string;
  readonly tint: string;
  readonly seal: string;
  readonly sealTint: string;
  readonly good: string;
  readonly goodTint: string;
  readonly warn: string;
  readonly warnTint: string;
}

export const light: Palette = {
  ground: '#faf9f6',
  surface: '#ffffff',
  sunken: '#f1efe9',
  ink: '#1c2329',
  quiet: '#545f69',
  line: '#ddd9cf',
  edge: '#7d868e',
  primary: '#174f7d',
  onPrimary: '#ffffff',
  tint: '#e2ecf5',
  seal: '#9d2b1e',
  sealTint: '#fbe9e5',
  good: '#17613c',
  goodTint: '#e1f1e7',
  warn: '#7a4d00',
  warnTint: '#fbf0d6',
};

export const dark: Palette = {
  ground: '#14191d',
  surface: '#1b2227',
  sunken: '#232b31',
  ink: '#e7e9ea',
  quiet: '#a9b3bb',
  line: '#36414a',
  edge: '#7f8b95',
  primary: '#8fbfea',
  onPrimary: '#0c1e2e',
  tint: '#20374a',
  seal: '#f49a8a',
  sealTint: '#43241f',
  good: '#86d3a8',
  goodTint: '#1c3a2a',
  warn: '#e8bf6a',
  warnTint: '#3b3018',
};

/** In rem, by name: half, one, … of the base step of 0.5 rem. */
export const spaces = { s1: 0.25, s2: 0.5, s3: 1, s4: 1.5, s5: 2.5 } as const;

/** In pixels. */
export const radii = { small: 4, large: 10 } as const;

/** Fonts of the system only: nothing is fetched. */
export const fonts = {
  sans: "system-ui,-apple-system,'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif",
  serif:
    "'Songti SC','Noto Serif CJK SC','Noto Serif SC','Source Han Serif SC',STSong,SimSun,Georgia,serif",
  mono: "ui-monospace,SFMono-Regular,Consolas,'Liberation Mono',monospace",
} as const;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

const declared = (values: object, prefix: string, unit: string): string =>
  Object.entries(values)
    .map(([name, value]) => `--${prefix}${kebab(name)}:${value}${unit};`)
    .join('');

/** The tokens as CSS custom properties: light, and dark where the reader prefers it. */
export function cssVariables(): string {
  const fixed = `${declared(spaces, '', 'rem')}${declared(radii, 'radius-', 'px')}${declared(fonts, '', '')}`;
  const night = `@media (prefers-color-scheme:dark){:root{color-scheme:dark;${declared(dark, '', '')}}}`;
  return `:root{color-scheme:light;${declared(light, '', '')}${fixed}}\n@media screen{${night}}\n`;
}
