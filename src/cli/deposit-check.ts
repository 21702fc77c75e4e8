import { compareDeposit, type GivenDigest } from '../base/deposit-compare.ts';
import {
  MANIFEST_BYTES_MAX,
  PARTS,
  readManifest,
  type Manifest,
  type PartId,
} from '../base/deposit-manifest.ts';
import { digestAt, filesAt, partsIn, type Found } from './deposit-files.ts';
import { depositDigests, verdictLines } from './deposit-words.ts';
import { progress } from './progress.ts';
import { textAt } from './read-evidence.ts';

/** The manifest in a file; undefined, and said, where it is none. */
function manifestAt(path: string): Manifest | undefined {
  const manifest = readManifest(textAt(path, MANIFEST_BYTES_MAX));
  if (!manifest) console.log('不是存证清单，或已被改动 no manifest of a deposit, or altered');
  return manifest;
}

/** `shuji deposit digest`. */
export async function showDigest(args: readonly string[]): Promise<number | undefined> {
  const [path, ...more] = args;
  if (path === undefined || more.length > 0) return undefined;
  const manifest = manifestAt(path);
  if (manifest) console.log(JSON.stringify(depositDigests(manifest), undefined, 2));
  return manifest ? 0 : 1;
}

/** `shuji deposit check`: 0 equal, 1 not. A folder with the three parts is compared as the whole
 *  package; anything else file by file. */
export async function checkDeposit(args: readonly string[]): Promise<number | undefined> {
  const [path, ...paths] = args;
  if (path === undefined || paths.length === 0) return undefined;
  const manifest = manifestAt(path);
  if (!manifest) return 1;
  const [only, ...more] = paths;
  const parts = only === undefined || more.length > 0 ? undefined : partsIn(only);
  const found: readonly (Found & { readonly part?: PartId })[] = parts
    ? PARTS.flatMap((part) => filesAt(parts[part]).map((file) => ({ ...file, part })))
    : filesAt(paths);
  const line = progress();
  const given: GivenDigest[] = [];
  for (const file of found) {
    const digest = await digestAt(file, manifest.blockSize, () => line.show(file.name));
    given.push(file.part === undefined ? digest : { ...digest, part: file.part });
  }
  line.end();
  const { files, equal } = compareDeposit(manifest, given, { whole: parts !== undefined });
  console.log(equal ? '与存证相同 equal to the deposit' : '与存证不同 not equal to the deposit');
  for (const file of files) for (const said of verdictLines(file)) console.log(said);
  const { digest } = depositDigests(manifest);
  console.log(`清单摘要（应与存证记录一致）manifest, as deposited: ${digest}`);
  return equal ? 0 : 1;
}
