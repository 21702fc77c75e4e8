import { useLanguage } from '../language.tsx';
import type { ProcedureView } from '../queries.ts';
import { newestOf, type Places } from './standing.ts';
import { finalityWords, standingWords } from './standing-words.ts';

/** The places of a case, or why they are not known. */
export interface OnLog {
  readonly places: Places | undefined;
  readonly error: unknown;
}

/** Whether what others may rely on is final. Which events these are the procedure declares. */
export function Finality({
  procedure,
  onLog: { places, error },
}: {
  readonly procedure: ProcedureView;
  readonly onLog: OnLog;
}) {
  const { say, read } = useLanguage();
  const binding = procedure.events.filter(({ bindsOthers }) => bindsOthers);
  const place =
    places &&
    newestOf(
      places,
      binding.map(({ name }) => name),
    );
  const title = binding.find(({ name }) => name === place?.type)?.title;
  if (!places || !place || !title) {
    return (
      <p className="finality" aria-live="polite">
        {error ? say('暂时查不到是否已见证', 'Whether it is witnessed is not known now') : ''}
      </p>
    );
  }
  return (
    <p
      className={`finality ${place.standing}`}
      aria-live="polite"
      title={read(standingWords(place, places.witnesses))}
    >
      {read(finalityWords(title, place, places.witnesses))}
    </p>
  );
}
