import { PARTS, type FileDigest, type Manifest, type PartId } from './deposit-manifest.ts';

/** A file to be compared with a deposit; without a part it may belong to any. */
export interface GivenDigest extends FileDigest {
  readonly part?: PartId;
}

/** Bytes from the first to before the last, counted from 0. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

export type Verdict =
  | { readonly is: 'equal' }
  /** Where the given file differs from the deposited one; nothing outside these ranges does. */
  | { readonly is: 'altered'; readonly ranges: readonly ByteRange[]; readonly deposited: number }
  /** The same content stands in the deposit under another name or in another part. */
  | { readonly is: 'renamed'; readonly from: string; readonly fromPart: PartId }
  /** Nothing in the deposit has this name or this content. */
  | { readonly is: 'unknown' }
  /** Deposited, and not among what was given. */
  | { readonly is: 'missing' };

export type FileVerdict = Verdict & {
  readonly name: string;
  readonly part: PartId | null;
  /** Bytes: of the given file, or of the deposited one where it is missing. */
  readonly size: number;
};

export interface Comparison {
  readonly files: readonly FileVerdict[];
  /** Every given file is as deposited; where the whole package was given, nothing is missing. */
  readonly equal: boolean;
}

interface Deposited {
  readonly part: PartId;
  readonly file: FileDigest;
}

const same = (a: FileDigest, b: FileDigest): boolean =>
  a.size === b.size && a.sha256 === b.sha256 && a.sm3 === b.sm3;

/** Where two files differ, block by block; neighbours are told as one range. What one has beyond the
 *  end of the other is altered too. */
export function alteredRanges(was: FileDigest, is: FileDigest, blockSize: number): ByteRange[] {
  const size = Math.max(was.size, is.size);
  const ranges: { from: number; to: number }[] = [];
  for (let at = 0; at < Math.max(was.blocks.length, is.blocks.length); at += 1) {
    if (was.blocks[at] === is.blocks[at]) continue;
    const [from, to] = [at * blockSize, Math.min((at + 1) * blockSize, size)];
    const last = ranges.at(-1);
    if (last?.to === from) last.to = to;
    else ranges.push({ from, to });
  }
  // A whole that differs while no block does: the list itself contradicts itself.
  return ranges.length > 0 ? ranges : [{ from: 0, to: size }];
}

const lastStep = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Whom a given file is to be compared with: its namesake, or without one the same content. */
function counterpart(given: GivenDigest, all: readonly Deposited[]): Deposited | undefined {
  const here = all.filter(({ part }) => given.part === undefined || part === given.part);
  const named = here.filter(({ file }) => file.name === given.name);
  const close = here.filter(({ file }) => lastStep(file.name) === lastStep(given.name));
  const candidates = named.length > 0 ? named : given.part === undefined ? close : [];
  return candidates.find(({ file }) => same(file, given)) ?? candidates[0];
}

/** Compares files with a deposit. `whole`: they are meant to be all of it, so what is absent is said. */
export function compareDeposit(
  manifest: Manifest,
  given: readonly GivenDigest[],
  { whole }: { readonly whole: boolean },
): Comparison {
  const all = PARTS.flatMap((part) => manifest.parts[part].map((file) => ({ part, file })));
  const met = new Set<FileDigest>();
  const files = given.map((one): FileVerdict => {
    const { name, size } = one;
    const found = counterpart(one, all);
    if (found) met.add(found.file);
    if (found && same(found.file, one)) return { is: 'equal', name, size, part: found.part };
    // Whoever renames a file and alters another of its name has still renamed it.
    const twin = found ? undefined : all.find(({ file }) => same(file, one));
    if (twin) met.add(twin.file);
    if (twin) {
      const { part: fromPart, file } = twin;
      return { is: 'renamed', name, size, part: one.part ?? null, from: file.name, fromPart };
    }
    if (!found) return { is: 'unknown', name, size, part: one.part ?? null };
    const ranges = alteredRanges(found.file, one, manifest.blockSize);
    return { is: 'altered', name, size, part: found.part, ranges, deposited: found.file.size };
  });
  const missing = all
    .filter(({ file }) => whole && !met.has(file))
    .map(({ part, file }): FileVerdict => {
      return { is: 'missing', name: file.name, size: file.size, part };
    });
  const told = [...files, ...missing];
  return { files: told, equal: told.length > 0 && told.every(({ is }) => is === 'equal') };
}
