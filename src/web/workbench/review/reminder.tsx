import { useLanguage } from '../language.tsx';

/** What an officer may have overlooked before deciding: it reminds, and forbids nothing. */
export function Reminder({ lines }: { readonly lines: readonly string[] }) {
  const { say } = useLanguage();
  if (lines.length === 0) return null;
  return (
    <div className="note note-warn">
      <ul className="values">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="quiet">{say('这只是提醒，由您决定。', 'This is a reminder; you decide.')}</p>
    </div>
  );
}
