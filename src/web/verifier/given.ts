import { canonical } from '../../base/canonical-json.ts';
import type { Json } from '../../base/json.ts';
import { textOf, utf8 } from '../../log/bytes.ts';
import { isObject, parsed, textAt } from './json.ts';
import { isZip, sourceOf, type Source } from './source.ts';

/** One file, or what was pasted. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of an archive, which is not read as a whole. */
  readonly source?: Source;
  /** It was not read at all. */
  readonly tooLarge?: boolean;
}

/** What somebody gave, sorted by what it looks like. */
export interface Given {
  readonly archives: readonly Source[];
  readonly pdfs: readonly Uint8Array[];
  readonly credentials: readonly string[];
  readonly cases: readonly string[];
  readonly entries: readonly Uint8Array[];
  readonly proofs: readonly string[];
  /** Notes: signed heads of logs. */
  readonly heads: readonly string[];
  /** Names of pictures: nothing in them can be checked. */
  readonly pictures: readonly string[];
  /** Names of what is nothing of these. */
  readonly unknown: readonly string[];
}

type Found = { [Kind in keyof Given]: Given[Kind][number][] };

const PROOF = 'c2sp.org/tlog-proof@v1\n';
const PROOFS_MAX = 32;
const SIGNATURE_LINE = /^\u2014 \S+ \S+$/;

/** The notes in a text that stand one after the other: each ends with its signature lines. */
function notesIn(written: string): string[] {
  const notes: string[] = [];
  let lines: string[] = [];
  let signed = false;
  for (const line of [...written.split('\n'), '']) {
    const signature = SIGNATURE_LINE.test(line);
    if (signed && !signature) {
      notes.push(`${lines.join('\n')}\n`);
      lines = [];
    }
    signed = signature;
    if (line !== '' || lines.length > 0) lines.push(line);
  }
  return notes;
}

/** The first note is the proof's own head; what follows is something else. */
function sortProof(from: string, found: Found): void {
  const split = from.indexOf('\n\n') + 2;
  const [head, ...more] = split > 1 ? notesIn(from.slice(split)) : [];
  found.proofs.push(head === undefined ? from : from.slice(0, split) + head);
  found.heads.push(...more);
}

function sortJson(written: string, name: string, found: Found): void {
  const value = parsed(written);
  const format = textAt(value, 'format');
  if (format === 'shuji-case-v1') found.cases.push(written);
  else if (value !== undefined && format?.startsWith('shuji-entry'))
    found.entries.push(bytesOf(value));
  else if (isObject(value) && 'signatures' in value) found.credentials.push(written);
  else found.unknown.push(name);
}

/** An entry is one set of bytes only, however it was indented on the way. */
function bytesOf(entry: Json): Uint8Array {
  try {
    return utf8(canonical(entry));
  } catch {
    return new Uint8Array();
  }
}

function sortPlain(given: string, name: string, found: Found): void {
  const written = given.trimStart();
  if (written === '') return;
  if (written.startsWith('{')) return sortJson(written, name, found);
  if (/^eyJ[\w-]*\./.test(written)) {
    found.credentials.push(written);
    return;
  }
  const notes = notesIn(written);
  found.heads.push(...notes);
  if (notes.length === 0) found.unknown.push(name);
}

function sortText(given: string, name: string, found: Found): void {
  const [before = '', ...proofs] = given.replaceAll('\r\n', '\n').split(PROOF, PROOFS_MAX + 1);
  sortPlain(before, name, found);
  for (const proof of proofs) sortProof(`${PROOF}${proof}`, found);
}

/** PNG, JPEG, GIF and what phones write, by their first bytes. */
const PICTURE = /^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|....ftyp(?:heic|heix|mif1|avif))/s;
const isPicture = (bytes: Uint8Array): boolean =>
  PICTURE.test(String.fromCharCode(...bytes.subarray(0, 16)));

const isPdf = (bytes: Uint8Array): boolean => textOf(bytes.subarray(0, 5)) === '%PDF-';

/** Sorts what was given by its content; names and endings of files do not matter. */
export function sorted(files: readonly GivenFile[]): Given {
  const found: Found = {
    archives: [],
    pdfs: [],
    credentials: [],
    cases: [],
    entries: [],
    proofs: [],
    heads: [],
    pictures: [],
    unknown: [],
  };
  for (const { name, bytes, source } of files) {
    const zip = source !== undefined || isZip(bytes);
    const written = zip || isPdf(bytes) ? undefined : textOf(bytes);
    if (zip) found.archives.push(source ?? sourceOf(bytes));
    else if (isPdf(bytes)) found.pdfs.push(bytes);
    else if (isPicture(bytes)) found.pictures.push(name);
    else if (written === undefined) found.unknown.push(name);
    else sortText(written, name, found);
  }
  return found;
}
