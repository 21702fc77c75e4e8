import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../language.tsx';
import { doorsOf, type Door, type Life } from '../model/entry.ts';
import { readState } from '../model/state.ts';
import { mayOpen } from '../new-case.tsx';
import { proceduresQuery, type CaseView } from '../queries.ts';
import { useSession } from '../session.ts';

/** Ways to what can be asked about an entry, with its code filled in. */
export function EntryDoors({
  view,
  life,
  code,
}: {
  readonly view: CaseView;
  readonly life: Life;
  readonly code: string;
}) {
  const { say, read } = useLanguage();
  const doors = useDoors(view);
  if (doors.length === 0) return null;
  return (
    <>
      <p className="row">
        {doors.map(({ procedure, word }) => (
          <Link
            key={procedure}
            className={procedure === 'reg.renew' ? 'button-primary' : 'button'}
            to="/new"
            search={{ procedure, jurisdiction: view.jurisdiction, entry: code }}
          >
            {read(word)}
          </Link>
        ))}
      </p>
      {view.status === 'REGISTERED' && life.windowOn === null ? (
        <p className="quiet">
          {say(
            '尚未进入续展期，到时会提示登记主体。',
            'The renewal window is not open yet; the registrant will be told.',
          )}
        </p>
      ) : null}
    </>
  );
}

/** What this person may begin about the entry that a case has become; nothing where it is none. */
export function useDoors(view: CaseView): readonly Door[] {
  const { account } = useSession();
  const { data: procedures = [] } = useQuery(proceduresQuery);
  const { life, result } = readState(view.state);
  if (!life || !result) return [];
  return doorsOf(view.status, life, view.audience).filter((door) =>
    procedures
      .find((p) => p.name === door.procedure)
      ?.acts.some((act) => mayOpen(act, account.roles)),
  );
}
