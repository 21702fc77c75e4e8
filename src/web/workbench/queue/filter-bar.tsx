import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useLanguage } from '../language.tsx';
import { packsQuery, proceduresQuery } from '../queries.ts';
import { placeTitle } from '../roles.ts';
import type { Filters } from './filters.ts';

type Change = { [K in keyof Filters]?: Filters[K] | undefined };

/** What is shown; the address keeps it, so that a view can be sent to a colleague. */
export function FilterBar({
  filters,
  change,
}: {
  readonly filters: Filters;
  readonly change: (changed: Change) => void;
}) {
  const { say, read } = useLanguage();
  // On a phone the list comes first.
  const [wide] = useState(() => window.matchMedia('(min-width: 861px)').matches);
  const { data: procedures = [] } = useQuery(proceduresQuery);
  const { data: packs = [] } = useQuery(packsQuery);
  const places = packs.filter((p) => p.refines !== null).map((p) => p.jurisdiction);
  const states = procedures.find((p) => p.name === filters.procedure)?.states ?? [];
  return (
    <details className="filter-fold" open={wide}>
      <summary>{say('筛选与搜索', 'Filter and search')}</summary>
      <search className="filters">
        <Segmented
          aria-label={say('城市', 'City')}
          options={(places.length > 0 ? places : [filters.jurisdiction]).map((value) => ({
            value,
            label: read(placeTitle(value)),
          }))}
          value={filters.jurisdiction}
          onChange={(jurisdiction) => change({ jurisdiction })}
        />
        <Select
          aria-label={say('事项类型', 'Kind of case')}
          placeholder={say('全部类型', 'Every kind')}
          allowClear
          options={procedures.map((p) => ({ value: p.name, label: read(p.title) }))}
          value={filters.procedure ?? null}
          onChange={(procedure) => change({ procedure: procedure ?? undefined, status: undefined })}
        />
        <Select
          aria-label={say('状态', 'Status')}
          placeholder={say('全部状态', 'Every status')}
          allowClear
          disabled={states.length === 0}
          options={states.map((s) => ({ value: s.name, label: read(s.title) }))}
          value={filters.status ?? null}
          onChange={(status) => change({ status: status ?? undefined })}
        />
        <label className="row">
          <span className="quiet">{say('期限不晚于', 'Due by')}</span>
          <Input
            type="date"
            value={filters.due ?? ''}
            onChange={(event) => change({ due: event.target.value || undefined })}
          />
        </label>
        <Words q={filters.q ?? ''} change={(q) => change({ q: q || undefined })} />
        <Checkbox
          checked={filters.mine === true}
          onChange={(e) => change({ mine: e.target.checked || undefined })}
        >
          {say('只看本单位的', 'Ours only')}
        </Checkbox>
        <Checkbox
          checked={filters.drifted === true}
          onChange={(e) => change({ drifted: e.target.checked || undefined })}
        >
          {say('与目录不一致的', 'Out of sync with the catalogue')}
        </Checkbox>
        <Checkbox
          checked={filters.which === 'all'}
          onChange={(e) => change({ which: e.target.checked ? 'all' : undefined })}
        >
          {say('含已办结', 'With finished ones')}
        </Checkbox>
      </search>
    </details>
  );
}

/** Searches when typing pauses, so that not every stroke asks the server. */
function Words({ q, change }: { readonly q: string; readonly change: (q: string) => void }) {
  const { say } = useLanguage();
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (typed === q) return undefined;
    const waiting = window.setTimeout(() => change(typed.trim()), 400);
    return () => window.clearTimeout(waiting);
  }, [typed, q, change]);
  return (
    <Input
      type="search"
      aria-label={say('搜索名称、单位、代码', 'Search by name, organisation or code')}
      placeholder={say('搜索名称、单位、代码', 'Name, organisation, code')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      allowClear
    />
  );
}
