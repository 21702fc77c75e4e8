import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { makeZip } from 'client-zip';
import type { Json } from '../../base/json.ts';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { packText } from '../../law/pack-hash.ts';
import type { Actor } from '../../kernel/types.ts';
import { OWN } from '../../log/entry.ts';
import { loadCase, type StoredCase } from '../../store/cases.ts';
import { childrenOf, filesOfCase } from '../../store/erase.ts';
import { runnerOf } from '../../store/transaction.ts';
import * as format from './format.ts';
import { archivePage, archiveReadme } from './page.ts';
import { signArchive } from './sign.ts';
import { caseEvidence, type CaseEvidence, type PublishedLog } from './case-evidence.ts';
import type { CredentialSigningKeys } from '../papers/credential-sign.ts';
import { leavesOf } from '../erasure/plan.ts';
import { historyFor } from '../history.ts';
import type { House } from '../house.ts';
import type { Results } from '../papers/results.ts';
import { pinnedPack } from '../rules.ts';
import { viewCase } from '../view.ts';

export interface Archiving {
  readonly house: House;
  readonly log: PublishedLog;
  readonly results: Results;
  readonly keys: CredentialSigningKeys;
}

export interface ArchiveRequest {
  readonly stored: StoredCase;
  /** Who reads: decides what is disclosed, and which related cases. */
  readonly actor: Actor;
  readonly related: boolean;
  readonly files: boolean;
}

interface Part {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly open: () => Promise<AsyncIterable<Uint8Array> | Uint8Array>;
}

const PAGE = 500;
/** An archive waits so long for the witnesses of what was just done. */
const PATIENCE_MS = 3000;
const LOOK_MS = 100;

/** The whole case as one ZIP file, streamed: as much of it as this reader may see, with all that is needed
 *  to check it offline. Throws `Refused` where it would be too large. */
export async function caseArchive(of: Archiving, asked: ArchiveRequest): Promise<Readable> {
  const { house, log, keys } = of;
  const { stored, actor } = asked;
  const view = viewCase(house, actor, stored);
  if (!view) throw new Error('an archive is asked for by somebody who may not see the case');
  const pages = await pagesOf(of, stored, view.audience);
  const files = asked.files ? await filesOf(house, stored, view, pages) : [];
  const related = asked.related ? await relatedOf(of, asked) : [];
  const results = await resultsOf(of, stored);
  const createdAt = house.time.now();
  const { caseId, procedure, jurisdiction } = stored;
  const packs = [...new Set([stored.pack])].map(pinnedPack);
  const history = await historyFor(house, stored, view.audience);
  const page = archivePage({
    caseId,
    procedure,
    jurisdiction,
    status: stored.state.status,
    createdAt,
    pages,
    files: files.map(({ file }) => file),
    related: related.map((r) => ({ caseId: r.caseId, part: r.part.name })),
    results: results.map(({ name }) => name),
  });
  const parts: Part[] = [
    written('README.txt', archiveReadme(log.origin)),
    written('index.html', page),
    written('history.json', JSON.stringify(history)),
    ...pages.map((one, i) =>
      written(`case/${String(i + 1).padStart(3, '0')}.json`, JSON.stringify(one)),
    ),
    ...packs.map((pack) => written(`rules/${pack.id}.json`, packText(pack))),
    written(format.KEYS, JSON.stringify(await keysOf(of.results))),
    ...results,
    ...files.map(({ part }) => part),
    ...related.map(({ part }) => part),
  ];
  const bytes = parts.reduce((sum, { size }) => sum + size, 0);
  if (bytes > format.ARCHIVE_MAX || parts.length > format.PARTS_MAX) throw tooLarge();
  const manifest: format.ArchiveManifest = {
    format: format.ARCHIVE_FORMAT,
    origin: log.origin,
    caseId,
    procedure,
    jurisdiction,
    createdAt,
    audience: view.audience,
    parts: parts.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    files: files.map(({ file }) => file),
    related: related.map((r) => ({ caseId: r.caseId, procedure: r.procedure, part: r.part.name })),
  };
  const listed = `${JSON.stringify(manifest)}\n`;
  const signed = await signArchive(log.origin, listed, keys);
  const last = [written(format.MANIFEST, listed), written(format.SIGNATURE, signed)];
  return zipped([...parts, ...last], createdAt);
}

