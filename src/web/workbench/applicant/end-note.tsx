import { Link } from '@tanstack/react-router';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack } from '../queries.ts';
import { valueOf } from '../words.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Why a case ended without what was asked for, and what one may do after it: no end is a dead end. */
export function EndNote({ view, pack }: { readonly view: CaseView; readonly pack: Pack }) {
  const { say, read, language } = useLanguage();
  const { ended, objections } = view.state;
  if (!isRecord(ended)) return null;
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
        {on ? say(`（${dateWords(on, language)}）`, ` (${dateWords(on, language)})`) : ''}
      </strong>
      {word('reasons') ? <p className="said">{word('reasons')}</p> : null}
      <p className="row">
        {upheld.map((id) => (
          <Link key={id} to="/cases/$id" params={{ id }}>
            {say('看异议的决定和理由', 'Read the decision on the objection and its reasons')}
          </Link>
        ))}
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
