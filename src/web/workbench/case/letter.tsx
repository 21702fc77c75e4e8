import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { titleWords, itemName, lawIn, valueOf } from '../words.ts';
import type { Stage } from './gaps.ts';

export interface Letter {
  readonly stage: Stage;
  /** Day it is given, YYYY-MM-DD. */
  readonly on: string;
  readonly gaps: readonly {
    readonly item: string;
    readonly ground: string;
    readonly reason: string;
    readonly law?: string;
  }[];
}

/** A one-time notice as whoever filed reads it (BJ-REG-11b, BJ-REG-12b): drawn once, so that what the
 *  officer sees before sending is what arrives. `go` leads to an item of the dossier below. */
export function NoticeLetter({
  view,
  pack,
  letter,
  go,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly letter: Letter;
  readonly go?: (item: string) => void;
}) {
  const { say, read, language } = useLanguage();
  const { stage, on, gaps } = letter;
  const { profile } = pack;
  const days = (clock: 'acceptance' | 'formalReview'): number | undefined => {
    const length = profile.clocks[clock]?.length;
    return length && 'n' in length ? length.n : undefined;
  };
  const filings = view.state['submissions'] as readonly { readonly on: string }[] | undefined;
  const filed = filings?.at(-1)?.on;
  // Whoever asks about the entry of another is told, not its registrant.
  const asks = view.parties.filter(({ key }) => key === 'applicant');
  const to = (
    asks.length > 0
      ? asks
      : view.parties.filter(({ key }) => /^(?:registrant|agent)$/.test(String(key)))
  ).map(({ name }) => String(name));
  const dossier = 'form' in view.state;
  const title = read(titleWords(view.title));
  const what = read(view.procedureTitle);
  const looked =
    stage === 'intake' ? say('受理审查', 'intake check') : read(profile.reviewName).toLowerCase();
  const [accept, review] = [days('acceptance'), days('formalReview')];
  const preview = view.state['preview'] as Readonly<Record<string, unknown>> | undefined;
  const registrar = preview?.['registrar'] ?? read(profile.registrar.name);
  return (
    <article className="letter" aria-label={say('一次性告知书', 'One-time notice')}>
      <h3>{say('一次性告知书', 'One-time notice of gaps')}</h3>
      <p>{say(`${to.join('、')}：`, `To ${to.join(', ')}:`)}</p>
      <p>
        {say(
          `${asks.length > 0 ? '你方' : '你单位'}${filed ? `${dateWords(filed, 'zh')}` : ''}提交的“${title}”${what}申请，经${looked}，以下${gaps.length}项需要补充或者更正，现一次性告知。`,
          `Your application (${what}) for "${title}"${filed ? `, filed on ${dateWords(filed, language)},` : ''} went through the ${looked}. ${gaps.length} item(s) have to be supplied or corrected; they are named here all at once.`,
        )}
      </p>
      <ol>
        {gaps.map((gap) => {
          const name = read(itemName(gap.item, pack));
          return (
            <li key={gap.item}>
              <p>
                {go ? (
                  <button type="button" className="plain" onClick={() => go(gap.item)}>
                    {name}
                  </button>
                ) : (
                  <strong>{name}</strong>
                )}{' '}
                <span className="quiet">{read(valueOf(gap.ground, pack)) || gap.ground}</span>
              </p>
              <p className="prose">
                {gap.reason || (
                  <span className="fault">{say('（尚未写明）', '(not written yet)')}</span>
                )}
              </p>
              <Cites law={gap.law ? [gap.law] : lawOf(gap.item, pack)} />
            </li>
          );
        })}
      </ol>
      <p>
        {say(
          `请在工作台中补充以上各项后重新提交，${dossier ? '其余各项已锁定，不需要改动' : '其余沿用原申请'}。重新提交后受理期限${accept === undefined ? '' : `（${accept}个工作日）`}重新起算${stage === 'review' && review !== undefined ? `，受理后审核期限（${review}个工作日）重新起算` : ''}。`,
          `Supply these items in the workbench and file again; everything else ${dossier ? 'is locked and ' : ''}stays as it is. From then the time to accept${accept === undefined ? '' : ` (${accept} working days)`} runs anew${stage === 'review' && review !== undefined ? `, and after acceptance the time to review (${review} working days)` : ''}.`,
        )}
      </p>
      <p>
        {say(
          '重新提交后，登记机构不就本次已经存在而没有列出的内容提出新的补正要求。',
          'After that the registrar demands nothing new about what stands there now and is not named above.',
        )}
      </p>
      <p className="letter-end">
        {String(registrar)}
        <br />
        <time dateTime={on}>{dateWords(on, language)}</time>
      </p>
    </article>
  );
}

/** The article the notice will cite: the first of the group's own. */
function lawOf(item: string, pack: Pack): readonly string[] {
  const group = pack.profile.materials.first.find(({ id }) => id === item.split('.')[0]);
  return lawIn(pack, group?.law ?? []).slice(0, 1);
}
