import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type Ref } from 'react';
import { useLanguage } from '../language.tsx';
import { packsQuery, proceduresQuery } from '../queries.ts';
import { placeTitle } from '../roles.ts';
import { orderOf, type Filters, type Sort } from './filters.ts';

type Change = { [K in keyof Filters]?: Filters[K] | undefined };

/** What is shown; the address keeps it, so that a view can be sent to a colleague. */
export function FilterBar({
  ref,
  filters,
  change,
  leave,
}: {
  readonly ref: Ref<HTMLInputElement>;
  readonly filters: Filters;
  readonly change: (changed: Change) => void;
  /** From the words back to the list. */
  readonly leave: () => void;
}) {
  const { say, read } = useLanguage();
  const { data: procedures = [] } = useQuery(proceduresQuery);
  const { data: packs = [] } = useQuery(packsQuery);
  const places = packs.filter((p) => p.refines !== null).map((p) => p.jurisdiction);
  const states = procedures.find((p) => p.name === filters.procedure)?.states ?? [];
  const narrowed = [filters.procedure, filters.due, filters.drifted, filters.mine].filter(
    (one) => one !== undefined,
  ).length;
  return (
    <search className="queue-search">
      <Words
        ref={ref}
        q={filters.q ?? ''}
        change={(q) => change({ q: q || undefined })}
        leave={leave}
      />
      <label className="row">
        <span className="quiet">{say('排序', 'Order')}</span>
        <select
          value={orderOf(filters)}
          onChange={(event) => change({ sort: event.target.value as Sort })}
        >
          <option value="due">{say('最急的在前', 'Most urgent first')}</option>
          <option value="newest">{say('最近提出的在前', 'Newest first')}</option>
          <option value="oldest">{say('最早提出的在前', 'Oldest first')}</option>
        </select>
      </label>
      <details className="more-filters">
        <summary>
          {say('更多筛选', 'More filters')}
          {narrowed > 0 ? <span className="n">{narrowed}</span> : null}
        </summary>
        <div className="filters">
          <Choice
            words={say('城市', 'City')}
            options={(places.length > 0 ? places : [filters.jurisdiction]).map((value) => ({
              value,
              label: read(placeTitle(value)),
            }))}
            value={filters.jurisdiction}
            choose={(jurisdiction) => jurisdiction && change({ jurisdiction })}
          />
          <Choice
            words={say('事项类型', 'Kind of case')}
            every={say('全部类型', 'Every kind')}
            options={procedures.map((p) => ({ value: p.name, label: read(p.title) }))}
            value={filters.procedure}
            choose={(procedure) => change({ procedure, status: undefined })}
          />
          {states.length > 0 ? (
            <Choice
              words={say('状态', 'Status')}
              every={say('全部状态', 'Every status')}
              options={states.map((s) => ({ value: s.name, label: read(s.title) }))}
              value={filters.status}
              choose={(status) => change({ status })}
            />
          ) : null}
          <label className="row">
            <span className="quiet">{say('期限不晚于', 'Due by')}</span>
            <input
              type="date"
              value={filters.due ?? ''}
              onChange={(event) => change({ due: event.target.value || undefined })}
            />
          </label>
          <Tick
            on={filters.mine === true}
            change={(mine) => change({ mine })}
            words={say('只看本单位的', 'Ours only')}
          />
          <Tick
            on={filters.drifted === true}
            change={(drifted) => change({ drifted })}
            words={say('与目录不一致的', 'Out of sync with the catalogue')}
          />
          <Tick
            on={filters.which === 'all'}
            change={(all) => change({ which: all ? 'all' : 'open' })}
            words={say('含已办结', 'With finished ones')}
          />
        </div>
      </details>
    </search>
  );
}

function Choice({
  words,
  every,
  options,
  value,
  choose,
}: {
  readonly words: string;
  /** The word for choosing none. */
  readonly every?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: string | undefined;
  readonly choose: (value: string | undefined) => void;
}) {
  return (
    <select
      aria-label={words}
      value={value ?? ''}
      onChange={(event) => choose(event.target.value || undefined)}
    >
      {every === undefined ? null : <option value="">{every}</option>}
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

function Tick({
  on,
  change,
  words,
}: {
  readonly on: boolean;
  readonly change: (on: true | undefined) => void;
  readonly words: string;
}) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => change(event.target.checked || undefined)}
      />
      {words}
    </label>
  );
}

/** Searches when typing pauses, so that not every stroke asks the server. */
function Words({
  ref,
  q,
  change,
  leave,
}: {
  readonly ref: Ref<HTMLInputElement>;
  readonly q: string;
  readonly change: (q: string) => void;
  readonly leave: () => void;
}) {
  const { say } = useLanguage();
  const [typed, setTyped] = useState(q);
  const [known, setKnown] = useState(q);
  // The address may change by itself, as when one goes back.
  if (known !== q) {
    setKnown(q);
    if (typed.trim() !== q) setTyped(q);
  }
  useEffect(() => {
    if (typed.trim() === q) return undefined;
    const waiting = window.setTimeout(() => change(typed.trim()), 300);
    return () => window.clearTimeout(waiting);
  }, [typed, q, change]);
  return (
    <input
      ref={ref}
      type="search"
      maxLength={200}
      aria-label={say('搜索名称、单位、代码', 'Search by name, organisation or code')}
      placeholder={say('搜索名称、单位、代码（按 /）', 'Name, organisation, code (press /)')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') change(typed.trim());
        if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault();
          leave();
        }
      }}
    />
  );
}
