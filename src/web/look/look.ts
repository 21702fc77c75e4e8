import { dark, light, plainDark, plainLight, type Palette } from './palettes.ts';

/** How a reader wants pages to look: by their system or fixed; and 适老化, the one switch for large
 *  text, high contrast and a simple layout (GB/T 37668, the 2021 guide for government sites). */
export interface Look {
  readonly scheme: 'auto' | 'light' | 'dark';
  readonly elder: boolean;
}

/** The cookie that keeps it; the portal's server and the workbench's script read the same one. */
export const LOOK_COOKIE = 'shuji_look';

export const plainLook: Look = { scheme: 'auto', elder: false };

/** Reads what a cookie or an address says: `auto`, `light`, `dark`, each with `.elder` behind it or not. */
export function readLook(said: string | undefined): Look | undefined {
  const found = /^(auto|light|dark)(\.elder)?$/.exec(said ?? '');
  if (!found) return undefined;
  return { scheme: found[1] as Look['scheme'], elder: found[2] !== undefined };
}

export const writeLook = ({ scheme, elder }: Look): string => `${scheme}${elder ? '.elder' : ''}`;

/** The palette of a look on a system that is dark or not. */
export function paletteOf({ scheme, elder }: Look, systemIsDark: boolean): Palette {
  const isDark = scheme === 'dark' || (scheme === 'auto' && systemIsDark);
  if (elder) return isDark ? plainDark : plainLight;
  return isDark ? dark : light;
}
