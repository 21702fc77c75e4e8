import { text } from '../../base/text.ts';
import { checkCase } from './check-case.ts';
import { checkCredential } from './check-credential.ts';
import { checkEntry } from './check-entry.ts';
import { checkHeads } from './check-heads.ts';
import { sorted, type GivenFile } from './given.ts';
import { plainName } from './names.ts';
import { asIs, check, reportOf, type Report } from './report.ts';
import type { Trusted } from './trust.ts';

const UNKNOWN = text(
  '认不出这是什么：可以核对的有确认单（PDF）、机读凭证、事项导出文件和存档、链上记录及其证明、检查点。',
  'This is nothing known here. What can be checked: sheets (PDF), credentials, exported cases and their archives, entries of the log with their proofs, checkpoints.',
);
const PICTURE = text(
  '这是图片，截图和照片里没有签名可核对。要看二维码，请在核验页“扫二维码”里选它；要核对签名，请给原来的 PDF 文件。',
  'This is a picture, and a picture carries no signature to check. For its QR code choose it under “Show the QR code” of the verification page; to check the signature give the PDF itself.',
);
const TOO_LARGE = text(
  '文件超过 20 MB，没有读。',
  'The file has more than 20 MB and was not read.',
);
/** What is longer is read only where it can be read piece by piece. */
export const LIMIT_BYTES = 20 * 1024 * 1024;
/** As many at once as somebody may mean. */
const FILES_MAX = 50;

const TOO_MANY = text(
  `一次最多核对 ${FILES_MAX} 个文件，后面的没有读。`,
  `At most ${FILES_MAX} files are checked at once; those behind were not read.`,
);

const nothing = (name: string, why: typeof UNKNOWN): Report =>
  reportOf(asIs(plainName(name)), [check('intact', 'absent', why)], [], ['intact']);

/** Checks everything that was given, as what it shows itself to be. Nothing leaves the browser. */
export async function verify(
  files: readonly GivenFile[],
  trusted: Trusted,
): Promise<readonly Report[]> {
  const fit = files
    .slice(0, FILES_MAX)
    .filter(({ bytes, tooLarge }) => bytes.length <= LIMIT_BYTES && tooLarge !== true);
  const given = sorted(fit);
  const reports: Report[] = [];
  // The reading of PDFs is a part of its own, which only those fetch who have one.
  const sheets = given.pdfs.length > 0 ? await import('./sheet/check-sheet.ts') : undefined;
  for (const pdf of given.pdfs) if (sheets) reports.push(await sheets.checkSheet(pdf, trusted));
  const archives =
    given.archives.length > 0 ? await import('./archive/check-archive.ts') : undefined;
  for (const one of given.archives) {
    if (archives) reports.push(...(await archives.checkArchive(one, trusted)));
  }
  for (const one of given.credentials) reports.push(await checkCredential(one, trusted));
  for (const one of given.cases) reports.push(await checkCase(one, trusted));
  const { entries, proofs, heads } = given;
  if (entries.length > 0 || proofs.length > 0) {
    reports.push(await checkEntry(entries[0], proofs, trusted));
  }
  if (heads.length > 0) reports.push(await checkHeads(heads, trusted));
  reports.push(...given.pictures.map((name) => nothing(name, PICTURE)));
  reports.push(...given.unknown.map((name) => nothing(name, UNKNOWN)));
  const large = files.slice(0, FILES_MAX).filter((one) => !fit.includes(one));
  reports.push(...large.map(({ name }) => nothing(name, TOO_LARGE)));
  const [behind] = files.slice(FILES_MAX);
  return behind ? [...reports, nothing(behind.name, TOO_MANY)] : reports;
}
