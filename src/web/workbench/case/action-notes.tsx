import { useLanguage } from '../language.tsx';
import type { CaseView } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { useDoors } from './entry-doors.tsx';

/** Where the rest is done: filling in and filing have their place above, with what was typed. */
export function Above({ drawn }: { readonly drawn: boolean }) {
  const { say } = useLanguage();
  return (
    <p>
      {drawn ? (
        <a href="#dossier">
          {say(
            '填写、请同事审核和提交，都在上面的四页里办。',
            'Filling in, the review and the filing are done on the four pages above.',
          )}
        </a>
      ) : (
        <a href="#defects">
          {say(
            '补正和重新提交，都在上面“要补正的都在这里”办。',
            'Mending and filing again are done above, under “All that is to be mended”.',
          )}
        </a>
      )}
    </p>
  );
}

export function NothingToDo({ view }: { readonly view: CaseView }) {
  const { say } = useLanguage();
  const doors = useDoors(view).length;
  return (
    <p className="quiet">
      {say('目前没有您可以办理的事项。', 'There is nothing for you to do now.')}{' '}
      {doors > 0 ? (
        <a href="#entry">
          {say('可以就这一登记提出的申请，见“登记簿条目”', 'What can be asked about this entry')}
        </a>
      ) : null}
    </p>
  );
}

/** Reasons that say only that it is not this person's turn, or not this step. */
const PLAIN: ReadonlySet<string> = new Set(['ACT_NOT_YOURS', 'ACT_WRONG_STATE']);

/** Why acts are closed. What holds up an officer who could otherwise act, such as that a second person
 *  is wanted or a time is not over, stands where it is read. */
export function Closed({ view }: { readonly view: CaseView }) {
  const { say, read } = useLanguage();
  if (view.closed.length === 0) return null;
  const held = view.audience.includes('office')
    ? view.closed.filter(({ why }) => !PLAIN.has(why.code))
    : [];
  return (
    <>
      {held.length > 0 ? (
        <ul className="plain-list held-up">
          {held.map((one) => (
            <li key={one.act} className="quiet">
              {say(`暂不能“${one.title.zh}”：`, `Not yet “${one.title.en}”: `)}
              {read(one.why.sentence)}
            </li>
          ))}
        </ul>
      ) : null}
      <AllClosed view={view} />
    </>
  );
}

function AllClosed({ view }: { readonly view: CaseView }) {
  const { say, read } = useLanguage();
  return (
    <details>
      <summary>
        {say(
          `暂不能办理的${view.closed.length}项及原因`,
          `${view.closed.length} closed acts, and why`,
        )}
      </summary>
      <ul className="plain-list closed">
        {view.closed.map((one) => (
          <li key={one.act}>
            <strong>{read(one.title)}</strong>
            <p>{read(one.why.sentence)}</p>
            <Cites law={one.why.cites} />
          </li>
        ))}
      </ul>
    </details>
  );
}
