import { useState } from 'react';
import { useLanguage } from '../language.tsx';

const AT_ONCE = 4;

/** Articles, each leading to what it asks and what carries it out; long lists unfold. */
export function Cites({ law }: { readonly law: readonly string[] }) {
  const { say } = useLanguage();
  const [all, setAll] = useState(false);
  if (law.length === 0) return null;
  const shown = all || law.length <= AT_ONCE ? law : law.slice(0, AT_ONCE - 1);
  const hidden = law.length - shown.length;
  return (
    <span className="cites">
      <span className="quiet">{say('依据', 'Under')}</span>
      {shown.map((id) =>
        /^[A-Z]+-[A-Z]+-/.test(id) ? (
          <a
            key={id}
            href={`/law/articles/${encodeURIComponent(id)}`}
            target="_blank"
            rel="noreferrer"
          >
            {id}
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
