import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { openPdf } from './pdf-open.ts';
import { PdfPage } from './pdf-page.tsx';
import { useZoom } from './zoom-bar.tsx';
import './pdf.css';

/** Pages that are laid out; a longer paper is to be downloaded. */
const MOST = 500;

/** A PDF, page under page, drawn by this program: the same in every browser, and nothing in it runs. */
export function PdfSheet({ address, label }: { readonly address: string; readonly label: string }) {
  const { say } = useLanguage();
  const [zoom, bar] = useZoom();
  const region = useRef<HTMLDivElement>(null);
  const width = useWidth(region);
  const read = usePdf(address);
  const { pdf } = read;
  return (
    <>
      {bar}
      {read.error ? <Unread error={read.error} /> : null}
      <div
        ref={region}
        className="paper-sheet pages"
        tabIndex={0}
        role="region"
        aria-label={label}
        aria-busy={!pdf && !read.error}
        hidden={read.error !== undefined}
      >
        {pdf || read.error ? null : <Waiting />}
        {pdf && width > 0
          ? Array.from({ length: Math.min(pdf.numPages, MOST) }, (_, n) => (
              <PdfPage key={n} pdf={pdf} number={n + 1} zoom={zoom} width={width} />
            ))
          : null}
      </div>
      {pdf && pdf.numPages > MOST ? (
        <p className="quiet">
          {say(
            `共${pdf.numPages}页，只显示前${MOST}页，其余请下载查看。`,
            `${pdf.numPages} pages; the first ${MOST} are shown, download it for the rest.`,
          )}
        </p>
      ) : null}
    </>
  );
}

interface Read {
  readonly pdf?: PDFDocumentProxy;
  readonly error?: unknown;
}

/** The PDF at an address, given back to the worker when it is no longer looked at. */
function usePdf(address: string): Read {
  const [read, setRead] = useState<Read>({});
  useEffect(() => {
    let gone = false;
    let end = (): void => undefined;
    const load = async (): Promise<void> => {
      const task = await openPdf(address);
      end = () => void task.destroy();
      if (gone) return end();
      const pdf = await task.promise;
      if (!gone) setRead({ pdf });
    };
    load().catch((error: unknown) => {
      if (!gone) setRead({ error });
    });
    return () => {
      gone = true;
      end();
    };
  }, [address]);
  return read;
}

/** The inner width of a box in pixels, 0 before it stands. */
function useWidth(box: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const node = box.current;
    if (!node) return undefined;
    const watch = new ResizeObserver(() => setWidth(node.clientWidth));
    watch.observe(node);
    return () => watch.disconnect();
  }, [box]);
  return width;
}

function Unread({ error }: { readonly error: unknown }) {
  const { say } = useLanguage();
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException')
    return (
      <p className="note note-warn" role="alert">
        {say(
          '这份PDF加了密码，不能查看。可以作为缺陷请对方换一份。',
          'This PDF is locked with a password. Note it as a defect and ask for another.',
        )}
      </p>
    );
  if (name === 'InvalidPDFException')
    return (
      <p className="note note-warn" role="alert">
        {say(
          '这份PDF打不开，可能已经损坏。可以下载后再试，或者作为缺陷请对方换一份。',
          'This PDF cannot be read; it may be damaged. Try the download, or note it as a defect.',
        )}
      </p>
    );
  return <ProblemNote error={error} />;
}
