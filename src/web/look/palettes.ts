/** One palette for the portal and the workbench: paper, ink, and the red of a seal. */
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
  readonly onSeal: string;
  readonly sealTint: string;
  readonly good: string;
  readonly goodTint: string;
  readonly warn: string;
  readonly warnTint: string;
  /** Elevation: what lies on the page, and what floats above it. */
  readonly lift1: string;
  readonly lift2: string;
}

/** Text colours keep WCAG AA (4.5 : 1) on the grounds they are used on. */
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
  onSeal: '#ffffff',
  sealTint: '#fbe9e5',
  good: '#17613c',
  goodTint: '#e1f1e7',
  warn: '#7a4d00',
  warnTint: '#fbf0d6',
  lift1: '0 1px 2px rgb(40 34 20/.06)',
  lift2: '0 4px 18px rgb(40 34 20/.14)',
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
  onSeal: '#2a0d08',
  sealTint: '#43241f',
  good: '#86d3a8',
  goodTint: '#1c3a2a',
  warn: '#e8bf6a',
  warnTint: '#3b3018',
  lift1: '0 1px 2px rgb(0 0 0/.3)',
  lift2: '0 4px 18px rgb(0 0 0/.5)',
};

/** For 适老化 and for readers who ask their system for more contrast: AAA (7 : 1), plain edges, no shade. */
export const plainLight: Palette = {
  ground: '#ffffff',
  surface: '#ffffff',
  sunken: '#f2f2f0',
  ink: '#000000',
  quiet: '#30373d',
  line: '#6d747a',
  edge: '#30373d',
  primary: '#063a66',
  onPrimary: '#ffffff',
  tint: '#e6eff8',
  seal: '#7d1409',
  onSeal: '#ffffff',
  sealTint: '#fdeeeb',
  good: '#084827',
  goodTint: '#e6f4ec',
  warn: '#553400',
  warnTint: '#fdf4de',
  lift1: 'none',
  lift2: 'none',
};

export const plainDark: Palette = {
  ground: '#000000',
  surface: '#0b0f12',
  sunken: '#161c20',
  ink: '#ffffff',
  quiet: '#d3dadf',
  line: '#8a949c',
  edge: '#d3dadf',
  primary: '#b5d8f8',
  onPrimary: '#04121e',
  tint: '#0d2439',
  seal: '#ffc0b4',
  onSeal: '#2a0d08',
  sealTint: '#33120d',
  good: '#a8e8c3',
  goodTint: '#0b2a1a',
  warn: '#ffd98a',
  warnTint: '#2b210a',
  lift1: 'none',
  lift2: 'none',
};
