import { utf8 } from '../../log/bytes.ts';
import { suites } from '../../log/node-suites.ts';
import { formatVerifierKey } from '../../log/note.ts';
import { leafHash, type SuiteId } from '../../log/suite.ts';
import { ed25519Signer, sm2Signer } from '../../log/node-signatures.ts';
import { ed25519Key, seed, signedHead, SIGNERS } from '../../log/note.fixtures.ts';
import type { TileStore } from '../../store/tile-store.ts';
import { grow, nothingGrown, rootsOf, SUITES, type Grown } from './emit.ts';
import { CHECKPOINT, WITNESSED } from './files.ts';

const ORIGIN = SIGNERS.log.key.name;

/** Public files in memory. */
export function memoryStore(): TileStore & { readonly reads: string[] } {
  const files = new Map<string, Buffer>();
  const reads: string[] = [];
  return {
    reads,
    read: (path) => {
      reads.push(path);
      return Promise.resolve(files.get(path));
    },
    write: (written) => {
      for (const { path, bytes } of written) files.set(path, Buffer.from(bytes));
      return Promise.resolve();
    },
    removeFolder: (folder) => {
      for (const path of files.keys()) if (path.startsWith(`${folder}/`)) files.delete(path);
      return Promise.resolve();
    },
    room: () => Promise.resolve(Infinity),
  };
}

/** An entry as a case leaves it, recorded at this time. */
export const entryAtTime = (at: string, place: number): Buffer =>
  Buffer.from(
    JSON.stringify({
      actor: { org: '12110000MB1B45614X', role: 'registrar.issue' },
      at,
      caseId: `0199aaaa-0000-7000-8000-${String(place).padStart(12, '0')}`,
      commitments: {},
      format: 'shuji-entry-v1',
      jurisdiction: 'beijing',
      law: ['BJ-REG-15', 'NO-SUCH-1'],
      procedure: 'reg.first',
      type: 'reg.CodeAssigned',
      version: 1,
    }),
  );

const signerOf = (suite: SuiteId, name: string | undefined) => {
  if (name === undefined) {
    return suite === 'sm3' ? sm2Signer(seed(3), `${ORIGIN}/sm3`, 'sm2-sm3') : SIGNERS.log;
  }
  return suite === 'sm3'
    ? sm2Signer(seed(9), name, 'sm2-sm3-cosignature')
    : ed25519Signer(ed25519Key(seed(8)), name, 'ed25519-cosignature');
};

/** Fills a store with a log of entries recorded at these times, signed at their number and witnessed up
 *  to `witnessed` of them by a witness of this name; a policy without witnesses where there is no name. */
export async function fillLog(
  store: TileStore,
  times: readonly string[],
  { witnessed = 0, witness }: { readonly witnessed?: number; readonly witness?: string } = {},
): Promise<void> {
  const leaves = times.map((at, place) => {
    const entry = entryAtTime(at, place);
    const [sha256, sm3] = SUITES.map((suite) => Buffer.from(leafHash(suites[suite], entry)));
    if (!sha256 || !sm3) throw new Error('two trees');
    return { entry, sha256, sm3 };
  });
  const seen = grow(nothingGrown, leaves.slice(0, witnessed));
  const whole = grow(seen.grown, leaves.slice(witnessed));
  await store.write([...seen.files, ...whole.files]);
  for (const suite of SUITES) {
    const origin = suite === 'sm3' ? `${ORIGIN}/sm3` : ORIGIN;
    const head = async (of: Grown, names: readonly (string | undefined)[]): Promise<Buffer> => {
      const checkpoint = { origin, size: of.size, root: rootsOf(of)[suite], extensions: [] };
      const signers = names.map((name) => signerOf(suite, name));
      return Buffer.from(await signedHead(checkpoint, signers));
    };
    const key = formatVerifierKey(signerOf(suite, undefined).key);
    const named =
      witness === undefined ? undefined : formatVerifierKey(signerOf(suite, witness).key);
    const watched = `log ${key}\nwitness w ${named}\nquorum w\n`;
    const policy = named === undefined ? `log ${key}\nquorum none\n` : watched;
    await store.write([
      { path: CHECKPOINT[suite], bytes: await head(whole.grown, [undefined]) },
      { path: suite === 'sm3' ? 'sm3/policy' : 'policy', bytes: utf8(policy) },
    ]);
    if (witness !== undefined && witnessed > 0) {
      const bytes = await head(seen.grown, [undefined, witness]);
      await store.write([{ path: WITNESSED[suite], bytes }]);
    }
  }
}
