import { createHash, sign } from 'node:crypto';
import { detachedCms, documentAttributes } from './cms-write.ts';
import type { TimestampAuthority } from './timestamp.ts';
import { canonicalToken } from './timestamp-token.ts';
import type { DocumentKey } from './x509.ts';

export interface PdfSigning {
  readonly name: string;
  readonly reason: string;
  /** The moment of signing. */
  readonly at: Date;
}

/** Room for the CMS, in bytes; with our own time-stamp it takes about 1,900, with one by RSA 4,500. */
const CMS_ROOM = 8192;
const RANGE_ROOM = 40;

/** Our own printer's PDF, read just far enough: one classic cross-reference table, plain objects. */
function reader(pdf: string) {
  const startxref = Number(
    /startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf.slice(-1024))?.[1] ?? Number.NaN,
  );
  const [, count, table] =
    /^xref\s+0 (\d+)\s+((?:\d{10} \d{5} [nf]\s{1,2})+)/.exec(pdf.slice(startxref)) ?? [];
  const trailer = /trailer\s*<<([\s\S]*?)>>\s*startxref/.exec(pdf.slice(startxref))?.[1];
  if (!count || !table || !trailer) throw new Error('not a PDF of our printer');
  const offsets = table.match(/\d{10}(?= \d{5} )/g)?.map(Number) ?? [];

  const object = (reference: string | undefined): string => {
    const offset = offsets[Number(reference)];
    const [, body] = /^\d+ 0 obj\s*(<<[\s\S]*?>>)\s*endobj/.exec(pdf.slice(offset)) ?? [];
    if (reference === undefined || offset === undefined || !body) throw new Error('no such object');
    return body;
  };
  return { startxref, size: Number(count), trailer, object };
}

const reference = (dictionary: string, name: string): string | undefined =>
  new RegExp(`/${name}\\s*\\[?\\s*(\\d+) 0 R`).exec(dictionary)?.[1];

/** A text string in UTF-16, as hex so that nothing needs escaping. */
function hexText(value: string): string {
  return `<FEFF${Buffer.from(value, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
}

const pdfDate = (at: Date): string => `(D:${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z)`;

function extended(given: string, entries: string): string {
  // The printer may write an empty list of annotations; one of ours takes its place.
  const dictionary = given.replace(/\/Annots\s*\[\s*\]/, '');
  if (/\/(?:AcroForm|Annots)\b/.test(dictionary)) throw new Error('the PDF has a form already');
  return `${dictionary.replace(/>>\s*$/, '')}${entries} >>`;
}

function firstPage(object: (reference: string | undefined) => string, pages: string | undefined) {
  let current = pages;
  for (let depth = 0; depth < 16; depth += 1) {
    const body = object(current);
    if (/\/Type\s*\/Page\b(?!s)/.test(body)) return { reference: current ?? '', body };
    current = reference(body, 'Kids');
  }
  throw new Error('no page found');
}

/** The update with the room for the signature still empty. */
function prepared(pdf: Buffer, signing: PdfSigning): string {
  const source = pdf.toString('latin1');
  const { startxref, size, trailer, object } = reader(source);
  const root = reference(trailer, 'Root') ?? '';
  const page = firstPage(object, reference(object(root), 'Pages'));
  const [signature, widget] = [size, size + 1];
  const objects: [number, string][] = [
    [
      signature,
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M ${pdfDate(signing.at)}` +
        ` /Name ${hexText(signing.name)} /Reason ${hexText(signing.reason)}` +
        ` /ByteRange [${' '.repeat(RANGE_ROOM)}] /Contents <${'0'.repeat(CMS_ROOM * 2)}> >>`,
    ],
    [
      widget,
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V ${signature} 0 R` +
        ` /Rect [0 0 0 0] /F 132 /P ${page.reference} 0 R >>`,
    ],
    [Number(root), extended(object(root), ` /AcroForm << /SigFlags 3 /Fields [${widget} 0 R] >>`)],
    [Number(page.reference), extended(page.body, ` /Annots [${widget} 0 R]`)],
  ];
  let out = `${source}\n`;
  let table = 'xref\n';
  for (const [number, body] of objects.toSorted(([a], [b]) => a - b)) {
    table += `${number} 1\n${String(out.length).padStart(10, '0')} 00000 n \n`;
    out += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const next = trailer.replace(/\/Size\s+\d+/, `/Size ${size + 2}`).trim();
  return `${out}${table}trailer\n<< ${next} /Prev ${startxref} >>\nstartxref\n${out.length}\n%%EOF\n`;
}

/** Signs a SHA-256 digest and has the signature's value stamped, as a detached CMS. */
async function signDigest(
  digest: Buffer,
  { privateKey, certificate }: DocumentKey,
  authority: TimestampAuthority,
): Promise<Buffer> {
  const signature = sign('sha256', documentAttributes(digest, certificate), privateKey);
  const imprint = createHash('sha256').update(signature).digest();
  const token = await authority.stamp({ algorithm: 'sha256', digest: imprint });
  return detachedCms(certificate, digest, signature, canonicalToken(Buffer.from(token)));
}

/**
 * Signs a sheet of our printer: an incremental update with an invisible signature field and a detached
 * CAdES signature over every byte but the signature itself, with a time-stamp of the signature (PAdES
 * baseline T, ETSI EN 319 142-1). Throws what the authority throws: then there is no document.
 */
export async function signPdf(
  pdf: Buffer,
  key: DocumentKey,
  signing: PdfSigning,
  authority: TimestampAuthority,
): Promise<Buffer> {
  const file = prepared(pdf, signing);
  const from = file.lastIndexOf('/Contents <') + '/Contents '.length;
  const to = from + CMS_ROOM * 2 + 2;
  const range = `0 ${from} ${to} ${file.length - to}`.padEnd(RANGE_ROOM);
  const at = file.lastIndexOf('/ByteRange [') + '/ByteRange ['.length;
  const bytes = Buffer.from(file.slice(0, at) + range + file.slice(at + RANGE_ROOM), 'latin1');
  const digest = createHash('sha256')
    .update(bytes.subarray(0, from))
    .update(bytes.subarray(to))
    .digest();
  const cms = (await signDigest(digest, key, authority)).toString('hex');
  if (cms.length > CMS_ROOM * 2) throw new Error('the signature is larger than its room');
  bytes.write(cms, from + 1, 'latin1');
  return bytes;
}
