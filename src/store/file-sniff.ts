import { fileTypeFromBuffer } from 'file-type';
import { text, type Text } from '../base/text.ts';

export type FileKind = 'pdf' | 'ofd' | 'docx' | 'xlsx' | 'png' | 'jpg' | 'csv' | 'txt' | 'json';

/** What the first bytes can tell; `zip` and `cfb` need a look at the whole, `text` its claim. */
export type Family = 'pdf' | 'png' | 'jpg' | 'zip' | 'cfb' | 'text' | 'other';

interface KindSpec {
  readonly type: string;
  readonly family: Family;
  readonly extensions: readonly string[];
  readonly label: Text;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Everything that may be uploaded. OFD is GB/T 33190-2016. */
export const FILE_KINDS: Readonly<Record<FileKind, KindSpec>> = {
  pdf: {
    type: 'application/pdf',
    family: 'pdf',
    extensions: ['pdf'],
    label: text('PDF 文件', 'a PDF'),
  },
  ofd: {
    type: 'application/ofd',
    family: 'zip',
    extensions: ['ofd'],
    label: text('OFD 文件', 'an OFD document'),
  },
  docx: {
    type: `${OFFICE}.wordprocessingml.document`,
    family: 'zip',
    extensions: ['docx'],
    label: text('Word 文档', 'a Word document'),
  },
  xlsx: {
    type: `${OFFICE}.spreadsheetml.sheet`,
    family: 'zip',
    extensions: ['xlsx'],
    label: text('Excel 表格', 'an Excel workbook'),
  },
  png: {
    type: 'image/png',
    family: 'png',
    extensions: ['png'],
    label: text('PNG 图片', 'a PNG image'),
  },
  jpg: {
    type: 'image/jpeg',
    family: 'jpg',
    extensions: ['jpg', 'jpeg'],
    label: text('JPG 图片', 'a JPEG image'),
  },
  csv: {
    type: 'text/csv',
    family: 'text',
    extensions: ['csv'],
    label: text('CSV 表', 'a CSV table'),
  },
  txt: {
    type: 'text/plain',
    family: 'text',
    extensions: ['txt'],
    label: text('文本', 'plain text'),
  },
  json: {
    type: 'application/json',
    family: 'text',
    extensions: ['json'],
    label: text('JSON 数据', 'JSON'),
  },
};

export const KIND_NAMES = Object.keys(FILE_KINDS) as readonly FileKind[];

/** How many first bytes `sniff` wants. */
export const HEAD_BYTES = 4_100;

export const FAMILY_LABELS: Readonly<Record<Family, Text>> = {
  pdf: FILE_KINDS.pdf.label,
  png: FILE_KINDS.png.label,
  jpg: FILE_KINDS.jpg.label,
  zip: text('ZIP 压缩包', 'a ZIP archive'),
  cfb: text('旧版 Office 文件（doc、xls、ppt）', 'an old Office file (doc, xls, ppt)'),
  text: FILE_KINDS.txt.label,
  other: text('无法识别的内容', 'of an unknown kind'),
};

/** The kind a name claims by its last extension. */
export function claimedKind(name: string): FileKind | undefined {
  const extension = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase();
  return KIND_NAMES.find((kind) => extension && FILE_KINDS[kind].extensions.includes(extension));
}

/** The family by content, with words for it. A file made to be read as two kinds is settled by
 *  its very first bytes: a PDF that begins with a web page is a web page. */
export async function sniff(head: Buffer): Promise<{ family: Family; label: Text }> {
  const family = MAGIC.find(([, bytes]) => head.subarray(0, bytes.length).equals(bytes))?.[0];
  if (family) return { family, label: FAMILY_LABELS[family] };
  const executable = EXECUTABLE.some((bytes) => head.subarray(0, bytes.length).equals(bytes));
  if (executable && hasControl(head)) return other('可执行程序', 'an executable program');
  if (!hasControl(head)) return sniffText(head);
  if (isUtf16(head)) return other('UTF-16 编码的文本', 'UTF-16 text');
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  return found ? other(`${found.ext.toUpperCase()} 文件`, `a ${found.ext} file`) : otherUnknown();
}

/** Control characters that no text in UTF-8 or GB18030 contains; NUL above all. */
export function hasControl(bytes: Uint8Array): boolean {
  return bytes.some((b) => b < 0x20 && b !== 0x09 && b !== 0x0a && b !== 0x0c && b !== 0x0d);
}

const MAGIC: readonly (readonly [Family, Buffer])[] = [
  ['pdf', Buffer.from('%PDF-')],
  ['png', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['jpg', Buffer.from('ffd8ff', 'hex')],
  ['zip', Buffer.from('504b0304', 'hex')],
  ['zip', Buffer.from('504b0506', 'hex')],
  ['cfb', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
];

/** DOS and Windows, Linux, macOS (two byte orders). */
const EXECUTABLE = ['4d5a', '7f454c46', 'cffaedfe', 'cafebabe'].map((hex) =>
  Buffer.from(hex, 'hex'),
);

function sniffText(head: Buffer): { family: Family; label: Text } {
  const start = head
    .subarray(0, 1_024)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (start.startsWith('#!')) return other('可执行脚本', 'an executable script');
  if (/^<svg\b|^<\?xml[^]*<svg\b/i.test(start)) return other('SVG 图形', 'an SVG drawing');
  if (/^<(?:!|html|head|body|script|iframe|[a-z]+[\s>/])/i.test(start))
    return other('网页（HTML）', 'a web page');
  if (/^<\?xml/i.test(start)) return other('XML 文件', 'an XML file');
  return { family: 'text', label: FAMILY_LABELS.text };
}

function isUtf16(head: Buffer): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}

function other(zh: string, en: string): { family: Family; label: Text } {
  return { family: 'other', label: text(zh, en) };
}

function otherUnknown(): { family: Family; label: Text } {
  return { family: 'other', label: FAMILY_LABELS.other };
}
