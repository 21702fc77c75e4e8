import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { ask, bodyOf } from '../api.ts';
import { sizeWords } from '../format.ts';
import { FileCard } from '../form/file-input.tsx';
import { signatureWords, type FileFacts } from '../form/upload.ts';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { useZoom } from './zoom-bar.tsx';

const PdfSheet = lazy(async () => ({ default: (await import('./pdf-sheet.tsx')).PdfSheet }));

export interface Paper {
  /** What the dossier calls it. */
  readonly label: string;
  readonly file: Partial<FileFacts> & { readonly id: string };
}

/** The papers of a case, one at a time: PDF and pictures with zoom and turn, text as
 *  text, anything else as a card to download. */
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
  if (type === 'application/pdf')
    return (
      <Suspense fallback={<Waiting />}>
        <PdfSheet address={address} label={paper.label} />
      </Suspense>
    );
  if (/^image\/(?:png|jpeg)$/.test(type)) return <Picture address={address} label={paper.label} />;
  if (/^text\/|^application\/json$/.test(type)) return <Words address={address} />;
  return <Card paper={paper} />;
}

function Picture({ address, label }: { readonly address: string; readonly label: string }) {
  const [{ scale, turned }, bar] = useZoom();
  return (
    <>
      {bar}
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

function Card({ paper }: { readonly paper: Paper }) {
  const { say } = useLanguage();
  return (
    <div className="paper-sheet card-sheet">
      <p>
        {say(
          '这一类文件不能在页面里显示，请下载后查看。',
          'Files of this kind are not shown inside a page: download it.',
        )}
      </p>
      <FileCard file={paper.file} />
      <a className="button" href={`/api/files/${paper.file.id}`} download>
        {say('下载', 'Download')}
      </a>
    </div>
  );
}
