import { Link } from '@tanstack/react-router';
import { dateWords, dayOfMoment } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack } from '../queries.ts';
import { useSession } from '../session.ts';
import { valueOf } from '../words.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Why a case ended without what was asked for, and what one may do after it: no end is a dead end. */
export function EndNote({ view, pack }: { readonly view: CaseView; readonly pack: Pack }) {
  const { say, read, language } = useLanguage();
  const { objections } = view.state;
  const ended = endOf(view);
  if (!ended) return null;
  const word = (name: string): string => (typeof ended[name] === 'string' ? ended[name] : '');
  const ground = valueOf(word('ground'), pack, view.procedure);
  const upheld = Object.entries(isRecord(objections) ? objections : {})
    .filter(([, outcome]) => outcome === 'upheld')
    .map(([id]) => id);
  const on = word('on');
  return (
    <div className="note stack" role="note">
      <strong>
        {read(ground ?? view.statusTitle ?? undefined) || say('已终结', 'Ended')}
        {on ? say(`，${dateWords(on, language)}`, `, ${dateWords(on, language)}`) : ''}
      </strong>
      {word('reasons') ? <p className="prose">{word('reasons')}</p> : null}
      <AfterRenewal view={view} />
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

/** What a renewal that is over has done to the entry: it has a new term, still its old one, or none. */
function AfterRenewal({ view }: { readonly view: CaseView }) {
  const { say, language } = useLanguage();
  const today = dayOfMoment(useSession().now);
  const { validTo, term } = view.state;
  if (view.procedure !== 'reg.renew' || typeof validTo !== 'string') return null;
  if (isRecord(term) && typeof term['to'] === 'string') {
    const to = dateWords(term['to'], language);
    return <p>{say(`续展后，有效期至${to}。`, `With the renewal it is valid until ${to}.`)}</p>;
  }
  const last = dateWords(validTo, language);
  return (
    <p>
      {today <= validTo
        ? say(
            `该登记的有效期仍至${last}；届满前可以再次申请续展，不续展的届满后注销。`,
            `The entry is still valid until ${last}. Until then a renewal can be filed again; without one the entry is cancelled when the validity is over.`,
          )
        : say(
            `该登记的原有效期已于${last}届满；没有另行续展的，已经注销，要继续登记须另行申请首次登记。`,
            `That term ended on ${last}. Without another renewal the entry is cancelled; to register it again, file a first registration.`,
          )}
    </p>
  );
}
