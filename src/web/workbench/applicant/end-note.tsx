import { Link } from '@tanstack/react-router';
import { dateWords, dayOfMoment } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack } from '../queries.ts';
import { useSession } from '../session.ts';
import { valueOf } from '../words.ts';
import { afterRenewal } from './after-renewal.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Why a case ended without what was asked for, and what one may do after it: no end is a dead end. */
export function EndNote({ view, pack }: { readonly view: CaseView; readonly pack: Pack }) {
  const { say, read, language } = useLanguage();
  const today = dayOfMoment(useSession().now);
  const { objections } = view.state;
  const ended = endOf(view);
  if (!ended) return null;
  const word = (name: string): string => (typeof ended[name] === 'string' ? ended[name] : '');
  const ground = valueOf(word('ground'), pack, view.procedure);
  const upheld = Object.entries(isRecord(objections) ? objections : {})
    .filter(([, outcome]) => outcome === 'upheld')
    .map(([id]) => id);
  const on = word('on');
  const after =
    view.procedure === 'reg.renew' ? afterRenewal(view.status, view.state, today) : undefined;
  return (
    <div className="note stack" role="note">
      <strong>
        {read(ground ?? view.statusTitle ?? undefined) || say('已终结', 'Ended')}
        {on ? say(`，${dateWords(on, language)}`, `, ${dateWords(on, language)}`) : ''}
      </strong>
      {word('reasons') ? <p className="prose">{word('reasons')}</p> : null}
      {after ? <p>{read(after)}</p> : null}
      <p className="row">
        {upheld.map((id) => (
          <Link key={id} to="/cases/$id" params={{ id }}>
            {say('看异议的决定和理由', 'Read the decision on the objection and its reasons')}
          </Link>
        ))}
        <EntryLink view={view} />
        {view.procedure === 'reg.first' &&
        view.audience.some((who) => who === 'registrant' || who === 'agent') ? (
          <Link to="/new" search={{ procedure: 'reg.first', jurisdiction: view.jurisdiction }}>
            {say('可以另行申请', 'You may apply anew')}
          </Link>
        ) : null}
      </p>
    </div>
  );
}

/** How it ended, as a record of its own or beside everything else of the case. */
function endOf({ state }: CaseView): Readonly<Record<string, unknown>> | undefined {
  if (isRecord(state['ended'])) return state['ended'];
  const { endedOn, reasons } = state;
  return typeof endedOn === 'string' ? { on: endedOn, reasons } : undefined;
}

/** The entry that the case was about. */
function EntryLink({ view }: { readonly view: CaseView }) {
  const { say } = useLanguage();
  const { about } = view.state;
  if (!isRecord(about) || typeof about['caseId'] !== 'string') return null;
  return (
    <Link to="/cases/$id" params={{ id: about['caseId'] }}>
      {say('看登记簿条目', 'See the entry in the register')}
    </Link>
  );
}
