import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { filled, template } from '../../law/templates.ts';
import { drawable, fontCoverage } from './font-coverage.ts';

export interface Paper {
  readonly template: string;
  readonly values: Readonly<Record<string, string | undefined>>;
  /** Whose demonstration seal is drawn; none: a blank to be sealed by hand. */
  readonly seal?: string;
}

/** Prints filled material templates as PDF. The seal it can draw is marked as a demonstration's. */
export function paperPrinter(): (paper: Paper) => Buffer {
  const font = readFileSync(new URL('./fonts/ShujiSans-Regular.otf', import.meta.url));
  const source = readFileSync(new URL('./paper.typ', import.meta.url), 'utf8');
  const covered = fontCoverage(font);
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: [font] }] });
  const draw = (words: string): string => drawable(words, covered);
  return ({ template: id, values, seal }) => {
    const found = template(id);
    if (!found) throw new Error(`no template ${id}`);
    const paper = {
      title: draw(found.title.zh),
      paragraphs: found.paragraphs.map((p) => draw(filled(p, values).zh)),
      footer: seal === undefined ? '' : '演示数据　仅供演示，不具任何效力',
      seal: seal === undefined ? null : draw(seal),
      mark: '演示用章',
    };
    const compiled = compiler.compile({
      mainFileContent: source,
      inputs: { paper: JSON.stringify(paper) },
    });
    if (!compiled.result)
      throw new Error(
        `paper does not compile: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`,
      );
    const pdf = compiler.pdf(compiled.result);
    compiler.evictCache(30);
    return pdf;
  };
}
