import { text, type Text } from '../../../base/text.ts';
import { sameBytes, toBase64, toHex } from '../../../log/bytes.ts';
import { numberSaid, stretchSaid } from './numbers-said.ts';
import type { Climbed, Way } from './way.ts';

/** One line of the way: what it says, and the hashes it speaks of in full. */
export interface WayLine {
  readonly said: Text;
  readonly hashes: readonly { readonly label: Text; readonly hex: string }[];
}

/** What the two trees are called. */
export const TREE_NAMES: Readonly<Record<Way['suite'], Text>> = {
  sha256: text('国际密码（SHA-256）', 'SHA-256'),
  sm3: text('国密（SM3）', 'SM3 (Chinese cryptography)'),
};

export const IN_WORDS = text('逐层说明和完整的哈希', 'Level by level, with the whole hashes');

const SIBLING = text('旁边的值', 'Sibling');
const VALUE = text('算出的值', 'Result');
const LEAF = text('叶值', 'Leaf');

function lineOf({ side, sibling, whole, hash, value }: Climbed): WayLine {
  const [beside, both] = [stretchSaid(sibling), stretchSaid(whole)];
  const count = numberSaid(sibling.end - sibling.start);
  const said = text(
    `${side === 'left' ? '左' : '右'}边是${beside.zh}（${count} 条）；与手里的值合在一起再算一次，得出代表${both.zh}的值。`,
    `On the ${side} stands the value of ${beside.en} (${count} ${count === '1' ? 'entry' : 'entries'}); hashed together with the value in hand it gives that of ${both.en}.`,
  );
  return {
    said,
    hashes: [
      { label: SIBLING, hex: toHex(hash) },
      { label: VALUE, hex: toHex(value) },
    ],
  };
}

/** The way in words, from the entry up to the root. */
export function wayLines({ index, leaf, steps, root }: Way): readonly WayLine[] {
  const reached = steps.at(-1)?.value ?? leaf;
  const end = sameBytes(reached, root)
    ? text(
        `算到头就是根，与签名检查点里写的（${toBase64(root)}）一致：记录确实在链上。`,
        `That is the root, the same as in the signed checkpoint (${toBase64(root)}): the entry is on the log.`,
      )
    : text(
        `算到头得出的值与签名检查点里的根（${toBase64(root)}）不同：记录或证明被改过。`,
        `That is not the root in the signed checkpoint (${toBase64(root)}): the entry or the proof was changed.`,
      );
  const start = text(
    `第 ${numberSaid(index)} 号记录的字节算一次哈希，得出叶值。`,
    `The bytes of entry ${numberSaid(index)} are hashed; that is its leaf.`,
  );
  return [
    { said: start, hashes: [{ label: LEAF, hex: toHex(leaf) }] },
    ...steps.map(lineOf),
    { said: end, hashes: [] },
  ];
}
