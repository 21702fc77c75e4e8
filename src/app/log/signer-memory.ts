import { createHash } from 'node:crypto';
import { z } from 'zod';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { sameBytes, toBase64, toHex } from '../../log/bytes.ts';
import { formatCheckpoint, parseCheckpoint, type Checkpoint } from '../../log/checkpoint.ts';
import { tileFolder } from '../../store/tile-folder.ts';
import { serial } from '../serial.ts';

/** What was signed last of a log; the text of its checkpoint says it all. */
const schema = z.strictObject({ signed: z.string() });

/**
 * What a signing service signed last of each log, a file each under `folder`. `admit` gives a refusal
 * for a head that is smaller than that one or another at its size, and otherwise has the head on the
 * disk when it resolves: only then may it be signed. A file that cannot be read is never taken for none.
 */
export function signerMemory(folder: string) {
  const store = tileFolder(folder);
  const { inTurn, end } = serial();

  async function remembered(path: string, origin: string): Promise<Checkpoint | undefined> {
    const bytes = await store.read(path);
    if (!bytes) return undefined;
    const kept = parseCheckpoint(schema.parse(JSON.parse(bytes.toString('utf8'))).signed);
    if (kept?.origin !== origin) throw new Error(`${folder}/${path} is not what was signed last`);
    return kept;
  }

  async function judge(head: Checkpoint): Promise<Refusal | undefined> {
    const path = `${createHash('sha256').update(head.origin).digest('hex')}.json`;
    const last = await remembered(path, head.origin);
    if (last && head.size < last.size) return smaller(head, last);
    if (last && head.size === last.size)
      return isSame(head, last) ? undefined : another(head, last);
    const bytes = Buffer.from(`${JSON.stringify({ signed: formatCheckpoint(head) })}\n`);
    await store.write([{ path, bytes }]);
    return undefined;
  }

  return {
    admit: (head: Checkpoint) => inTurn(head.origin, () => judge(head)),
    close: end,
  };
}

const isSame = (a: Checkpoint, b: Checkpoint): boolean =>
  sameBytes(a.root, b.root) && a.extensions.join('\n') === b.extensions.join('\n');

const smaller = (head: Checkpoint, last: Checkpoint): Refusal =>
  refuse(
    'SIGNER_BACKWARDS',
    text(
      `已为 ${last.size} 条记录签过名，不再签 ${head.size} 条的检查点：请求方的登记簿比自己的日志旧。`,
      `A head of ${last.size} entries was signed already; one of ${head.size} is not: the register that asks is behind its own log.`,
    ),
    [],
    'conflict',
    { size: last.size },
  );

const another = (head: Checkpoint, last: Checkpoint): Refusal =>
  refuse(
    'SIGNER_FORK',
    text(
      `在 ${head.size} 条处已签过另一个根（${toHex(last.root).slice(0, 16)}…），不签第二个：那将是分叉。`,
      `Another root was signed at ${head.size} entries (${toHex(last.root).slice(0, 16)}…); a second would be a fork.`,
    ),
    [],
    'conflict',
    { size: last.size, root: toBase64(last.root) },
  );
