import { Link } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { casesQuery } from '../queries.ts';
import { titleWords } from '../words.ts';
import { Due } from './due.tsx';

type Page = Awaited<ReturnType<NonNullable<ReturnType<typeof casesQuery>['queryFn']>>>;
export type CaseItem = Page['items'][number];

/** One case in a list: a row on a desk, a card on a phone. */
export function CaseLine({
  item,
  unit,
  choose,
}: {
  readonly item: CaseItem;
  /** What the due day is counted in, where it is not working days. */
  readonly unit?: string;
  /** Where cases can be chosen to be dealt with together. */
  readonly choose?: {
    readonly chosen: boolean;
    readonly open: boolean;
    readonly toggle: () => void;
  };
}) {
  const { say, read, language } = useLanguage();
  return (
    <li className={item.terminal ? 'case-line ended' : 'case-line'}>
      <div className="what">
        {choose ? (
          <Checkbox checked={choose.chosen} disabled={!choose.open} onChange={choose.toggle}>
            {say('选中', 'Choose')}
            <span className="hidden">{read(titleWords(item.title))}</span>
          </Checkbox>
        ) : null}
        <Link to="/cases/$id" params={{ id: item.id }}>
          {read(titleWords(item.title))}
        </Link>
        <span className="quiet">
          {read(item.procedureTitle)}
          {item.registrant ? ` · ${item.registrant}` : ''}
        </span>
      </div>
      <span className="status">{item.statusTitle ? read(item.statusTitle) : item.status}</span>
      <div className="when">
        {item.due ? (
          <>
            <span className="quiet">{read(item.clock?.title)}</span>
            <Due due={item.due} provisional={item.provisional} {...(unit ? { unit } : {})} />
          </>
        ) : (
          <span className="quiet">
            {say('更新于 ', 'Updated ')}
            {momentWords(item.updatedAt, language)}
          </span>
        )}
      </div>
    </li>
  );
}
