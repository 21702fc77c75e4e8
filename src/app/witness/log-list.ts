import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { suites } from '../../log/node-suites.ts';
import { parseVerifierKey, SCHEMES, type VerifierKey } from '../../log/note.ts';
import type { Suite } from '../../log/suite.ts';

/** A log somebody watches: who signs it, and which hash its tree is made with. */
export interface WatchedLog {
  /** The first line of its checkpoints. */
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  readonly suite: Suite;
}

interface Listed {
  readonly line: number;
  readonly key: VerifierKey;
  origin: string;
}

const LENGTH_MAX = 64 * 1024 * 1024;
/** ML-DSA-44 cosignatures write the origin behind one byte of length. */
const ORIGIN_BYTES_MAX = 255;

/**
 * The logs in a file: lines `log <vkey> [url]` as in a policy (c2sp.org/tlog-policy), or a log list
 * of the witness network with lines `vkey <vkey>` and perhaps `origin <origin>` after them. Keys of
 * one origin belong to one log. Other lines mean nothing here. Throws `Refused` with the line that is
 * wrong: a log left out by mistake would look like a log nobody watches.
 */
export function readLogList(file: string): readonly WatchedLog[] {
  if (file.length > LENGTH_MAX) throw malformed(0);
  const listed: Listed[] = [];
  for (const [at, line] of file.split('\n').entries()) {
    const [word = '', value = ''] = line.split(/[\t\r ]+/).filter((each) => each !== '');
    if (word === 'log' || word === 'vkey') {
      const key = parseVerifierKey(value, suites.sha256);
      if (!key || !signsLogs(key)) throw malformed(at + 1);
      listed.push({ line: at + 1, key, origin: key.name });
    } else if (word === 'origin') {
      const last = listed.at(-1);
      if (!last || value === '') throw malformed(at + 1);
      last.origin = value;
    }
  }
  return [...Map.groupBy(listed, ({ origin }) => origin)].map(([origin, of]) => asLog(origin, of));
}

/** An Ed25519 key that signs with a time is a witness's, not a log's. */
const signsLogs = ({ scheme }: VerifierKey): boolean =>
  !SCHEMES[scheme].timed || scheme === 'ml-dsa-44-cosignature';

const isTwin = ({ scheme }: VerifierKey): boolean => SCHEMES[scheme].primitive === 'sm2-sm3';

function asLog(origin: string, listed: readonly Listed[]): WatchedLog {
  const keys = listed.map(({ key }) => key);
  const twin = keys.every(isTwin);
  const wrong = Buffer.byteLength(origin) > ORIGIN_BYTES_MAX || (!twin && keys.some(isTwin));
  if (wrong) throw malformed(listed[0]?.line ?? 0);
  return { origin, keys, suite: twin ? suites.sm3 : suites.sha256 };
}

const malformed = (line: number): Refused =>
  new Refused(
    refuse(
      'LOG_LIST_MALFORMED',
      text(
        `日志清单第 ${line} 行有误：应为“log <验证密钥>”，同一名称的密钥须属于同一算法。`,
        `The list of logs is wrong in line ${line}: it takes \`log <vkey>\`, and the keys of one name must be of one kind.`,
      ),
      [],
      'malformed',
    ),
  );
