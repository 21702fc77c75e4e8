import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { concat, sameBytes, textOf, toBase64 } from '../../log/bytes.ts';
import { decimal, parseCheckpoint } from '../../log/checkpoint.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { parseNote, type NoteSignature, type VerifierKey } from '../../log/note.ts';
import { tileProver, type FetchTile } from '../../log/prove.ts';
import type { Suite } from '../../log/suite.ts';
import { entriesIn, TILE_WIDTH, tileWidth } from '../../log/tile.ts';
import { verifyNote } from '../../log/verify-note.ts';
import { boundedAnswer } from '../bounded-answer.ts';
import type { Ask } from '../log/witnesses.ts';
import { headerBytes, packageBytes, packagesOf, parseInfo } from './format.ts';

export interface Mirroring {
  readonly origin: string;
  readonly suite: Suite;
  /** Where the mirror takes checkpoints and entries, without a slash at its end. */
  readonly url: string;
  readonly key: VerifierKey;
  readonly ask: Ask;
  /** How long one request may take, in milliseconds. */
  readonly patienceMs: number;
  readonly fetchTile: FetchTile;
  /** A bundle with so many entries at least. */
  fetchEntries(index: number, width: number): Promise<Uint8Array>;
  /** Proof that the log at the second size continues the log at the first. */
  consistency(from: number, to: number): Promise<readonly Uint8Array[]>;
}

export interface MirrorClient {
  /** Brings the mirror up to the size of a note of this log and returns its cosignatures. What it has
   *  taken it keeps: after any failure the next push goes on from there. Throws with what went wrong. */
  push(note: string): Promise<readonly NoteSignature[]>;
  /** Entries the mirror is known to hold. */
  size(): number;
}

/** The mirror knows of a larger log: this one was restored from an old backup, or the push is late. */
export class MirrorAhead extends Error {
  readonly size: number;
  constructor(size: number, ours: number) {
    super(`knows of ${size} entries, more than ${ours}`);
    this.size = size;
  }
}

const ANSWER_MAX = 256 * 1024;
const PACKAGES_MAX = 32;
const BODY_MAX = 8 * 1024 * 1024;
/** How often the mirror may answer that it stands elsewhere, before it is given up. */
const CONFLICTS_MAX = 4;

const zipped = promisify(gzip);

interface Head {
  readonly text: string;
  readonly size: number;
}

/** The side of a log that keeps a mirror (C2SP tlog-mirror). One push at a time. */
export function mirrorClient(m: Mirroring): MirrorClient {
  let pending = 0;
  /** undefined before the mirror has said it. */
  let next: number | undefined;

  async function post(path: string, body: BodyInit, headers: Record<string, string>) {
    const response = await m.ask(`${m.url}/${path}`, {
      method: 'POST',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(m.patienceMs),
    });
    return {
      status: response.status,
      text: textOf(await boundedAnswer(response, ANSWER_MAX)) ?? '',
    };
  }

  async function showHead(note: string, size: number): Promise<void> {
    for (let attempt = 0; attempt < CONFLICTS_MAX; attempt += 1) {
      const proof = pending > 0 && pending < size ? await m.consistency(pending, size) : [];
      const lines = proof.map((hash) => `${toBase64(hash)}\n`).join('');
      const { status, text } = await post('add-checkpoint', `old ${pending}\n${lines}\n${note}`, {
        'content-type': 'text/plain; charset=utf-8',
      });
      const stored = status === 409 ? decimal(text.trimEnd()) : undefined;
      if (status === 200) {
        pending = size;
        return;
      }
      if (stored === undefined) throw new Error(`answered ${status} to the checkpoint`);
      if (stored > size) throw new MirrorAhead(stored, size);
      pending = stored;
    }
    throw new Error('does not stand by the size it names');
  }

  async function upload(head: Head): Promise<readonly NoteSignature[]> {
    let ticket: Uint8Array = new Uint8Array(0);
    let conflicts = 0;
    const rounds = Math.ceil(head.size / TILE_WIDTH / PACKAGES_MAX) * 2 + CONFLICTS_MAX;
    for (let round = 0; round <= rounds && conflicts < CONFLICTS_MAX; round += 1) {
      // Asking for the end without an entry is a short way to learn what is missing.
      const start = Math.min(next ?? head.size, head.size);
      const body = await uploadBody(m, start, head.size, ticket);
      const { status, text } = await post('add-entries', await zipped(body), {
        'content-type': 'application/octet-stream',
        'content-encoding': 'gzip',
      });
      if (status === 200) {
        const signatures = await cosignatures(m.key, head.text, text);
        next = head.size;
        return signatures;
      }
      const info = status === 202 || status === 409 ? parseInfo(text) : undefined;
      if (!info) throw new Error(`answered ${status} to the entries`);
      if (info.size !== head.size) throw new Error(`goes on with the checkpoint of ${info.size}`);
      if (next !== undefined && (status === 409 || info.next <= start)) conflicts += 1;
      next = info.next;
      ticket = info.ticket;
    }
    throw new Error('does not get on with the entries');
  }

  return {
    size: () => next ?? 0,
    async push(note) {
      const text = parseNote(note)?.text ?? '';
      const checkpoint = parseCheckpoint(text);
      if (checkpoint?.origin !== m.origin) throw new Error('not a checkpoint of this log');
      await showHead(note, checkpoint.size);
      return upload({ text, size: checkpoint.size });
    },
  };
}

/** As many packages from `start` on as one request may hold. */
async function uploadBody(
  m: Mirroring,
  start: number,
  end: number,
  ticket: Uint8Array,
): Promise<Uint8Array> {
  const prover = tileProver(m.suite, end, m.fetchTile);
  const parts = [headerBytes({ origin: m.origin, start, end, ticket })];
  let size = 0;
  for (const place of packagesOf(start, end)) {
    const width = tileWidth(end, 0, place.base / TILE_WIDTH);
    const bundle = await m.fetchEntries(place.base / TILE_WIDTH, width);
    const all = entriesIn(bundle, width) ?? entriesIn(bundle, TILE_WIDTH);
    const entries = all?.slice(place.start - place.base, place.end - place.base);
    if (!entries) throw new Error(`the bundle of entry ${place.base} is malformed`);
    const proof = await prover.subtreeConsistency(place.base, place.end);
    const bytes = packageBytes({ entries, proof });
    size += bytes.length;
    if (parts.length > 1 && (size > BODY_MAX || parts.length > PACKAGES_MAX)) break;
    parts.push(bytes);
  }
  return concat(...parts);
}

/** Only signatures of this mirror over this very checkpoint count, whatever else it sends. */
async function cosignatures(
  key: VerifierKey,
  text: string,
  lines: string,
): Promise<readonly NoteSignature[]> {
  const signed = parseNote(`${text}\n${lines}`);
  const verified = signed && (await verifyNote(signed, [key], nodeCheck));
  if (!signed || !verified?.length) throw new Error('sent no valid cosignature');
  return signed.signatures.filter((s) => s.name === key.name && sameBytes(s.keyId, key.keyId));
}
