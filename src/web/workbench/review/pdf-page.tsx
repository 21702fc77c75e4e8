import {
  RenderingCancelledException,
  TextLayer,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../language.tsx';
import type { Zoom } from './zoom-bar.tsx';

/** Pixels of one drawn page: beyond it, it is drawn coarser and stretched. */
const MOST_PIXELS = 16_000_000;
/** Height over width of A4, until the page itself is known. */
const A4 = Math.SQRT2;

/** One page, drawn while it is near the window; its words lie over it, to be selected, searched and read aloud. */
export function PdfPage({
  pdf,
  number,
  zoom,
  width,
}: {
  readonly pdf: PDFDocumentProxy;
  readonly number: number;
  readonly zoom: Zoom;
  /** Of the room it stands in, in pixels. */
  readonly width: number;
}) {
  const { say } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState<PDFPageProxy>();
  const [lost, setLost] = useState(false);
  const near = useNear(frame);
  useEffect(() => {
    if (!near || page) return undefined;
    let gone = false;
    pdf.getPage(number).then(
      (got) => (gone ? undefined : setPage(got)),
      () => (gone ? undefined : setLost(true)),
    );
    return () => {
      gone = true;
    };
  }, [pdf, number, near, page]);
  const view = page ? viewOf(page, zoom, width) : undefined;
  const size = view ?? { width: width * zoom.scale, height: width * zoom.scale * A4, scale: 1 };
  useEffect(() => {
    const [paper, text] = [canvas.current, words.current];
    if (!near || !page || !paper || !text) return undefined;
    return drawn(page, viewOf(page, zoom, width), paper, text);
  }, [near, page, zoom.scale, zoom.turned, width]);
  if (lost)
    return (
      <p className="note note-warn" role="alert">
        {say(
          `第${number}页：这一页画不出来，文件可能缺损。请下载后核对。`,
          `Page ${number} cannot be drawn; the file may be damaged. Check the download.`,
        )}
      </p>
    );
  return (
    <figure className="pdf-page">
      <div
        ref={frame}
        role="group"
        aria-label={say(`第${number}页`, `Page ${number}`)}
        style={{ inlineSize: size.width, blockSize: size.height }}
      >
        <canvas ref={canvas} width={0} height={0} aria-hidden="true" />
        <div ref={words} className="pdf-words" />
      </div>
      <figcaption className="quiet num">
        {number}/{pdf.numPages}
      </figcaption>
    </figure>
  );
}

/** The page as wide as its room, times the zoom, turned beyond what it is turned itself. */
function viewOf(page: PDFPageProxy, zoom: Zoom, width: number) {
  const rotation = (page.rotate + zoom.turned) % 360;
  const natural = page.getViewport({ scale: 1, rotation });
  return page.getViewport({ scale: (width / natural.width) * zoom.scale, rotation });
}

/** Draws a page and lays its words over it; answers how to stop and let go. */
function drawn(
  page: PDFPageProxy,
  view: ReturnType<typeof viewOf>,
  paper: HTMLCanvasElement,
  text: HTMLDivElement,
): () => void {
  const fine = Math.min(
    window.devicePixelRatio,
    Math.sqrt(MOST_PIXELS / (view.width * view.height)),
  );
  paper.width = Math.floor(view.width * fine);
  paper.height = Math.floor(view.height * fine);
  const task = page.render({ canvas: paper, viewport: view, transform: [fine, 0, 0, fine, 0, 0] });
  const layer = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: text,
    viewport: view,
  });
  text.style.setProperty('--total-scale-factor', String(view.scale));
  Promise.all([task.promise, layer.render()]).then(
    () => (paper.dataset['drawn'] = ''),
    (error: unknown) => {
      const stopped =
        error instanceof RenderingCancelledException ||
        (error instanceof Error && error.name === 'AbortException');
      if (!stopped) throw error;
    },
  );
  return () => {
    task.cancel();
    layer.cancel();
    text.replaceChildren();
    delete paper.dataset['drawn'];
    [paper.width, paper.height] = [0, 0];
    page.cleanup();
  };
}

/** Whether a box is in the window or within one and a half windows of it. */
function useNear(box: React.RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const node = box.current;
    if (!node) return undefined;
    const root = node.closest('.pages');
    const watch = new IntersectionObserver(
      (seen) => setNear(seen.at(-1)?.isIntersecting ?? false),
      { root, rootMargin: '150%' },
    );
    watch.observe(node);
    return () => watch.disconnect();
  }, [box]);
  return near;
}
