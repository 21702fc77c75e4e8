import { createReadStream, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LineTooLong, linesOf } from '../app/imports/lines.ts';
import { openSource, sourceAt } from '../app/log/source.ts';
import { ownKeys, servedKeys } from '../app/read-keys.ts';
import { readSettings } from '../app/settings.ts';
import { checkSlice, type SliceVerdict } from '../app/audit/slice-check.ts';
import { orThrow } from '../base/refusal.ts';
import { faultLine, headLines, printable, SELF_ASSERTED } from './evidence-words.ts';
import { missing, orAskedWrongly, policyAt, textAt } from './read-evidence.ts';

export const SLICE_USAGE = `shuji verify slice FILE [--keys KEYS.json] [--policy FILE]… [--log URL]
                                                 核验审计数据；给出日志网址（如 https://…/log）则核对有无遗漏
                                                 check a slice for auditors; with the log, that nothing was left out`;

const LINE_MAX = 8 * 1024 * 1024;
const KEYS_MAX = 1024 * 1024;

/** Exit 0: nothing is wrong with what could be checked; 1: something is; 2: asked wrongly. */
export async function verifySlice(args: readonly string[]): Promise<number> {
  const asked = parsed(args);
  if (asked) return orAskedWrongly(() => verifyFile(asked));
  console.error(SLICE_USAGE);
  return 2;
}

function parsed(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        keys: { type: 'string' },
        log: { type: 'string' },
        policy: { type: 'string', multiple: true },
      },
    });
    const [file, ...more] = positionals;
    return file === undefined || more.length > 0 ? undefined : { file, ...values };
  } catch {
    return undefined;
  }
}

async function verifyFile(asked: NonNullable<ReturnType<typeof parsed>>): Promise<number> {
  const { file, keys, log, policy = [] } = asked;
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw missing(file);
  const { trusted } = orThrow(
    keys === undefined
      ? ownKeys(orThrow(readSettings(process.env)))
      : servedKeys(textAt(keys, KEYS_MAX)),
  );
  const trust = {
    policies: policy.map(policyAt),
    keys: trusted,
    ...(log === undefined ? {} : { log: openSource(sourceAt(log)) }),
  };
  try {
    return report(await checkSlice(linesOf(createReadStream(file), LINE_MAX), trust));
  } catch (error) {
    // A line without end, or bytes that are no text.
    if (!(error instanceof LineTooLong || error instanceof TypeError)) throw error;
    console.log('不是审计数据文件 not a slice file');
    return 1;
  }
}

function report({ header, heads, faults, faulty, later }: SliceVerdict): number {
  if (!header) {
    console.log('不是审计数据文件 not a slice file');
    return 1;
  }
  const { query, id, exportedAt, auditor, count, end } = header;
  const { from, to, jurisdictions, procedure, organisation } = query;
  const narrowed = [...jurisdictions, procedure, organisation].filter((one) => one !== null);
  console.log(printable(`${from} – ${to}，${narrowed.join('，')}，${count}条 entries`));
  console.log(
    printable(
      `第${id}号，${exportedAt} 导出给 exported to ${auditor}，截至第${end}条 up to entry ${end}`,
    ),
  );
  for (const line of headLines(heads)) console.log(printable(line));
  if (faulty === 0) {
    console.log('真实：每一条都在两棵树上，签名有效 genuine: every entry under both trees, signed');
  } else {
    console.log(`不能确认为真实：${faulty}处 not genuine: ${faulty} faults`);
    for (const fault of faults) console.log(faultLine(fault));
  }
  if (later === null) console.log(UNCHECKED);
  else if (faulty === 0) console.log(completeWords(later));
  if (heads.some(({ by }) => by === 'own')) console.log(SELF_ASSERTED);
  return faulty === 0 ? 0 : 1;
}

const UNCHECKED = `未核对有无遗漏：用 --log 给出公开的日志。
Whether anything was left out was not checked: give the public log with --log.`;

const completeWords = (later: number): string =>
  `完整：对照公开日志逐条筛选，没有遗漏；导出之后又有${later}条符合。
Complete: no entry of the public log that answers was left out; ${later} more came after the export.`;
