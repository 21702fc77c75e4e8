import { useLanguage } from '../language.tsx';
import type { Pack } from '../queries.ts';

/** Says in plain words when the rules of a place are not law yet. */
export function DraftMark({ pack }: { readonly pack: Pick<Pack, 'status' | 'title'> }) {
  const { say } = useLanguage();
  if (pack.status === 'in-force') return null;
  if (pack.status === 'trial') {
    return (
      <p className="note">
        {say(`《${pack.title.zh}》试行中。`, `"${pack.title.en}" is on trial.`)}
      </p>
    );
  }
  return (
    <p className="note note-warn">
      {say(
        `《${pack.title.zh}》：征求意见稿，未施行。在此办理仅作演练。`,
        `"${pack.title.en}" is a consultation draft, not in force. Cases under it are rehearsals.`,
      )}
    </p>
  );
}
