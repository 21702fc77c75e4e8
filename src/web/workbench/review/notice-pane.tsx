import { PERSONAL_KINDS, scanPersonal } from '../../../base/personal-scan.ts';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { readState } from '../model/state.ts';
import type { CaseView, Pack } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { itemName, nameOf } from '../words.ts';
import { useDesk } from './desk-context.tsx';
import { hitsIn, publicTexts, type PublicText } from './public-texts.ts';

/** The notice exactly as the portal shows it, and what in it looks like information about persons. */
export function NoticePane({ view, pack }: { readonly view: CaseView; readonly pack: Pack }) {
  const { say, read, language } = useLanguage();
  const { preview } = readState(view.state);
  const notice = view.state['notice'] as
    | { readonly from: string; readonly fields: Readonly<Record<string, unknown>> }
    | null
    | undefined;
  const fields = notice?.fields ?? preview ?? {};
  const clock = view.clocks.find(({ name }) => name === 'publicNotice');
  const length = pack.profile.clocks.publicNotice?.length;
  const texts = publicTexts(view);
  const desk = useDesk();
  const label = (id: string): string =>
    read(pack.profile.noticeFields.find((f) => f.id === id)?.label ?? nameOf(id, pack));
  return (
    <div className="notice-pane">
      <Scan texts={texts} pack={pack} go={desk?.go} />
      <section className="as-public" aria-label={say('公示的样子', 'As the portal shows it')}>
        <p className="quiet">{say('登记公示', 'Public notice')}</p>
        <h3>{String(fields['dataName'] ?? '')}</h3>
        <p className="note">
          {clock
            ? say(
                `公示至${dateWords(clock.due, 'zh')}，当日24时${clock.provisional ? '（暂定，该年日历尚未公布）' : ''}。`,
                `Until ${dateWords(clock.due, 'en')}, 24:00${clock.provisional ? ' (provisional: the calendar of that year is not published)' : ''}.`,
              )
            : length && 'n' in length
              ? say(
                  `自发布之日的次日起公示${length.n}个工作日。`,
                  `For ${length.n} working days from the day after it is published.`,
                )
              : null}
        </p>
        <dl className="facts">
          {Object.entries(fields).map(([id, value]) => (
            <div key={id}>
              <dt>{label(id)}</dt>
              <dd className="prose">
                <Marked words={String(value ?? '')} />
              </dd>
            </div>
          ))}
        </dl>
        <Cites law={pack.profile.noticeLaw} />
      </section>
      <p className="quiet">
        {notice
          ? say(
              `公示自${dateWords(notice.from, language)}起，内容如上。`,
              `On notice since ${dateWords(notice.from, language)}, as above.`,
            )
          : say(
              '公示只含以上各项，其余材料不公开。赋码之后，登记簿另公开可使用和禁止的场景、登记主体代码和登记对象。',
              'A notice shows exactly this. Once there is a code, the register also shows usable and forbidden scenarios, the code of the registrant and the object.',
            )}
      </p>
    </div>
  );
}

/** What looks personal in the texts that become public; a person decides what it is. */
export function Scan({
  texts,
  pack,
  go,
}: {
  readonly texts: readonly PublicText[];
  readonly pack: Pack;
  /** Leads to where it was written; absent: it is only named. */
  readonly go?: ((item: string) => void) | undefined;
}) {
  const { say, read } = useLanguage();
  const hits = hitsIn(texts);
  if (hits.length === 0)
    return (
      <p className="good">
        {say(
          '✓ 将要公开的文字里没有发现电话、证件号码、邮箱、银行卡号、门牌地址或者姓名。',
          '✓ No phone, identity or card number, e-mail, street address or name was found in what becomes public.',
        )}
      </p>
    );
  return (
    <div className="note note-warn">
      <p>
        {say(
          `将要公开的文字里有${hits.length}处像是个人信息，请看过再定：`,
          `${hits.length} place(s) in what becomes public look like personal information; look before you decide:`,
        )}
      </p>
      <ul className="plain-list scan">
        {hits.map((hit) => (
          <li key={`${hit.item} ${hit.from}`}>
            <strong>{read(PERSONAL_KINDS[hit.kind])}</strong>{' '}
            <span className="prose">
              …{hit.before}
              <mark>{hit.words}</mark>
              {hit.after}…
            </span>{' '}
            {go ? (
              <button type="button" className="plain" onClick={() => go(hit.item)}>
                {read(itemName(hit.item, pack))}
              </button>
            ) : (
              <span className="quiet">{read(itemName(hit.item, pack))}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Marked({ words }: { readonly words: string }) {
  const { say } = useLanguage();
  if (words === '') return <span className="quiet">{say('（空）', '(empty)')}</span>;
  const parts = [];
  let at = 0;
  for (const { from, to } of scanPersonal(words)) {
    if (from < at) continue;
    parts.push(words.slice(at, from), <mark key={from}>{words.slice(from, to)}</mark>);
    at = to;
  }
  return (
    <>
      {parts}
      {words.slice(at)}
    </>
  );
}
