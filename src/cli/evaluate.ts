import { createReadStream, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkData, differencesOf } from '../app/figures/evaluation-check.ts';
import { drawIndicators } from '../app/figures/indicators.ts';
import { openInstance } from '../app/instance.ts';
import { linesOf } from '../app/imports/lines.ts';
import { readSettings } from '../app/settings.ts';
import { evaluationYears } from '../app/desk/supervision-lists.ts';
import { orThrow } from '../base/refusal.ts';
import type { EvaluationState } from '../contexts/supervision/evaluation-state.ts';
import { indicators, type Figures } from '../contexts/supervision/indicators.ts';
import { packFor } from '../law/packs.ts';
import { loadCase } from '../store/cases.ts';
import { runnerOf } from '../store/transaction.ts';

const USAGE = `shuji evaluate --year 2026 [--jurisdiction beijing]
                          由登记簿重算当年的评价指标，与评价事项所记核对
                          draw the figures of a year from the register, and compare with what is recorded
shuji evaluate --data FILE.ndjson
                          由导出的数据文件重算，不需要数据库 from an exported data file, without a database`;

const LINE_MAX = 1024 * 1024;

/** Exit 0: the same figures, or nothing recorded to compare with; 1: others; 2: asked wrongly. */
export async function evaluate(args: readonly string[]): Promise<number> {
  const asked = parsed(args);
  if (asked?.data !== undefined) return fromData(asked.data);
  const year = Number(asked?.year);
  const jurisdiction = asked?.jurisdiction ?? 'beijing';
  if (Number.isInteger(year) && packFor(jurisdiction)) return fromRegister(year, jurisdiction);
  console.error(USAGE);
  return 2;
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = { year: text, jurisdiction: text, data: text };
    return parseArgs({ args: [...args], options }).values;
  } catch {
    return undefined;
  }
}

async function fromRegister(year: number, jurisdiction: string): Promise<number> {
  const instance = await openInstance(orThrow(readSettings(process.env)));
  try {
    const { house } = instance;
    const runner = runnerOf(house.pool);
    const again = await drawIndicators(runner, { year, jurisdiction, calendar: house.calendar() });
    show(again);
    const years = await evaluationYears(house, jurisdiction);
    const own = years.find((one) => one.year === year)?.caseId;
    const stored = own && (await loadCase(runner, house.keys, own, false));
    const recorded = stored && (stored.state as EvaluationState).figures;
    if (recorded) return verdict(differencesOf(recorded, again));
    console.log('\n该年度没有已记录的指标可供核对。Nothing is recorded for that year.');
    return 0;
  } finally {
    await instance.close();
  }
}

async function fromData(file: string): Promise<number> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    console.error(`没有这一文件 no such file: ${file}`);
    return 2;
  }
  const lines = linesOf(createReadStream(file), LINE_MAX);
  // Lines too long, bytes that are no text, days that are none: the file is not what it should be.
  const found = await checkData(lines).catch(
    (error: unknown) => `文件无法读取 unreadable: ${String(error)}`,
  );
  if (typeof found === 'string') {
    console.error(found);
    return 1;
  }
  show(found.again);
  return verdict(found.different);
}

function show({ year, figures, span, calendar }: Figures): void {
  console.log(`${year}  ${span.from} – ${span.to}  ${span.cases}件 cases, ${span.events}条 events`);
  console.log(`摘要 digest ${span.digest}\n日历 calendar ${calendar}\n`);
  for (const { id, value, of } of figures) {
    const title = indicators[id]?.title;
    console.log(
      `${String(value ?? '—').padStart(8)} / ${String(of).padEnd(8)} ${title?.zh ?? id}  ${title?.en ?? ''}`,
    );
  }
}

function verdict(different: readonly string[]): number {
  console.log(
    different.length === 0
      ? '\n与所记一致。The same as recorded.'
      : `\n与所记不同 differs from what is recorded: ${different.join(', ')}`,
  );
  return different.length === 0 ? 0 : 1;
}
