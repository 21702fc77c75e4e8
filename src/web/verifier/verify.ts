import { text } from '../../base/text.ts';
import { checkCase } from './check-case.ts';
import { checkCredential } from './check-credential.ts';
import { checkEntry } from './check-entry.ts';
import { checkHeads } from './check-heads.ts';
import { sorted, type GivenFile } from './given.ts';
import { check, reportOf, type Report } from './report.ts';
import type { Trusted } from './trust.ts';

const UNKNOWN = text(
  '认不出这是什么：可以核对的有确认单（PDF）、机读凭证、事项导出文件、链上记录及其证明、检查点。',
  'This is nothing known here. What can be checked: sheets (PDF), credentials, exported cases, entries of the log with their proofs, checkpoints.',
);
const TOO_LARGE = text(
  '文件超过 20 MB，没有读。',
  'The file has more than 20 MB and was not read.',
);
const LIMIT_BYTES = 20 * 1024 * 1024;

const nothing = (name: string, why: typeof UNKNOWN): Report =>
  reportOf(text(name, name), [check('intact', 'absent', why)], [], ['intact']);

/** Checks everything that was given, as what it shows itself to be. Nothing leaves the browser. */
export async function verify(
  files: readonly GivenFile[],
  trusted: Trusted,
): Promise<readonly Report[]> {
  const fit = files.filter(({ bytes }) => bytes.length <= LIMIT_BYTES);
  const given = sorted(fit);
  const reports: Report[] = [];
  // The reading of PDFs is a part of its own, which only those fetch who have one.
  const sheets = given.pdfs.length > 0 ? await import('./sheet/check-sheet.ts') : undefined;
  for (const pdf of given.pdfs) if (sheets) reports.push(await sheets.checkSheet(pdf, trusted));
  for (const one of given.credentials) reports.push(await checkCredential(one, trusted));
  for (const one of given.cases) reports.push(await checkCase(one, trusted));
  const { entries, proofs, heads } = given;
  if (entries.length > 0 || proofs.length > 0) {
    reports.push(await checkEntry(entries[0], proofs, trusted));
  }
  if (heads.length > 0) reports.push(await checkHeads(heads, trusted));
  reports.push(...given.unknown.map((name) => nothing(name, UNKNOWN)));
  const large = files.filter((one) => !fit.includes(one));
  return [...reports, ...large.map(({ name }) => nothing(name, TOO_LARGE))];
}
