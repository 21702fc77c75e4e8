import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Folders that are made, not written. */
const MADE = /(?:^|\/)(?:node_modules|dist|data|\.cache|\.git)(?:\/|$)/;

/** Every file under a folder of the repository, as paths from its root, in order. */
export function filesUnder(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').slice(ROOT.length))
    .map((path) => posix.normalize(path))
    .filter((path) => !MADE.test(path.replace(/^test\/data\//, 'test/')))
    .toSorted();
}

export const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

export const isCode = (path: string): boolean => /\.(?:ts|tsx|mjs)$/.test(path);

export const isTest = (path: string): boolean =>
  /\.(?:test|fixtures)\.tsx?$/.test(path) || path.startsWith('test/');

/** One import or re-export of a source file. */
export interface Import {
  readonly from: string;
  /** The file it leads to, or the package's name. */
  readonly to: string;
  readonly onlyType: boolean;
  readonly reexport: boolean;
}

const STATEMENT = /^(import|export)(\s+type)?\b([^;'"]*?)\bfrom\s+['"]([^'"]+)['"]/gm;
const EFFECT = /^import\s+['"]([^'"]+)['"]/gm;
const LATER = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** What a file imports, with relative paths resolved against the repository. */
export function importsOf(path: string): Import[] {
  const source = read(path);
  const to = (given: string): string =>
    given.startsWith('.') ? posix.join(posix.dirname(path), given) : given;
  const found = [...source.matchAll(STATEMENT)].map(([, word, type, names = '', target = '']) => ({
    from: path,
    to: to(target),
    onlyType: type !== undefined || /^\s*\{(?:\s*type\s[^,}]*,?)+\s*\}\s*$/.test(names),
    reexport: word === 'export',
  }));
  const bare = [...source.matchAll(EFFECT), ...source.matchAll(LATER)].map(([, target = '']) => ({
    from: path,
    to: to(target),
    onlyType: false,
    reexport: false,
  }));
  return [...found, ...bare];
}
