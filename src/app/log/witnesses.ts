import { boundedAnswer } from '../bounded-answer.ts';
import { toBase64 } from '../../log/bytes.ts';
import { parseCheckpoint } from '../../log/checkpoint.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { formatNote, parseNote, type NoteSignature } from '../../log/note.ts';
import { meetsQuorum, type Policy } from '../../log/policy.ts';
import { verifyNote } from '../../log/verify-note.ts';

export type Ask = (url: string, init: RequestInit) => Promise<Response>;

/** One who cosigns: its name in the policy and where it takes checkpoints. */
type Witness = Policy['witnesses'][number];

/** What is known of a witness, for people to see. */
export interface WitnessState {
  readonly name: string;
  readonly url: string | null;
  /** The largest size it is known to have cosigned. */
  readonly size: number;
  /** POSIX seconds of its newest cosignature; 0 before the first. */
  readonly time: number;
  readonly fault: string | null;
}

export interface Witnessing {
  readonly policy: Policy;
  readonly ask: Ask;
  /** How long one witness may take, in milliseconds. */
  readonly patienceMs: number;
  /** Proof that the log at the second size continues the log at the first. */
  consistency(from: number, to: number): Promise<readonly Uint8Array[]>;
  /** Told when a witness knows of more than was ever published here. */
  ahead(name: string, size: number): void;
}

const ANSWER_MAX = 64 * 1024;
/** The year 9999: what is later cannot be written as a date. */
const TIME_MAX = 253_402_214_400;

/** Shows checkpoints to the witnesses of a policy (C2SP tlog-witness) and gathers cosignatures. */
export function witnessClient(w: Witnessing) {
  const states = new Map<string, WitnessState>(
    w.policy.witnesses.map(({ name, url }) => [name, { name, url, size: 0, time: 0, fault: null }]),
  );
  /** Of what was ever shown: a slow witness may answer about a later head than the one it was asked. */
  let largest = 0;
  const learn = (name: string, more: Partial<WitnessState>): void => {
    const known = states.get(name);
    if (known) states.set(name, { ...known, ...more });
  };

  async function cosign(witness: Witness, note: string, size: number): Promise<NoteSignature[]> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const old = states.get(witness.name)?.size ?? 0;
      if (old > size) {
        if (old > largest) w.ahead(witness.name, old);
        throw new Error(`cosigned ${old} entries, more than ${size}`);
      }
      const response = await w.ask(`${witness.url}/add-checkpoint`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: await request(w, old, size, note),
        redirect: 'error',
        signal: AbortSignal.timeout(w.patienceMs),
      });
      const answer = (await boundedAnswer(response, ANSWER_MAX)).toString('utf8');
      if (response.ok) return accept(witness, note, size, answer);
      const stored = response.status === 409 && /^(0|[1-9]\d{0,15})\n?$/.exec(answer.trim())?.[1];
      if (typeof stored !== 'string') throw new Error(`answered ${response.status}`);
      if (Number(stored) > size) {
        if (Number(stored) > largest) w.ahead(witness.name, Number(stored));
        throw new Error(`knows of ${stored} entries, more than ${size}`);
      }
      learn(witness.name, { size: Number(stored) });
    }
    throw new Error('does not stand by the size it names');
  }

  /** Only a signature of this witness over this very note counts, whatever else it sends. */
  async function accept(
    witness: Witness,
    note: string,
    size: number,
    lines: string,
  ): Promise<NoteSignature[]> {
    const text = parseNote(note)?.text ?? '';
    const signed = parseNote(`${text}\n${lines.endsWith('\n') ? lines : `${lines}\n`}`);
    const verified = signed && (await verifyNote(signed, [witness.key], nodeCheck));
    const time = verified?.[0]?.time;
    if (!signed || typeof time !== 'number') throw new Error('sent no valid cosignature');
    if (time > TIME_MAX) throw new Error('cosigned at a time that is none');
    learn(witness.name, { size, time, fault: null });
    const { name, keyId } = witness.key;
    const own = signed.signatures.filter(
      (s) => s.name === name && Buffer.compare(s.keyId, keyId) === 0,
    );
    // One is enough: a note with too many can be read by nobody.
    return own.slice(-1);
  }

  return {
    states: (): readonly WitnessState[] => [...states.values()],
    learn,
    /** The note with enough cosignatures, as soon as the quorum is met; undefined when it is not. */
    async witness(note: string): Promise<string | undefined> {
      const parsed = parseNote(note);
      const size = parsed && parseCheckpoint(parsed.text)?.size;
      if (!parsed || size === undefined) throw new Error('not a checkpoint');
      largest = Math.max(largest, size);
      const gathered: NoteSignature[] = [];
      const cosigned = new Set<string>();
      const { promise, resolve } = Promise.withResolvers<string | undefined>();
      const asked = w.policy.witnesses.map(async (witness) => {
        if (witness.url === null) return;
        try {
          const signatures = await cosign(witness, note, size);
          gathered.push(...signatures);
          cosigned.add(witness.name);
          if (meetsQuorum(w.policy, cosigned)) {
            resolve(formatNote({ ...parsed, signatures: [...parsed.signatures, ...gathered] }));
          }
        } catch (error) {
          learn(witness.name, { fault: error instanceof Error ? error.message.slice(0, 200) : '' });
        }
      });
      void Promise.all(asked).then(() => resolve(undefined));
      return promise;
    },
  };
}

async function request(w: Witnessing, old: number, size: number, note: string): Promise<string> {
  const proof = old > 0 && old < size ? await w.consistency(old, size) : [];
  return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;
}
