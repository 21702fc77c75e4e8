import { parseArgs } from 'node:util';
import { checkCase, type CaseVerdict } from '../app/archive/case-check.ts';
import type { CaseEvidence } from '../app/archive/case-evidence.ts';
import { readCaseFile } from '../app/archive/case-file.ts';
import type { Policy } from '../log/policy.ts';
import { faultLine, headLines, printable, SELF_ASSERTED } from './evidence-words.ts';
import { orAskedWrongly, policyAt, textAt } from './read-evidence.ts';
import { actLine, erasedLine, SUMMARY } from './rerun-words.ts';

export const CASE_USAGE = `shuji verify case FILE… [--policy FILE]…         离线核验案卷文件，并凭记录重办（多页依次给出）
                                                 check a case offline and decide its acts again`;

const FILE_MAX = 64 * 1024 * 1024;
const PAGES_MAX = 200;

/** Exit 0: every entry is on the log and nothing disclosed speaks against it; 1: not; 2: asked wrongly. */
export async function verifyCase(args: readonly string[]): Promise<number> {
  const asked = parsed(args);
  if (!asked || asked.files.length === 0 || asked.files.length > PAGES_MAX) {
    console.error(CASE_USAGE);
    return 2;
  }
  return orAskedWrongly(async () => verifyPages(asked.files, asked.policies.map(policyAt)));
}

async function verifyPages(files: readonly string[], policies: readonly Policy[]): Promise<number> {
  const pages: CaseEvidence[] = [];
  for (const path of files) {
    const page = readCaseFile(textAt(path, FILE_MAX));
    if ('fault' in page) {
      console.log(printable(`不是案卷文件 not a case file: ${path}: ${page.fault}`));
      return 1;
    }
    pages.push(page);
  }
  return report(pages, await checkCase(pages, policies));
}

function parsed(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { policy: { type: 'string', multiple: true } },
    });
    return { files: positionals, policies: values.policy ?? [] };
  } catch {
    return undefined;
  }
}

export function report(
  pages: readonly CaseEvidence[],
  { heads, faults, rerun }: CaseVerdict,
): number {
  const [first] = pages;
  const events = pages.reduce((sum, page) => sum + page.events.length, 0);
  const genuine = faults.length === 0;
  const { caseId, procedure, jurisdiction } = first ?? {};
  console.log(printable(`${caseId} ${procedure} ${jurisdiction}，${events}个事件 events`));
  for (const line of headLines(heads)) console.log(printable(line));
  console.log(
    genuine
      ? '在链：每个事件都在两棵树上 on the log: every event, under both trees'
      : '不能确认在链 not shown to be on the log',
  );
  for (const fault of faults) console.log(faultLine(fault));
  console.log('重办 decided again:');
  for (const act of rerun.acts) console.log(printable(actLine(act)));
  if (rerun.erased.length > 0) console.log(printable(erasedLine(rerun.erased)));
  console.log(SUMMARY[rerun.outcome]);
  if (heads.some(({ by }) => by === 'own')) console.log(SELF_ASSERTED);
  return genuine && rerun.outcome !== 'different' ? 0 : 1;
}
