import { useNavigate } from '@tanstack/react-router';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { dateWords, dayOfMoment, momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { titleWords } from '../words.ts';
import { Due } from './due.tsx';
import type { CaseItem } from './pages.ts';

/** Where cases can be chosen to be dealt with together; plain values, so that a line is drawn again only
 *  when something on it changes. */
interface Choosing {
  readonly chosen?: boolean;
  readonly open?: boolean;
  readonly toggle?: ((item: CaseItem) => void) | undefined;
}

/** What stands on one line of a list: a row on a desk, a card on a phone. */
export const CaseCells = memo(function CaseCells({
  item,
  chosen = false,
  open = true,
  toggle,
  reachable = true,
  me,
  more,
}: Choosing & {
  readonly item: CaseItem;
  /** Whether the Tab key stops here: in a long list only at one row. */
  readonly reachable?: boolean;
  /** The officer who looks, where it is told who has a case. */
  readonly me?: string | undefined;
  readonly more?: ReactNode;
}) {
  const { say, read, language } = useLanguage();
  const title = read(titleWords(item.title));
  const tabIndex = reachable ? 0 : -1;
  return (
    <>
      {toggle ? (
        <label className="pick">
          <input
            type="checkbox"
            tabIndex={tabIndex}
            checked={chosen}
            disabled={!open && !chosen}
            onChange={() => toggle(item)}
            aria-label={`${say('选中', 'Choose')} ${title}`}
          />
        </label>
      ) : null}
      <div className="what">
        <CaseLink id={item.id} tabIndex={tabIndex}>
          {title}
        </CaseLink>
        <span className="quiet">
          {read(item.procedureTitle)}
          {item.registrant ? ` · ${item.registrant}` : ''}
        </span>
      </div>
      <span className="status">{item.statusTitle ? read(item.statusTitle) : item.status}</span>
      {me === undefined ? null : <InHand item={item} me={me} />}
      <div className="when">
        {item.due && item.left && !item.terminal ? (
          <>
            <Due due={item.due} provisional={item.provisional} left={item.left} brief />
            <span className="quiet">
              {read(item.clock?.title)}
              {item.clock?.startedOn
                ? say(
                    `（自${shortDay(item.clock.startedOn, 'zh')}起）`,
                    ` (since ${shortDay(item.clock.startedOn, 'en')})`,
                  )
                : ''}
            </span>
          </>
        ) : (
          <span className="quiet">
            {say('更新于 ', 'Updated ')}
            {momentWords(item.updatedAt, language)}
          </span>
        )}
        {more}
      </div>
    </>
  );
});

/** A plain link, which costs a tenth of a router's own: rows come and go by the dozen while one scrolls. */
function CaseLink({
  id,
  tabIndex,
  children,
}: {
  readonly id: string;
  readonly tabIndex: number;
  readonly children: ReactNode;
}) {
  const navigate = useNavigate();
  const open = (event: MouseEvent): void => {
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.button !== 0 || elsewhere || event.defaultPrevented) return;
    event.preventDefault();
    void navigate({ to: '/cases/$id', params: { id } });
  };
  return (
    <a href={`/workbench/cases/${id}`} tabIndex={tabIndex} data-case={id} onClick={open}>
      {children}
    </a>
  );
}

/** Who of the office has it, and since when. */
function InHand({ item, me }: { readonly item: CaseItem; readonly me: string }) {
  const { say, language } = useLanguage();
  const { desk } = item;
  if (item.terminal) return <span className="in-hand" />;
  if (!desk) return <span className="in-hand quiet">{say('无人认领', 'Unclaimed')}</span>;
  const mine = desk.account === me;
  const since = shortDay(dayOfMoment(desk.since), language);
  return (
    <span className={mine ? 'in-hand mine' : 'in-hand'}>
      <strong>{mine ? say('在我手上', 'In my hands') : desk.name}</strong>
      <span className="quiet">{say(`${since}起`, `since ${since}`)}</span>
      {desk.away ? <AwayWords away={desk.away} me={me} /> : null}
    </span>
  );
}

/** That somebody is away, until when, and who stands in. */
export function AwayWords({
  away,
  me,
}: {
  readonly away: NonNullable<NonNullable<CaseItem['desk']>['away']>;
  readonly me: string;
}) {
  const { say, language } = useLanguage();
  const to = shortDay(away.to, language);
  const by = away.substituteId === me ? say('我', 'me') : away.substitute;
  return (
    <span className="away">
      {say(`请假至${to}`, `away until ${to}`)}
      {by === null ? '' : say(`，${by}代办`, `, ${by} standing in`)}
    </span>
  );
}

/** A day without its weekday: 3月2日, 2 Mar; of another year with the year, by the caller's words. */
function shortDay(day: string, language: 'zh' | 'en'): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return dateWords(day, language);
  return SHORT[language].format(at);
}

const short = (locale: string) =>
  new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
const SHORT = { zh: short('zh-CN'), en: short('en-GB') } as const;

/** A line in a list that is short enough to be drawn whole. */
export function CaseLine({
  item,
  more,
  ...choosing
}: Choosing & {
  readonly item: CaseItem;
  readonly more?: ReactNode;
}) {
  return (
    <li className={choosing.toggle ? 'case-line choosable' : 'case-line'}>
      <CaseCells item={item} more={more} {...choosing} />
    </li>
  );
}
