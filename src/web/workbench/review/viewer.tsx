import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, bodyOf } from '../api.ts';
import { sizeWords } from '../format.ts';
import { FileCard } from '../form/file-input.tsx';
import { signatureWords, type FileFacts } from '../form/upload.ts';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';

export interface Paper {
  /** What the dossier calls it. */
  readonly label: string;
  readonly file: Partial<FileFacts> & { readonly id: string };
}

/** The papers of a case, one at a time: PDF in the browser's own viewer, pictures with zoom and turn,
 *  text as text, anything else as a card to download. */
export function Viewer({
  papers,
  shown,
  show,
}: {
  readonly papers: readonly Paper[];
  readonly shown: string | undefined;
  readonly show: (id: string) => void;
}) {
  const { say, read } = useLanguage();
  const at = Math.max(
    0,
    papers.findIndex(({ file }) => file.id === shown),
  );
  const paper = papers[at];
  if (!paper) return <p className="quiet">{say('没有附文件。', 'No file came with it.')}</p>;
  const step = (by: number): void => {
    const next = papers[(at + by + papers.length) % papers.length];
    if (next) show(next.file.id);
  };
  const signature = signatureWords(paper.file);
  return (
    <div className="viewer">
      <div className="viewer-head">
        <select
          className="native"
          aria-label={say('看哪一份文件', 'Which file')}
          value={paper.file.id}
          onChange={(event) => show(event.target.value)}
        >
          {papers.map(({ file, label }) => (
            <option key={file.id} value={file.id}>
              {label}
            </option>
          ))}
        </select>
        {papers.length > 1 ? (
          <>
            <button
              type="button"
              className="button"
              onClick={() => step(-1)}
              aria-label={say('上一份', 'The one before')}
            >
              ‹
            </button>
            <span className="quiet num">
              {at + 1}/{papers.length}
            </span>
            <button
              type="button"
              className="button"
              onClick={() => step(1)}
              aria-label={say('下一份', 'The next one')}
            >
              ›
            </button>
          </>
        ) : null}
      </div>
      <p className="viewer-facts quiet">
        <a href={`/api/files/${paper.file.id}`} download>
          {paper.file.name ?? paper.file.id}
        </a>
        {paper.file.size === undefined ? null : <span>{sizeWords(paper.file.size)}</span>}
        {signature ? <span>{read(signature)}</span> : null}
      </p>
      <Sheet key={paper.file.id} paper={paper} />
    </div>
  );
}

/** The type, or what the name says where only that is known. */
const typeOf = ({ type, name = '' }: Paper['file']): string =>
  type ?? BY_NAME[/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''] ?? '';

const BY_NAME: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
};

function Sheet({ paper }: { readonly paper: Paper }) {
  const type = typeOf(paper.file);
  const address = `/api/files/${paper.file.id}/view`;
  // A frame without a PDF viewer would only download what it is given.
  if (type === 'application/pdf' && navigator.pdfViewerEnabled)
    // Without `sandbox`: Chromium refuses its PDF viewer inside one. The address answers as PDF alone.
    return <iframe className="paper-sheet" src={address} title={paper.label} />;
  if (/^image\/(?:png|jpeg)$/.test(type)) return <Picture address={address} label={paper.label} />;
  if (/^text\/|^application\/json$/.test(type)) return <Words address={address} />;
  return <Card paper={paper} address={type === 'application/pdf' ? address : undefined} />;
}

const STEPS = [0.5, 0.75, 1, 1.5, 2, 3, 4];

function Picture({ address, label }: { readonly address: string; readonly label: string }) {
  const { say } = useLanguage();
  const [zoom, setZoom] = useState(2);
  const [turned, setTurned] = useState(0);
  const scale = STEPS[zoom] ?? 1;
  return (
    <>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
        >
          {say('缩小', 'Smaller')}
        </button>
        <span className="num" aria-live="polite">
          {scale * 100}%
        </span>
        <button
          type="button"
          className="button"
          disabled={zoom === STEPS.length - 1}
          onClick={() => setZoom(zoom + 1)}
        >
          {say('放大', 'Larger')}
        </button>
        <button type="button" className="button" onClick={() => setTurned((turned + 90) % 360)}>
          {say('向右转', 'Turn right')}
        </button>
      </div>
      <div className="paper-sheet picture" tabIndex={0} role="region" aria-label={label}>
        <img
          src={address}
          alt={label}
          style={{ inlineSize: `${scale * 100}%`, rotate: `${turned}deg` }}
        />
      </div>
    </>
  );
}

/** Characters of a text that are shown; the rest is in the download. */
const MOST = 50_000;

function Words({ address }: { readonly address: string }) {
  const { say } = useLanguage();
  const { data, error } = useQuery({
    queryKey: ['case', 'text', address],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const answer = await ask(address);
      if (!answer.ok) await bodyOf(answer);
      return (await answer.text()).slice(0, MOST + 1);
    },
  });
  if (error) return <ProblemNote error={error} />;
  if (data === undefined) return <Waiting />;
  return (
    <>
      <pre className="paper-sheet words" tabIndex={0}>
        {data.slice(0, MOST)}
      </pre>
      {data.length > MOST ? (
        <p className="quiet">
          {say('只显示前5万个字符，全文请下载。', 'The first 50,000 characters; download for all.')}
        </p>
      ) : null}
    </>
  );
}

function Card({ paper, address }: { readonly paper: Paper; readonly address: string | undefined }) {
  const { say } = useLanguage();
  return (
    <div className="paper-sheet card-sheet">
      <p>
        {address
          ? say(
              '这个浏览器不能在页面里显示PDF。可以在新窗口中打开，或者下载。',
              'This browser shows no PDF inside a page. Open it in a window of its own, or download it.',
            )
          : say(
              '这一类文件不能在页面里显示，请下载后查看。',
              'Files of this kind are not shown inside a page: download it.',
            )}
      </p>
      <FileCard file={paper.file} />
      <p className="row">
        {address ? (
          <a className="button" href={address} target="_blank" rel="noreferrer">
            {say('在新窗口中打开', 'Open in a new window')}
          </a>
        ) : null}
        <a className="button" href={`/api/files/${paper.file.id}`} download>
          {say('下载', 'Download')}
        </a>
      </p>
    </div>
  );
}
