import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { lawIn, titleWords } from '../words.ts';

/** A one-time notice that is one text (a renewal's): drawn once, so that what the officer sees before
 *  sending is what arrives. */
export function WordsLetter({
  view,
  pack,
  law,
  on,
  words,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly law: readonly string[];
  /** Day it is given, YYYY-MM-DD. */
  readonly on: string;
  readonly words: string;
}) {
  const { say, read, language } = useLanguage();
  const to = view.parties.map(({ name }) => String(name));
  const filed = view.state['filedOn'];
  const day = (of: 'zh' | 'en'): string => (typeof filed === 'string' ? dateWords(filed, of) : '');
  const title = read(titleWords(view.title));
  const { validTo } = view.state;
  const last = typeof validTo === 'string' && on <= validTo ? validTo : undefined;
  return (
    <article className="letter" aria-label={say('一次性告知书', 'One-time notice')}>
      <h3>{say('一次性告知书', 'One-time notice of gaps')}</h3>
      <p>{say(`${to.join('、')}：`, `To ${to.join(', ')}:`)}</p>
      <p>
        {say(
          `你单位${day('zh')}提交的“${title}”申请，以下内容需要补充，现一次性告知。`,
          `Your application "${title}"${day('en') ? `, filed on ${day('en')},` : ''} wants the following; it is named here all at once.`,
        )}
      </p>
      <p className="prose">{words}</p>
      <p>
        {say(
          '请在工作台中补充后重新提交，其余沿用原申请。此后不再告知补充。',
          'Supply it in the workbench and file again; everything else stays as it was filed. Nothing more is asked for after this.',
        )}
      </p>
      {last ? (
        <p>
          {say(
            `请在有效期届满前补充，最迟${dateWords(last, 'zh')}；届满后仍未补充的，可以不予续展，登记随即注销。`,
            `Supply it before the validity is over, on ${dateWords(last, 'en')} at the latest: after it the renewal may be refused, and the entry is cancelled with it.`,
          )}
        </p>
      ) : null}
      <Cites law={lawIn(pack, law)} />
      <p className="letter-end">
        {read(pack.profile.registrar.name)}
        <br />
        <time dateTime={on}>{dateWords(on, language)}</time>
      </p>
    </article>
  );
}

/** Such a notice as it was given, above everything else of the case. */
export function WordsTold({
  view,
  pack,
  law,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly law: readonly string[];
}) {
  const { say, language } = useLanguage();
  const { gaps, gapsOn } = view.state;
  if (typeof gaps !== 'string' || typeof gapsOn !== 'string') return null;
  return (
    <section className="card" aria-labelledby="told">
      <h2 id="told">{say('补正告知书', 'Notice of gaps')}</h2>
      <details open={view.status === 'gap'}>
        <summary>{dateWords(gapsOn, language)}</summary>
        <WordsLetter view={view} pack={pack} law={law} on={gapsOn} words={gaps} />
      </details>
    </section>
  );
}
