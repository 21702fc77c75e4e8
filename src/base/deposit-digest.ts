import type { FileDigest } from './deposit-manifest.ts';

/** A hash that is fed piece by piece; each environment brings its own. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** Lower-case hex; nothing may be fed afterwards. */
  hex(): string;
}

export type Hashing = (algorithm: 'sha256' | 'sm3') => RunningHash;

/** Reads a file once, in whatever pieces it comes, and keeps no more of it than its digests. The size
 *  is what was read. Stops with a `RangeError` after `sizeMax` bytes: a file that grows under our eyes
 *  has no end. */
export async function digestFile(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  { blockSize, sizeMax, hashing }: { blockSize: number; sizeMax: number; hashing: Hashing },
): Promise<FileDigest> {
  const [sha256, sm3] = [hashing('sha256'), hashing('sm3')];
  const blocks: string[] = [];
  let block = hashing('sha256');
  let size = 0;
  for await (const piece of pieces) {
    if (size + piece.length > sizeMax) throw new RangeError('the file is longer than it was');
    sha256.update(piece);
    sm3.update(piece);
    for (let at = 0; at < piece.length;) {
      const room = blockSize - (size % blockSize);
      const part = piece.subarray(at, at + room);
      block.update(part);
      at += part.length;
      size += part.length;
      if (size % blockSize === 0) {
        blocks.push(block.hex());
        block = hashing('sha256');
      }
    }
  }
  if (size % blockSize !== 0) blocks.push(block.hex());
  return { name, size, sha256: sha256.hex(), sm3: sm3.hex(), blocks };
}
