import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ed25519Signer, sm2Signer } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { formatNote, formatVerifierKey, parseNote } from '../../log/note.ts';
import { signCheckpoint, type NoteSigner } from '../../log/sign-note.ts';
import { leafHash, type SuiteId } from '../../log/suite.ts';
import type { Leaf } from '../../store/log-tables.ts';
import { grow, nothingGrown, rootsOf, SUITES, type Grown } from './emit.ts';
import { CHECKPOINT, WITNESSED } from './files.ts';
import { freshKey, loadLogKeys, signedCheckpoint, type LogKeys } from './keys.ts';

/** An entry as long as real ones are, told apart by its number. */
export const entryNo = (n: number, what = '登记'): Buffer =>
  Buffer.from(JSON.stringify({ n, what, pub: { note: '公共数据资源'.repeat(1 + (n % 7)) } }));

export const leafOf = (entry: Buffer): Leaf => ({
  entry,
  sha256: Buffer.from(leafHash(suites.sha256, entry)),
  sm3: Buffer.from(leafHash(suites.sm3, entry)),
});

export interface LogOnDisk {
  readonly folder: string;
  readonly keys: LogKeys;
  readonly witnesses: readonly Witness[];
  /** Adds entries and shows them, witnessed too if so asked. */
  append(entries: readonly Buffer[], witnessed?: boolean): Promise<void>;
  /** The text of a policy that asks for two of the three witnesses. */
  policy(suite: SuiteId): string;
  read(path: string): string;
}

const TIME = 1_790_000_000;
const NAMES = ['audit', 'notary', 'library'] as const;

const witness = (name: string, suite: SuiteId): NoteSigner =>
  suite === 'sm3'
    ? sm2Signer(freshKey('sm2-sm3').trim(), `${name}.example`, 'sm2-sm3-cosignature')
    : ed25519Signer(
        generateKeyPairSync('ed25519').privateKey,
        `${name}.example`,
        'ed25519-cosignature',
      );

type Witness = Readonly<Record<SuiteId, NoteSigner>> & { readonly name: string };

const newWitnesses = (): Witness[] =>
  NAMES.map((name) => ({ name, sha256: witness(name, 'sha256'), sm3: witness(name, 'sm3') }));

/** A log in a folder, written as the sequencer writes one. `home` takes its keys, unless it is the second
 *  history of another log and signs with that one's. */
export async function logOnDisk(
  home: string,
  of: { readonly keys?: Pick<LogOnDisk, 'keys' | 'witnesses'> } = {},
): Promise<LogOnDisk> {
  mkdirSync(join(home, 'keys'), { recursive: true, mode: 0o700 });
  const folder = join(home, 'log');
  const keys = of.keys?.keys ?? loadLogKeys({ dataDir: home, mode: 'demo', host: 'log.example' });
  const witnesses = of.keys?.witnesses ?? newWitnesses();
  const files = new Map<string, Buffer>();
  const write = (path: string, bytes: Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
    files.set(path, Buffer.from(bytes));
  };
  const policy = (suite: SuiteId): string =>
    [
      ...keys.verifiers[suite].map((key) => `log ${formatVerifierKey(key)}`),
      ...witnesses.map((w) => `witness ${w.name} ${formatVerifierKey(w[suite].key)}`),
      `group three 2 ${NAMES.join(' ')}`,
      'quorum three\n',
    ].join('\n');
  let grown: Grown = nothingGrown;
  const all = [...keys.verifiers.sha256, ...keys.verifiers.sm3];
  write('keys', Buffer.from(all.map((key) => `${formatVerifierKey(key)}\n`).join('')));
  write('policy', Buffer.from(policy('sha256')));
  write('sm3/policy', Buffer.from(policy('sm3')));

  async function show(suite: SuiteId, witnessed: boolean): Promise<void> {
    const roots = rootsOf(grown);
    const extensions = suite === 'sm3' ? [`sha256 ${roots.sha256.toString('base64')}`] : [];
    const head = { size: grown.size, root: roots[suite], extensions };
    const note = await signedCheckpoint(keys, suite, head, TIME + grown.size);
    write(CHECKPOINT[suite], Buffer.from(note));
    const parsed = parseNote(note);
    if (!witnessed || !parsed) return;
    const cosigned = await Promise.all(
      witnesses.slice(0, 2).map((w) => signCheckpoint(parsed.text, w[suite], TIME + grown.size)),
    );
    const signatures = [...parsed.signatures, ...cosigned];
    write(WITNESSED[suite], Buffer.from(formatNote({ ...parsed, signatures })));
  }

  return {
    folder,
    keys,
    witnesses,
    policy,
    read: (path) => files.get(path)?.toString('utf8') ?? '',
    async append(entries, witnessed = true) {
      const step = grow(grown, entries.map(leafOf));
      for (const { path, bytes } of step.files) write(path, bytes);
      grown = step.grown;
      for (const suite of SUITES) await show(suite, witnessed);
    },
  };
}