function zipped(parts: readonly Part[], at: string): Readable {
  const lastModified = new Date(at);
  const entries = async function* () {
    for (const { name, size, open } of parts) {
      const input = await open();
      yield input instanceof Uint8Array
        ? { name, input, lastModified }
        : { name, input, size, lastModified };
    }
  };
  return Readable.fromWeb(makeZip(entries()) as Parameters<typeof Readable.fromWeb>[0]);
}

function written(name: string, content: string | Uint8Array): Part {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, size: bytes.length, sha256, open: () => Promise.resolve(bytes) };
}

/** Every event, once all of them are witnessed or patience is over. */
async function pagesOf(
  { house, log }: Archiving,
  stored: StoredCase,
  audience: readonly string[],
): Promise<CaseEvidence[]> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const pages: CaseEvidence[] = [];
    for (let after: number | null = 0; after !== null; after = pages.at(-1)?.next ?? null) {
      const asked = { stored, audience, disclose: true, after, limit: PAGE };
      pages.push(await caseEvidence(house, log, asked));
    }
    const ready = pages.every(({ events }) => events.every((e) => e.published && e.witnessed));
    if (ready || performance.now() >= until) return pages;
    await wait(LOOK_MS);
  }
}

/** Files that the view shows to this reader; for the office also those of earlier versions. */
async function filesOf(
  house: House,
  stored: StoredCase,
  view: { readonly state: Json; readonly audience: readonly string[] },
  pages: readonly CaseEvidence[],
): Promise<{ file: format.ArchivedFile; part: Part }[]> {
  const seen = new Set(leavesOf(view.state));
  if (view.audience.includes('office')) {
    for (const { body } of pages.flatMap((page) => page.events)) {
      for (const [group, { value }] of Object.entries(body ?? {})) {
        if (!group.startsWith(OWN)) for (const word of leavesOf(value)) seen.add(word);
      }
    }
  }
  const ids = (await filesOfCase(runnerOf(house.pool), stored.caseId)).filter((id) => seen.has(id));
  const facts = await house.files.facts(ids.slice(0, format.PARTS_MAX / 3));
  return [...facts.values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, name, type, size, sha256, sm3 }) => {
      const part = `files/${id}${extensionOf(name)}`;
      const open = async () => (await house.files.open(id)).stream as AsyncIterable<Uint8Array>;
      return {
        file: { id, part, name: name.slice(0, 300), type, size, sha256, sm3 },
        part: { name: part, size, sha256, open },
      };
    });
}

const extensionOf = (name: string): string =>
  /\.[a-z0-9]{1,10}$/i.exec(name)?.[0].toLowerCase() ?? '';

async function resultsOf({ results }: Archiving, stored: StoredCase): Promise<Part[]> {
  if (results.codeOf(stored) === undefined) return [];
  const [sheet, credential] = [await results.sheet(stored), await results.credential(stored)];
  return [
    ...(sheet ? [written(format.SHEET, sheet)] : []),
    ...(credential === undefined ? [] : [written(format.CREDENTIAL, credential)]),
  ];
}

/** Public keys and policies, as `/api/public/keys` serves them. */
async function keysOf(results: Results) {
  const { keys, certificates, timestamps } = results;
  const log = await results.policies();
  return { keys, certificates, timestamps, ...(log && { log }) };
}

interface Related {
  readonly caseId: string;
  readonly procedure: string;
  readonly part: Part;
}

/** The cases that hang on this one and that the reader may see, each as an archive of its own. */
async function relatedOf(of: Archiving, asked: ArchiveRequest): Promise<Related[]> {
  const { house } = of;
  const runner = runnerOf(house.pool);
  const ids = await childrenOf(runner, asked.stored.caseId, format.RELATED_MAX * 10);
  const found: Related[] = [];
  for (const id of ids) {
    const stored = await loadCase(runner, house.keys, id, false);
    if (!stored || !viewCase(house, asked.actor, stored)) continue;
    if (found.length === format.RELATED_MAX) throw tooLarge();
    const stream = await caseArchive(of, { ...asked, stored, related: false });
    const bytes = await bounded(stream, format.RELATED_BYTES_MAX);
    const part = written(`related/${id}.zip`, bytes);
    found.push({ caseId: id, procedure: stored.procedure, part });
  }
  return found;
}

async function bounded(stream: Readable, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > most) throw tooLarge();
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces);
}

const tooLarge = (): Refused =>
  new Refused(
    refuse(
      'ARCHIVE_TOO_LARGE',
      text(
        '存档太大。请不带材料（files=false）导出，或分别导出相关事项。',
        'The archive would be too large. Ask for it without files (files=false), or for each related case by itself.',
      ),
      [],
      'tooLarge',
    ),
  );
