import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { citeLabel } from '../../law/articles.ts';
import { packFor } from '../../law/packs.ts';
import { wordsOf, type EvaluationReport } from '../figures/evaluation-report.ts';
import { drawable, fontCoverage } from './font-coverage.ts';

const cites = (law: readonly string[]): string => law.map((id) => citeLabel(id).zh).join('、');

/** What stands on the paper, in order. */
function layout(report: EvaluationReport, demo: boolean) {
  const { year, registrar, authority, recorded, comments, conclusion } = report;
  const { span, calendar, log } = recorded;
  const place = packFor(report.jurisdiction)?.name.zh ?? report.jurisdiction;
  const published = conclusion ? `${conclusion.on}发布` : '尚未发布，仅供核对';
  return {
    title: `${year}年度登记机构评价报告`,
    head: [
      `地区：${place}`,
      `被评价的登记机构：${registrar.name}（${registrar.code}）`,
      `评价机关：${authority.name}（${authority.code}）`,
      `状态：${published}`,
      `依据：${cites(report.law)}`,
    ],
    columns: ['指标', '数值', '基数', '依据'],
    axes: report.axes.map(({ title, figures }) => ({
      title: title.zh,
      rows: figures.map((f) => [f.title.zh, wordsOf(f), `${f.of}${f.ofWhat.zh}`, cites(f.law)]),
    })),
    parts: [
      ...(conclusion ? [{ title: '评价意见', paragraphs: [conclusion.text] }] : []),
      ...(comments.length > 0
        ? [{ title: '登记机构说明', paragraphs: comments.map((c) => `${c.on}　${c.text}`) }]
        : []),
      {
        title: '怎样核对',
        paragraphs: [
          `指标由${span.from}至${span.to}的全部记录算出：${span.cases}件、${span.events}条；没有权重，没有分数线。`,
          `记录摘要（SHA-256）：${span.digest}`,
          `工作日历：${calendar}。${log ? `计算时目录链已签名${log.size}条。` : ''}`,
          '被评价的登记机构可以用 shuji evaluate 对登记簿或者导出的数据文件重算，得出同样的数。',
        ],
      },
    ],
    footer: demo ? '演示数据　仅供演示，不具任何效力' : `事项编号 ${report.caseId}`,
  };
}

/** Prints a yearly report as PDF. */
export function evaluationPrinter(): (report: EvaluationReport, demo: boolean) => Buffer {
  const font = readFileSync(new URL('./fonts/ShujiSans-Regular.otf', import.meta.url));
  const source = readFileSync(new URL('./evaluation-paper.typ', import.meta.url), 'utf8');
  const covered = fontCoverage(font);
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: [font] }] });
  return (report, demo) => {
    const shown = JSON.stringify(layout(report, demo), (_key, value: unknown) =>
      typeof value === 'string' ? drawable(value, covered) : value,
    );
    const compiled = compiler.compile({ mainFileContent: source, inputs: { report: shown } });
    if (!compiled.result)
      throw new Error(
        `report does not compile: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`,
      );
    const pdf = compiler.pdf(compiled.result);
    compiler.evictCache(30);
    return pdf;
  };
}
