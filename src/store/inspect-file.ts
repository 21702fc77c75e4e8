import { Refused } from '../base/refusal.ts';
import { text, type Text } from '../base/text.ts';
import { encrypted, typeMismatch } from './file-refusals.ts';
import { FAMILY_LABELS, FILE_KINDS, HEAD_BYTES, sniff, type FileKind } from './file-sniff.ts';
import type { Content } from './file-store.ts';
import { inspectJpeg, inspectPng } from './inspect-image.ts';
import { inspectPdf } from './inspect-pdf.ts';
import { inspectText, isJson } from './inspect-text.ts';
import { endsAsZip, zipNames } from './inspect-zip.ts';

export interface Inspection {
  readonly kind: FileKind;
  /** `scan`: a picture of paper. `digital`: carries a signature, not yet verified. */
  readonly signature: 'none' | 'scan' | 'digital';
}

/** Looks at a whole received file, bounded in time and memory, and says what it truly is; refused
 *  when it is not what it claims, or is locked, damaged or made to burst. */
export async function inspectFile(content: Content, claimed: FileKind): Promise<Inspection> {
  const { family, label } = await sniff(await content.read(0, HEAD_BYTES));
  const claim = FILE_KINDS[claimed];
  if (family === 'zip') return inspectZip(content, claimed);
  if (family === 'cfb' && (await holdsLockedOffice(content))) throw new Refused(encrypted());
  if (family !== claim.family) throw new Refused(typeMismatch(claim.label, label));
  if (family === 'text') return inspectTextAs(content, claimed);
  if (await endsAsZip(content)) {
    const both = text(`${label.zh}与压缩包的拼接`, `${label.en} with an archive behind it`);
    throw new Refused(typeMismatch(claim.label, both));
  }
  if (family === 'pdf') {
    const { signed, scan } = await inspectPdf(content);
    return { kind: 'pdf', signature: signed ? 'digital' : scan ? 'scan' : 'none' };
  }
  await (family === 'png' ? inspectPng(content) : inspectJpeg(content));
  return { kind: claimed, signature: 'scan' };
}

async function inspectZip(content: Content, claimed: FileKind): Promise<Inspection> {
  const names = new Set(await zipNames(content));
  const { kind, label } = zipKind(names);
  if (kind !== claimed) throw new Refused(typeMismatch(FILE_KINDS[claimed].label, label));
  const sealed = kind === 'ofd' && [...names].some((name) => /(?:^|\/)Signatures\.xml$/.test(name));
  return { kind, signature: sealed ? 'digital' : 'none' };
}

function zipKind(names: ReadonlySet<string>): { kind?: FileKind; label: Text } {
  if (names.has('OFD.xml')) return { kind: 'ofd', label: FILE_KINDS.ofd.label };
  const office = names.has('[Content_Types].xml');
  if (office && [...names].some((name) => name.endsWith('/vbaProject.bin'))) {
    return { label: text('带宏的 Office 文件', 'an Office file with macros') };
  }
  if (office && names.has('word/document.xml'))
    return { kind: 'docx', label: FILE_KINDS.docx.label };
  if (office && names.has('xl/workbook.xml')) return { kind: 'xlsx', label: FILE_KINDS.xlsx.label };
  return { label: FAMILY_LABELS.zip };
}

async function inspectTextAs(content: Content, claimed: FileKind): Promise<Inspection> {
  await inspectText(content);
  if (claimed === 'json' && !(await isJson(content))) {
    throw new Refused(typeMismatch(FILE_KINDS.json.label, FAMILY_LABELS.text));
  }
  return { kind: claimed, signature: 'none' };
}

/** Word and Excel keep a password-protected file in an old container (MS-OFFCRYPTO 2.3). */
async function holdsLockedOffice(content: Content): Promise<boolean> {
  const mark = Buffer.from('EncryptedPackage', 'utf16le');
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of content.stream() as AsyncIterable<Buffer>) {
    const part = Buffer.concat([kept, chunk]);
    if (part.includes(mark)) return true;
    kept = part.subarray(-mark.length);
  }
  return false;
}
