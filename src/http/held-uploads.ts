import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';

/** What uploads that are read whole take of the memory while they arrive. Who sends slowly holds much for
 *  long: one client never holds so much that others cannot send, nor all together what the house needs. */
export interface HeldUploads {
  /** Throws `Refused` (UPLOADS_HELD) where it would be too much. */
  hold(client: string, bytes: number): void;
  release(client: string, bytes: number): void;
}

const MIB = 1_048_576;

export function heldUploads(
  most: { readonly all: number; readonly one: number } = { all: 256 * MIB, one: 64 * MIB },
): HeldUploads {
  const held = new Map<string, number>();
  let all = 0;
  return {
    hold(client, bytes) {
      const one = (held.get(client) ?? 0) + bytes;
      if (one > most.one || all + bytes > most.all) throw new Refused(uploadsHeld());
      held.set(client, one);
      all += bytes;
    },
    release(client, bytes) {
      const left = (held.get(client) ?? 0) - bytes;
      if (left > 0) held.set(client, left);
      else held.delete(client);
      all -= bytes;
    },
  };
}

const uploadsHeld = () =>
  refuse(
    'UPLOADS_HELD',
    text(
      '同时上传的文件太多，这一份没有收下，请过一会儿再传；也可以按编码核验。',
      'Too many files are being uploaded at once; this one was not taken. Try again in a while, or verify by the code.',
    ),
    [],
    'busy',
  );
