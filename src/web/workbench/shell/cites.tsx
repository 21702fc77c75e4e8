import { useState } from 'react';
import { useLanguage } from '../language.tsx';
import { articleWords, printedOnce } from './article-words.ts';

const AT_ONCE = 4;

/** Articles, each leading to what it asks and what carries it out; long lists unfold. */
export function Cites({
  law,
  bare = false,
}: {
  readonly law: readonly string[];
  /** Without the word before them, where a heading says it. */
  readonly bare?: boolean;
}) {
  const { say, read } = useLanguage();
  const [all, setAll] = useState(false);
  const printed = printedOnce(law);
  if (printed.length === 0) return null;
  const shown = all || printed.length <= AT_ONCE ? printed : printed.slice(0, AT_ONCE - 1);
  const hidden = printed.length - shown.length;
  return (
    <span className="cites">
      {bare ? null : <span className="quiet">{say('依据', 'Under')}</span>}
      {shown.map((id) =>
        /^[A-Z]+-[A-Z]+-/.test(id) ? (
          <a
            key={id}
            title={id}
            href={`/law/articles/${encodeURIComponent(id)}`}
            target="_blank"
            rel="noreferrer"
          >
            {read(articleWords(id))}
          </a>
        ) : (
          <span key={id}>{id}</span>
        ),
      )}
      {hidden > 0 ? (
        <button type="button" className="plain" onClick={() => setAll(true)}>
          {say(`另${hidden}条`, `${hidden} more`)}
        </button>
      ) : null}
    </span>
  );
}
