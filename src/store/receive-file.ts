import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Refused, orThrow, type Refusal } from '../base/refusal.ts';
import { withoutUnseen } from '../base/sound-text.ts';
import { badName, empty, tooLarge, typeMismatch, typeRefused } from './file-refusals.ts';
import { FILE_KINDS, HEAD_BYTES, claimedKind, sniff, type FileKind } from './file-sniff.ts';
import type { Content, FileStore } from './file-store.ts';
import { inspectFile, type Inspection } from './inspect-file.ts';

export interface Receiving {
  readonly store: FileStore;
  readonly limitBytes: number;
  /** What else must hold before the file is kept: virus scan, signature. Throws to refuse. */
  further?(content: Content, inspection: Inspection): Promise<void>;
}

export interface Received extends Inspection {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  /** Media type by content. */
  readonly type: string;
  readonly sha256: Buffer;
  /** GB/T 32905-2016. */
  readonly sm3: Buffer;
}

const NAME_MAX = 200;

/** Takes one upload: bounded, hashed and looked at while it streams, inspected before it is kept.
 *  Throws `Refused` with the code of what is wrong; nothing of a refused file stays. */
export async function receiveFile(
  source: Readable,
  rawName: string,
  to: Receiving,
): Promise<Received> {
  try {
    const name = orThrow(cleanName(rawName));
    const claimed = claimedKind(name);
    if (!claimed) throw new Refused(typeRefused(name));
    const sm3 = createHash('sm3');
    const meter = measured(source, to.limitBytes, claimed, (chunk) => sm3.update(chunk));
    let inspection: Inspection | undefined;
    const stored = await to.store.put(
      Readable.from(meter, { objectMode: false }),
      async (content) => {
        if (content.size === 0) throw new Refused(empty());
        inspection = await inspectFile(content, claimed);
        await to.further?.(content, inspection);
      },
    );
    if (!inspection) throw new Error('a store kept a file without asking for its check');
    const { key, size, sha256 } = stored;
    const { type } = FILE_KINDS[inspection.kind];
    return { ...inspection, key, name, size, type, sha256, sm3: sm3.digest() };
  } catch (error) {
    source.destroy();
    throw error;
  }
}

/** The last part of the name, without what could disguise it on a screen or in a header. */
export function cleanName(raw: string): string | Refusal {
  const last = raw
    .slice(0, 4_096)
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
  const name = withoutUnseen(last).text.trim();
  return name === '' || [...name].length > NAME_MAX ? badName() : name;
}

/** Stops at the limit and, once the head has come, at a content that cannot be what is claimed:
 *  a wrong file of 500 MB is refused after its first bytes. */
async function* measured(
  source: AsyncIterable<Buffer>,
  limitBytes: number,
  claimed: FileKind,
  each: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  let size = 0;
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of source) {
    size += chunk.length;
    if (size > limitBytes) throw new Refused(tooLarge(limitBytes));
    each(chunk);
    if (head) {
      head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
      if (head.length === HEAD_BYTES) {
        await refuseEarly(head, claimed);
        head = undefined;
      }
    }
    yield chunk;
  }
}

async function refuseEarly(head: Buffer, claimed: FileKind): Promise<void> {
  const { family, label } = await sniff(head);
  // An archive or an old container is named by its directory, which comes last.
  if (family === FILE_KINDS[claimed].family || family === 'zip' || family === 'cfb') return;
  throw new Refused(typeMismatch(FILE_KINDS[claimed].label, label));
}
