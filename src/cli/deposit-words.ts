import type { FileVerdict } from '../base/deposit-compare.ts';
import {
  manifestBytes,
  partBytes,
  PARTS,
  PART_WORDS,
  type Manifest,
} from '../base/deposit-manifest.ts';
import { nodeHash } from '../app/log/running-hash.ts';

export const DEPOSIT_USAGE = `shuji deposit make FOLDER -o MANIFEST.json          把一包材料做成存证清单（三个子文件夹：storage-location、query-result、operation-log）
                                                    list a package of three folders
shuji deposit make --storage-location PATH… --query-result PATH… --operation-log PATH… -o MANIFEST.json
                                                    逐部分指定文件或文件夹 name the files of each part
shuji deposit check MANIFEST.json PATH…             与清单比对：相同、有改动、改在哪里 compare: equal, or altered and where
shuji deposit digest MANIFEST.json                  显示登记时要填的摘要 show the digests to be deposited
文件不离开本机；清单含文件名，由存证人自己保管。
No file leaves this machine. The manifest holds names of files: keep it yourself.`;

const digestOf = (algorithm: 'sha256' | 'sm3', bytes: Uint8Array): string => {
  const hash = nodeHash(algorithm);
  hash.update(bytes);
  return hash.hex();
};

/** What the act of deposit asks for, by the names of its fields. */
export function depositDigests(manifest: Manifest): Record<string, string> {
  const bytes = manifestBytes(manifest);
  return {
    digest: digestOf('sha256', bytes),
    sm3Digest: digestOf('sm3', bytes),
    ...Object.fromEntries(
      PARTS.map((part) => [part, digestOf('sha256', partBytes(manifest, part))]),
    ),
  };
}

/** Names come from a file somebody gave: nothing in them may steer a terminal. */
const shown = (words: string): string => words.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{fffd}');

const RANGES_SHOWN = 20;

/** What became of one file, in one line or a few. */
export function verdictLines(file: FileVerdict): string[] {
  const where = file.part ? `${PART_WORDS[file.part].zh}/` : '';
  const name = shown(`${where}${file.name}`);
  switch (file.is) {
    case 'equal':
      return [`  ＝ ${name} 相同 equal`];
    case 'missing':
      return [`  － ${name} 缺少 missing`];
    case 'unknown':
      return [`  ？ ${name} 清单中没有 not in the manifest`];
    case 'renamed':
      return [
        `  ≈ ${name} 内容相同，存证时为 deposited as ${shown(`${PART_WORDS[file.fromPart].zh}/${file.from}`)}`,
      ];
    case 'altered': {
      const { ranges, size, deposited } = file;
      const sizes = size === deposited ? '' : `，${deposited} → ${size} 字节 bytes`;
      const more = ranges.length - RANGES_SHOWN;
      return [
        `  ≠ ${name} 有改动 altered${sizes}`,
        ...ranges
          .slice(0, RANGES_SHOWN)
          .map(({ from, to }) => `      字节 bytes ${from}–${to - 1}`),
        ...(more > 0 ? [`      另有${more}处 and ${more} more`] : []),
      ];
    }
    default:
      return file satisfies never;
  }
}
