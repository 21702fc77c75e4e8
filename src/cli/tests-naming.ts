import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
let tests: { name: string; source: string }[] | undefined;

/** The test files that name an article, or an act that carries it out. */
export function testsNaming(article: string, acts: readonly string[]): string[] {
  tests ??= ['src', 'test'].flatMap(readTests);
  return tests
    .filter(
      ({ source }) =>
        source.includes(`'${article}'`) || acts.some((a) => source.includes(`'${a}'`)),
    )
    .map((t) => t.name);
}

function readTests(folder: string): { name: string; source: string }[] {
  if (!existsSync(`${ROOT}${folder}`)) return [];
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .map((file) => ({
      name: basename(file),
      source: readFileSync(`${ROOT}${folder}/${file}`, 'utf8'),
    }));
}
