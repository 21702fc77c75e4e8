import {
  getDocument,
  GlobalWorkerOptions,
  type PDFDocumentLoadingTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { ask, bodyOf } from '../api.ts';

GlobalWorkerOptions.workerSrc = `${PDF_DATA}legacy/build/pdf.worker.min.mjs`;

/** Pixels of one picture inside a PDF that are still decoded: a sheet of A3 scanned at 600 dpi is 70 million. */
const MOST_PIXELS = 120_000_000;

/** Fetches a PDF of this origin and has it read in a worker. Nothing in it runs: scripts and forms that
 *  calculate are left alone, addresses are not followed, and no WebAssembly is asked of the policy. */
export async function openPdf(address: string): Promise<PDFDocumentLoadingTask> {
  const answer = await ask(address);
  if (!answer.ok) await bodyOf(answer);
  return getDocument({
    data: new Uint8Array(await answer.arrayBuffer()),
    cMapUrl: `${PDF_DATA}cmaps/`,
    standardFontDataUrl: `${PDF_DATA}standard_fonts/`,
    wasmUrl: `${PDF_DATA}wasm/`,
    useWasm: false,
    maxImageSize: MOST_PIXELS,
    enableXfa: false,
    verbosity: 0,
  });
}
