import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** What a first visit loads, compressed, in bytes: the portal's own files, and what the workbench's
 *  first page names (its lazy routes come later, and what the PDF reader looks up now and then is in
 *  a folder of its own). */
export function benchWeight() {
  const portal = [
    ...files('../web/portal/styles', '.css'),
    ...files('../web/portal/islands', '.js'),
  ];
  const index = path('../../dist/workbench/index.html');
  const html = existsSync(index) ? readFileSync(index, 'utf8') : '';
  const named = [...html.matchAll(/(?:src|href)="\/workbench\/(assets\/[^"]+)"/g)].map(
    (m) => `../../dist/workbench/${m[1]}`,
  );
  return {
    portalAssetsGzip: sum(portal),
    workbenchFirstLoadGzip: html === '' ? null : gzipSync(html).length + sum(named),
    workbenchAllGzip: html === '' ? null : sum(files('../../dist/workbench/assets', '')),
    verifierGzip: verifier(),
    aimVerifierProofGzip: 20_000,
  };
}

/** The page that checks proofs in a browser: what a visit loads, all that checking a proof takes, what
 *  checking a sheet loads besides, and the one file that is saved to be used without a network. Null
 *  where it has not been built. */
function verifier() {
  const built = files('../../dist/verifier', '.js');
  if (built.length === 0) return null;
  const named = (...names: string[]): string[] =>
    built.filter((f) => names.some((name) => f.includes(`/${name}`)));
  const proof = withImports(named('page-', 'room-'));
  const sheet = [...withImports(named('check-sheet-'))].filter((file) => !proof.has(file));
  return {
    page: sum([...withImports(named('page-'))]),
    proof: sum([...proof]),
    sheet: sum(sheet),
    offline: sum(named('offline')),
  };
}

/** Files and all that they name at their head, and so on. */
function withImports(first: readonly string[]): Set<string> {
  const all = new Set(first);
  for (const file of all)
    for (const [, name] of readFileSync(path(file), 'utf8').matchAll(
      /(?:from|import)\s*["']\.\/([^"']+)["']/g,
    ))
      all.add(`${dirname(file)}/${name}`);
  return all;
}

function files(folder: string, ending: string): string[] {
  if (!existsSync(path(folder))) return [];
  return readdirSync(path(folder), { withFileTypes: true })
    .filter((one) => one.isFile() && one.name.endsWith(ending))
    .map(({ name }) => `${folder}/${name}`);
}

const sum = (relative: readonly string[]): number =>
  relative
    .filter((f) => existsSync(path(f)))
    .reduce((n, f) => n + gzipSync(readFileSync(path(f))).length, 0);
