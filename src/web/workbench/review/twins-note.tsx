import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language.tsx';
import { similarQuery, type CaseView } from '../queries.ts';
import type { Desk } from './desk-context.tsx';

/** Before a case is taken further: what counts as the same by rule, and the way to lay both side by side. */
export function TwinsNote({
  view,
  desk,
  leave,
}: {
  readonly view: CaseView;
  readonly desk: Desk;
  readonly leave: (then: () => void) => void;
}) {
  const { say, read } = useLanguage();
  const { data: similar = [] } = useQuery(similarQuery(view.id));
  const twins = similar.filter(({ same }) => same);
  if (twins.length === 0) return null;
  const compare = (): void =>
    leave(() => {
      desk.setPane('similar');
      window.setTimeout(() => document.getElementById('pane-similar')?.focus());
    });
  return (
    <div className="note note-warn">
      <p>
        {say(
          `有${twins.length}件依规则为重复，请先对照：`,
          `${twins.length} case(s) count as a duplicate by rule; compare first:`,
        )}
      </p>
      <ul className="values">
        {twins.map((one) => (
          <li key={one.caseId}>
            {one.title} · {one.statusTitle ? read(one.statusTitle) : one.status}
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={compare}>
        {say('逐项对照', 'Lay them side by side')}
      </button>
    </div>
  );
}
