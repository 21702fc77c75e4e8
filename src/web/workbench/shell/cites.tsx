import { useLanguage } from '../language.tsx';

/** Articles, each leading to what it asks and what carries it out. */
export function Cites({ law }: { readonly law: readonly string[] }) {
  const { say } = useLanguage();
  if (law.length === 0) return null;
  return (
    <span className="cites">
      <span className="quiet">{say('依据 ', 'Under ')}</span>
      {law.map((id) =>
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
    </span>
  );
}
