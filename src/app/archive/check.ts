import { createHash } from 'node:crypto';
import type { Json } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import type { CredentialKey } from '../../contexts/credential/verify-credential.ts';
import type { Policy } from '../../log/policy.ts';
import * as format from './format.ts';
import { archiveIn, BadArchive, type ArchiveShapeFault, type OpenArchive } from './read.ts';
import { archiveSigners } from './sign.ts';
import { checkCase, type CaseVerdict } from './case-check.ts';
import type { CaseEvidence } from './case-evidence.ts';
import { readCaseFile } from './case-file.ts';
import { servedKeys } from '../read-keys.ts';
import { checkSheet, type Issuer, type SheetVerdict } from '../papers/sheet-check.ts';

export interface ArchiveFault {
  readonly what:
    | ArchiveShapeFault
    | 'no-manifest'
    | 'bad-manifest'
    /** A part the manifest names is not there; one is there that it does not name. */
    | 'missing'
    | 'extra'
    | 'altered'
    /** The signature over the manifest is missing, false, or not by both keys that are trusted. */
    | 'unsigned'
    | 'bad-page'
    | 'other-case'
    /** The file is not the one the case speaks of. */
    | 'other-file'
    | 'bad-result'
    | 'bad-keys';
  readonly part: string;
}

export interface ArchiveVerdict {
  readonly manifest: format.ArchiveManifest | undefined;
  readonly faults: readonly ArchiveFault[];
  /** Undefined where the events could not be read. */
  readonly verdict: CaseVerdict | undefined;
  readonly pages: readonly CaseEvidence[];
  /** By whose keys the manifest and the results were checked: `own` are those in the archive. */
  readonly by: 'given' | 'own';
  /** Files whose digest stands in what the case committed to, and those that nothing disclosed names. */
  readonly attested: number;
  readonly unattested: readonly string[];
  /** Rules in a later wording than the entries name. */
  readonly otherRules: readonly string[];
  readonly results: readonly { readonly part: string; readonly verdict: SheetVerdict }[];
  readonly related: readonly { readonly part: string; readonly of: ArchiveVerdict }[];
}

export interface ArchiveTrust {
  readonly policies: readonly Policy[];
  /** Absent: the reader has none, and the archive's own are all there is. */
  readonly issuer?: Issuer;
}

const SMALL_MAX = 8 * 1_048_576;
const PAGE_MAX = 64 * 1_048_576;
const SHEET_MAX = 20 * 1_048_576;

/** Checks an archive offline: that it is whole and as it was signed, each event on the log, what is
 *  disclosed against its commitment, each act decided again, the files against what the case says of
 *  them, the results, and the archives of related cases in it. */
export async function checkArchive(
  archive: OpenArchive,
  trust: ArchiveTrust,
  depth = 0,
): Promise<ArchiveVerdict> {
  const faults: ArchiveFault[] = [];
  const fault = (what: ArchiveFault['what'], part = ''): void => void faults.push({ what, part });
  const by = trust.issuer ? 'given' : 'own';
  const nothing: Omit<ArchiveVerdict, 'faults'> = {
    manifest: undefined,
    verdict: undefined,
    pages: [],
    by,
    attested: 0,
    unattested: [],
    otherRules: [],
    results: [],
    related: [],
  };
  const small = async (name: string): Promise<string> =>
    (await archive.parts.get(name)?.read(SMALL_MAX))?.toString('utf8') ?? '';
  const listed = await small(format.MANIFEST);
  const manifest = manifestIn(listed);
  if (!archive.parts.has(format.MANIFEST)) fault('no-manifest', format.MANIFEST);
  else if (!manifest) fault('bad-manifest', format.MANIFEST);
  if (!manifest) return { ...nothing, faults };
  for (const one of await differing(archive, manifest)) faults.push(one);
  const issuer = trust.issuer ?? servedKeys(await small(format.KEYS));
  const known = isRefusal(issuer) ? undefined : issuer;
  if (!known) fault('bad-keys', format.KEYS);
  const signers = await signersOf(manifest, listed, await small(format.SIGNATURE), known?.trusted);
  if (signers < 2) fault('unsigned', format.SIGNATURE);
  // What is not as the manifest says is not looked at: it would only accuse the wrong part.
  if (faults.some(({ what }) => what !== 'unsigned' && what !== 'bad-keys')) {
    return { ...nothing, manifest, faults };
  }
  const pages = await pagesIn(archive, manifest, fault);
  const verdict = pages.length > 0 ? await checkCase(pages, trust.policies) : undefined;
  const otherRules = await rulesIn(archive, pages, fault);
  const refs = refsIn(pages);
  let attested = 0;
  const unattested: string[] = [];
  for (const { id, sha256, part, size } of manifest.files) {
    const named = manifest.parts.find(({ name }) => name === part);
    const ref = refs.get(id);
    if (named?.sha256 !== sha256 || named.size !== size) fault('other-file', part);
    else if (ref === undefined) unattested.push(part);
    else if (!ref.has(sha256)) fault('other-file', part);
    else attested += 1;
  }
  const results: { part: string; verdict: SheetVerdict }[] = [];
  for (const part of [format.SHEET, format.CREDENTIAL]) {
    const bytes = await archive.parts.get(part)?.read(SHEET_MAX);
    if (!bytes || !known) continue;
    const found = await checkSheet(bytes, known);
    results.push({ part, verdict: found });
    if (found.verdict !== 'genuine') fault('bad-result', part);
  }
  const related: { part: string; of: ArchiveVerdict }[] = [];
  for (const { part, caseId } of depth === 0 ? manifest.related : []) {
    const one = await within(archive, part, trust);
    if (one.manifest && one.manifest.caseId !== caseId) fault('other-case', part);
    related.push({ part, of: one });
  }
  return {
    ...nothing,
    manifest,
    faults,
    verdict,
    pages,
    attested,
    unattested,
    otherRules,
    results,
    related,
  };
}

