import { textOf, toHex } from '../../../log/bytes.ts';
import { parseNote, verifierKey } from '../../../log/note.ts';
import { verifyNote } from '../../../log/verify-note.ts';
import { suites } from '../browser-suites.ts';
import { browserCheck } from '../check-signature.ts';
import { isObject, itemsOf, parsed, textAt } from '../json.ts';
import { sha256 } from '../sha256.ts';
import { sm3 } from '../sm3.ts';
import type { Trusted } from '../trust.ts';

export interface ListedPart {
  readonly name: string;
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
}

/** What an archive says that it holds; only its shape was read. */
export interface Manifest {
  readonly origin: string;
  readonly caseId: string;
  readonly procedure: string;
  readonly createdAt: string;
  readonly parts: readonly ListedPart[];
  readonly files: number;
  readonly related: number;
}

const FORMAT = 'shuji-archive-v1';

export function manifestIn(bytes: Uint8Array): Manifest | undefined {
  const value = parsed(textOf(bytes) ?? '');
  if (!isObject(value) || value['format'] !== FORMAT) return undefined;
  const parts = itemsOf(value['parts']).flatMap((one) => {
    const [name, digest] = [textAt(one, 'name'), textAt(one, 'sha256')];
    const size = isObject(one) ? Number(one['size']) : Number.NaN;
    return name !== undefined && digest !== undefined && Number.isSafeInteger(size)
      ? [{ name, size, sha256: digest }]
      : [];
  });
  if (parts.length !== itemsOf(value['parts']).length) return undefined;
  const said = (name: string): string => textAt(value, name) ?? '';
  return {
    origin: said('origin'),
    caseId: said('caseId'),
    procedure: said('procedure'),
    createdAt: said('createdAt'),
    parts,
    files: itemsOf(value['files']).length,
    related: itemsOf(value['related']).length,
  };
}

const SCHEMES = { Ed25519: 'ed25519', SM2: 'sm2-sm3' } as const;

/** By which algorithms trusted keys signed the manifest (a note over its digests, as
 *  `src/app/archive/sign.ts` writes it); undefined where the note is of something else, or false. */
export async function manifestSigners(
  origin: string,
  manifest: Uint8Array,
  signed: string,
  trusted: Trusted,
): Promise<ReadonlySet<string> | undefined> {
  const digests = `sha256 ${toHex(sha256(manifest))}\nsm3 ${toHex(sm3(manifest))}\n`;
  const note = parseNote(signed);
  if (note?.text !== `${FORMAT}\n${origin}\n${digests}`) return undefined;
  const keys = trusted.keys.flatMap(({ alg, key }) =>
    alg === 'Ed25519' || alg === 'SM2'
      ? [verifierKey(`${origin}/archives`, SCHEMES[alg], key, suites.sha256)]
      : [],
  );
  const verified = await verifyNote(note, keys, browserCheck());
  return verified && new Set(verified.map(({ key }) => key.scheme));
}
