import { closeSync, fsyncSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { readRemembered, type RememberedLog, type SeenHead } from '../app/log/monitor.ts';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { toHex } from '../log/bytes.ts';
import { textAt } from './read-evidence.ts';

/** What `shuji verify log` keeps between two looks. */

const STATE_MAX = 4_000_000;

/** Throws `Refused` for a file that is something else: it is not written over. */
export function readState(path: string): RememberedLog {
  const state = readRemembered(textAt(path, STATE_MAX));
  if (state) return state;
  throw new Refused(
    refuse(
      'STATE_UNREADABLE',
      text(`${path} 不是监看所记的文件。`, `${path} is no file of what a monitor remembers.`),
    ),
  );
}

/** Replaces it whole: what was remembered must survive a loss of power. */
export function writeState(path: string, state: RememberedLog): void {
  const draft = `${path}.new`;
  const handle = openSync(draft, 'w', 0o644);
  try {
    writeSync(handle, `${JSON.stringify(state, undefined, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, path);
}

/** Writes the notes that contradict each other beside the state; returns where they are. */
export function keepEvidence(beside: string, heads: readonly SeenHead[]): string[] {
  return heads.map(({ note, head }) => {
    const { size, root } = head.checkpoint;
    const path = `${beside}.fork-${size}-${toHex(root).slice(0, 16)}.note`;
    writeFileSync(path, note);
    return path;
  });
}