async function within(
  archive: OpenArchive,
  part: string,
  trust: ArchiveTrust,
): Promise<ArchiveVerdict> {
  try {
    const bytes = await archive.parts.get(part)?.read(format.RELATED_BYTES_MAX);
    if (!bytes) throw new BadArchive('not-zip', part);
    return await checkArchive(await archiveIn(bytes), trust, 1);
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error;
    return refusedArchive(error, trust);
  }
}

/** The verdict on a file that is no archive at all. */
export const refusedArchive = (
  { what, part }: BadArchive,
  trust: ArchiveTrust,
): ArchiveVerdict => ({
  manifest: undefined,
  faults: [{ what, part }],
  verdict: undefined,
  pages: [],
  by: trust.issuer ? 'given' : 'own',
  attested: 0,
  unattested: [],
  otherRules: [],
  results: [],
  related: [],
});

function manifestIn(content: string): format.ArchiveManifest | undefined {
  try {
    return format.manifestSchema.safeParse(JSON.parse(content)).data;
  } catch {
    return undefined;
  }
}

/** Exactly the parts that are named, each as long and with the digest that is named. */
async function differing(
  archive: OpenArchive,
  manifest: format.ArchiveManifest,
): Promise<ArchiveFault[]> {
  const faults: ArchiveFault[] = [];
  const named = new Set([format.MANIFEST, format.SIGNATURE]);
  for (const { name, size, sha256 } of manifest.parts) {
    const part = archive.parts.get(name);
    if (named.has(name) || !format.isPartName(name))
      faults.push({ what: 'bad-manifest', part: name });
    else if (!part) faults.push({ what: 'missing', part: name });
    else if (part.size !== size || (await part.sha256()) !== sha256) {
      faults.push({ what: 'altered', part: name });
    }
    named.add(name);
  }
  const used = [...manifest.files, ...manifest.related].map(({ part }) => part);
  for (const part of used) if (!named.has(part)) faults.push({ what: 'missing', part });
  for (const name of archive.parts.keys()) {
    if (!named.has(name)) faults.push({ what: 'extra', part: name });
  }
  return faults;
}

async function signersOf(
  { origin }: format.ArchiveManifest,
  listed: string,
  signed: string,
  trusted: readonly CredentialKey[] = [],
): Promise<number> {
  const signers = await archiveSigners(origin, listed, signed, trusted);
  return new Set(signers ?? []).size;
}

type Fault = (what: ArchiveFault['what'], part?: string) => void;

async function pagesIn(
  archive: OpenArchive,
  { parts, caseId, procedure, jurisdiction, origin }: format.ArchiveManifest,
  fault: Fault,
): Promise<CaseEvidence[]> {
  const pages: CaseEvidence[] = [];
  const names = parts.map(({ name }) => name).filter((name) => format.PAGE_PART.test(name));
  for (const name of names.toSorted()) {
    const bytes = await archive.parts.get(name)?.read(PAGE_MAX);
    const page = readCaseFile(bytes?.toString('utf8') ?? '');
    if ('fault' in page) {
      fault('bad-page', name);
      return [];
    }
    const same =
      page.caseId === caseId &&
      page.procedure === procedure &&
      page.jurisdiction === jurisdiction &&
      page.origin === origin;
    if (!same) fault('other-case', name);
    pages.push(page);
  }
  if (pages.length === 0) fault('missing', 'case/001.json');
  return pages;
}

/** Each pack an entry names is there. Returns those that do not hash to what any entry says: the program
 *  that exported the case knows a later wording only. */
async function rulesIn(
  archive: OpenArchive,
  pages: readonly CaseEvidence[],
  fault: Fault,
): Promise<string[]> {
  const other: string[] = [];
  const stamps = pages.flatMap(({ events }) => events.map(({ entry }) => stampOf(entry)));
  for (const pack of new Set(stamps.map((s) => s.pack))) {
    const name = `rules/${pack}.json`;
    const bytes = await archive.parts.get(name)?.read(SMALL_MAX);
    if (!bytes) {
      fault('missing', name);
      continue;
    }
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (!stamps.some((s) => s.pack === pack && s.rules === hash)) other.push(name);
  }
  return other;
}

function stampOf(entry: string): { readonly pack: string; readonly rules: string } {
  try {
    const { pack, rules } = JSON.parse(entry) as { pack?: unknown; rules?: unknown };
    return { pack: String(pack), rules: String(rules) };
  } catch {
    return { pack: '', rules: '' };
  }
}

/** What the disclosed groups say of files: id → the digests named with it. */
function refsIn(pages: readonly CaseEvidence[]): ReadonlyMap<string, ReadonlySet<string>> {
  const refs = new Map<string, Set<string>>();
  const look = (value: Json | undefined): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) {
      const { id, sha256 } = value as { id?: Json; sha256?: Json };
      if (typeof id === 'string' && typeof sha256 === 'string') {
        refs.set(id, (refs.get(id) ?? new Set()).add(sha256));
      }
    }
    for (const one of Object.values(value)) look(one as Json | undefined);
  };
  for (const { body } of pages.flatMap((page) => page.events)) {
    for (const { value } of Object.values(body ?? {})) look(value);
  }
  return refs;
}
