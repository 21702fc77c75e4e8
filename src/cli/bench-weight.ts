import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** What a first visit loads, compressed, in bytes: the portal's own files, and what the workbench's
 *  first page names (its lazy routes come later). */
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
    aimVerifierPageGzip: 20_000,
  };
}

/** The page that checks proofs in a browser: what a visit loads, what checking a sheet loads besides, and
 *  the one file that is saved to be used without a network. Null where it has not been built. */
function verifier() {
  const built = files('../../dist/verifier', '.js');
  if (built.length === 0) return null;
  const named = (name: string): number => sum(built.filter((f) => f.includes(`/${name}`)));
  return { page: named('page-'), sheet: named('check-sheet-'), offline: named('offline') };
}

function files(folder: string, ending: string): string[] {
  if (!existsSync(path(folder))) return [];
  return readdirSync(path(folder))
    .filter((f) => f.endsWith(ending))
    .map((f) => `${folder}/${f}`);
}

const sum = (relative: readonly string[]): number =>
  relative
    .filter((f) => existsSync(path(f)))
    .reduce((n, f) => n + gzipSync(readFileSync(path(f))).length, 0);
