import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/** Folders of the PDF reader and which of their files a browser without WebAssembly asks for. */
const PARTS: Readonly<Record<string, RegExp>> = {
  'legacy/build': /^pdf\.worker\.min\.mjs$/,
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(?:pfb|ttf)$/,
  wasm: /_nowasm_fallback\.js$/,
};

/** Lays the PDF reader's worker and data beside the hashed files, under its version, and says where. */
export function pdfData(base: string): Plugin {
  const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = `assets/pdf-${version}/`;
  return {
    name: 'pdf-data',
    config: () => ({ define: { PDF_DATA: JSON.stringify(`${base}${folder}`) } }),
    generateBundle() {
      for (const [part, wanted] of Object.entries(PARTS)) {
        const from = join(dirname(manifest), part);
        for (const name of readdirSync(from).filter((one) => wanted.test(one)))
          this.emitFile({
            type: 'asset',
            fileName: `${folder}${part}/${name}`,
            source: readFileSync(join(from, name)),
          });
      }
    },
  };
}
