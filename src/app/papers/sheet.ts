import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { create } from 'qrcode';
import { credentialFile } from '../../contexts/credential/credential.ts';
import type { SignedCredential } from '../../contexts/credential/credential.ts';
import { drawable, fontCoverage } from './font-coverage.ts';
import type { SheetOptions } from './sheet-text.ts';
import { sheetText } from './sheet-text.ts';

export interface Sheet {
  /** PDF/A-3b with the machine-readable credential attached, and the log's proof if the credential
   *  has one; not signed yet. */
  readonly pdf: Buffer;
  /** How many characters the font has not and that stand as 〓. */
  readonly substituted: number;
}

export interface SheetPrinter {
  /** About 10 ms once warm; dated with the day of issue. */
  pdf(credential: SignedCredential, options: SheetOptions): Sheet;
  /** The same sheet as SVG, for a preview on the screen. */
  svg(credential: SignedCredential, options: SheetOptions): string;
}

const local = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));

/** A QR symbol as SVG with its quiet zone; error correction M. */
function qrSvg(content: string): string {
  const { modules } = create(content, { errorCorrectionLevel: 'M' });
  const path = Array.from(modules.data, (dark, index) =>
    dark ? `M${(index % modules.size) + 2} ${Math.floor(index / modules.size) + 2}h1v1h-1z` : '',
  ).join('');
  const side = modules.size + 4;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path d="${path}"/></svg>`;
}

/** Every text of a value made drawable. */
function drawableAll<T>(value: T, covered: ReadonlySet<number>): T {
  return JSON.parse(JSON.stringify(value), (_key, item: unknown) =>
    typeof item === 'string' ? drawable(item, covered) : item,
  ) as T;
}

const geta = (value: unknown): number => JSON.stringify(value).split('〓').length - 1;

/** Keeps one compiler with its fonts: opened once a process, then every sheet takes milliseconds. */
export function sheetPrinter(): SheetPrinter {
  const sans = local('./fonts/ShujiSans-Regular.otf');
  const template = local('./sheet.typ').toString('utf8');
  const covered = fontCoverage(sans);
  const compiler = NodeCompiler.create({
    fontArgs: [{ fontBlobs: [sans, local('./fonts/ShujiSerif-Bold.otf')] }],
  });

  function compile(credential: SignedCredential, options: SheetOptions) {
    const written = sheetText(credential.payload, options);
    const drawn = drawableAll(written, covered);
    const substituted = geta(drawn) - geta(written);
    const note =
      substituted > 0 ? '注：“〓”处为字库未收录的字，以所附机读凭证为准。' : written.note;
    const compiled = compiler.compile({
      mainFileContent: template,
      inputs: {
        sheet: JSON.stringify({ ...drawn, note }),
        credential: credentialFile(credential),
        proof: credential.payload.log?.proof ?? '',
        qr: qrSvg(options.verifyUrl),
      },
    });
    if (!compiled.result) {
      const why = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
      throw new Error(`sheet template does not compile: ${JSON.stringify(why)}`);
    }
    return { document: compiled.result, substituted };
  }

  return {
    pdf(credential, options) {
      const { document, substituted } = compile(credential, options);
      // PDF/A refuses a glyph that is not in the font: a second guard against blanks.
      const pdf = compiler.pdf(document, { pdfStandard: 'a-3b' });
      compiler.evictCache(30);
      return { pdf, substituted };
    },
    svg: (credential, options) => compiler.plainSvg(compile(credential, options).document),
  };
}
