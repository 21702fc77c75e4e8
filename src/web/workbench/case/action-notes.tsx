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

export function Closed({ view }: { readonly view: CaseView }) {
  const { say, read } = useLanguage();
  if (view.closed.length === 0) return null;
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
