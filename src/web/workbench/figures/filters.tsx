import { useQuery } from '@tanstack/react-query';
import { Input, Segmented } from 'antd';
import { dayOfMoment } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { listsQuery } from '../queries.ts';
import { useSession } from '../session.ts';
import type { FiguresView } from './queries.ts';
import { periodsFor, type FiguresSearch } from './search.ts';

type Change = { [K in keyof FiguresSearch]?: FiguresSearch[K] | undefined };

/** Which cases are counted and when; the address keeps it. */
export function FiguresFilters({
  figures,
  change,
}: {
  readonly figures: FiguresView;
  readonly change: (changed: Change) => void;
}) {
  const { say } = useLanguage();
  const { now } = useSession();
  const { period, procedure, district, reach, jurisdiction } = figures;
  const { data: lists } = useQuery(listsQuery(jurisdiction));
  const periods = periodsFor(dayOfMoment(now));
  const names = {
    weeks: say('最近26周', 'Last 26 weeks'),
    year: say('今年', 'This year'),
    twelve: say('最近365天', 'Last 365 days'),
  };
  const chosen = Object.entries(periods).find(
    ([, one]) => one.from === period.from && one.to === period.to,
  )?.[0];
  return (
    <search className="figure-filters">
      <Segmented
        aria-label={say('登记类型', 'Kind of registration')}
        options={[
          { value: 'reg.first', label: say('首次登记', 'First registration') },
          { value: 'reg.change', label: say('变更登记', 'Change') },
        ]}
        value={procedure}
        onChange={(value) => change({ procedure: value as 'reg.first' })}
      />
      <label>
        <span className="quiet">{say('期间', 'Period')}</span>
        <select
          className="select"
          value={chosen ?? ''}
          onChange={({ target }) => {
            if (target.value !== '') change(periods[target.value as 'weeks']);
          }}
        >
          {chosen === undefined ? <option value="">{say('自选', 'As chosen')}</option> : null}
          {(['weeks', 'year', 'twelve'] as const).map((one) => (
            <option key={one} value={one}>
              {names[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="quiet">{say('自', 'From')}</span>
        <Input
          type="date"
          value={period.from}
          max={period.to}
          onChange={({ target }) => target.value && change({ from: target.value, to: period.to })}
        />
      </label>
      <label>
        <span className="quiet">{say('至', 'To')}</span>
        <Input
          type="date"
          value={period.to}
          min={period.from}
          onChange={({ target }) => target.value && change({ to: target.value, from: period.from })}
        />
      </label>
      {reach === 'district' ? null : (
        <label>
          <span className="quiet">{say('登记主体所在区县', 'District of the registrant')}</span>
          <select
            className="select"
            value={district ?? ''}
            onChange={({ target }) => change({ district: target.value || undefined })}
          >
            <option value="">{say('全部', 'All')}</option>
            {lists?.regions.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </search>
  );
}
