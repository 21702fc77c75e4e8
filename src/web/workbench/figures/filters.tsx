import { useQuery } from '@tanstack/react-query';
import { Input, Segmented } from 'antd';
import { useEffect, useState } from 'react';
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
  const cityLevel = `${lists?.regions[0]?.code.slice(0, 2) ?? ''}0000`;
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
      <Day
        label={say('自', 'From')}
        value={period.from}
        change={(from) => change({ from, to: from > period.to ? from : period.to })}
      />
      <Day
        label={say('至', 'To')}
        value={period.to}
        change={(to) => change({ from: to < period.from ? to : period.from, to })}
      />
      {reach === 'district' ? null : (
        <label>
          <span className="quiet">{say('登记主体所在区县', 'District of the registrant')}</span>
          <select
            className="select"
            value={district ?? ''}
            onChange={({ target }) => change({ district: target.value || undefined })}
          >
            <option value="">{say('全部', 'All')}</option>
            <option value={cityLevel}>{say('市级', 'City level')}</option>
            {lists?.regions
              .filter(({ code }) => code !== cityLevel)
              .map(({ code, name }) => (
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

/** A day is taken as soon as it can be one that is meant: a year half typed is a year too. */
function Day({
  label,
  value,
  change,
}: {
  readonly label: string;
  readonly value: string;
  readonly change: (day: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <label>
      <span className="quiet">{label}</span>
      <Input
        type="date"
        value={typed}
        min={EARLIEST}
        max={LATEST}
        onChange={({ target }) => {
          setTyped(target.value);
          if (target.value >= EARLIEST && target.value <= LATEST) change(target.value);
        }}
        onBlur={() => setTyped(value)}
      />
    </label>
  );
}

const [EARLIEST, LATEST] = ['2000-01-01', '2199-12-31'] as const;
