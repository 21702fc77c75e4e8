import { splitOf, type Stretch } from '../../../log/subtree.ts';
import { HASH_BYTES, nodeHash, type Suite } from '../../../log/suite.ts';

/** One level of an entry's way to the root: beside what is known already stands a sibling. */
export interface WayStep {
  readonly side: 'left' | 'right';
  readonly sibling: Stretch;
  /** What both cover together. */
  readonly whole: Stretch;
}

/** The same with its values: the sibling's hash, and that of both together. */
export interface Climbed extends WayStep {
  readonly hash: Uint8Array;
  readonly value: Uint8Array;
}

/** An entry's way to the root with all that a picture of it shows. */
export interface Way {
  readonly suite: Suite['id'];
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly steps: readonly Climbed[];
  /** The root that was signed; the last value, where the entry is truly there. */
  readonly root: Uint8Array;
}

/** The steps from entry `index` of a tree of `size` entries up to the root, in the order of an inclusion
 *  proof (RFC 6962 §2.1.1). Out of range is a RangeError. */
export function stepsOf(index: number, size: number): readonly WayStep[] {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`no entry ${index} in a tree of ${size}`);
  }
  const steps: WayStep[] = [];
  let whole: Stretch = { start: 0, end: size };
  while (whole.end - whole.start > 1) {
    const middle = whole.start + splitOf(whole.end - whole.start);
    const [left, right] = [
      { start: whole.start, end: middle },
      { start: middle, end: whole.end },
    ];
    const inLeft = index < middle;
    steps.push({ side: inLeft ? 'right' : 'left', sibling: inLeft ? right : left, whole });
    whole = inLeft ? left : right;
  }
  return steps.toReversed();
}

/** The way with its values; undefined where the proof is not as long as the way, or what it holds are no hashes. */
export function wayOf(
  suite: Suite,
  index: number,
  size: number,
  leaf: Uint8Array,
  hashes: readonly Uint8Array[],
  root: Uint8Array,
): Way | undefined {
  if (index < 0 || index >= size) return undefined;
  const plain = stepsOf(index, size);
  if (plain.length !== hashes.length) return undefined;
  if (hashes.some(({ length }) => length !== HASH_BYTES)) return undefined;
  const steps: Climbed[] = [];
  let value = leaf;
  for (const [at, step] of plain.entries()) {
    const hash = hashes[at] ?? leaf;
    value = step.side === 'left' ? nodeHash(suite, hash, value) : nodeHash(suite, value, hash);
    steps.push({ ...step, hash, value });
  }
  return { suite: suite.id, index, size, leaf, steps, root };
}
