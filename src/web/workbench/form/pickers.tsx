import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useLanguage } from '../language.tsx';
import { body, client } from '../api.ts';
import { catalogueQuery, similarQuery } from '../queries.ts';
import type { ControlProps } from './field-shell.tsx';
import { useScope } from './scope.tsx';

export interface Picked {
  readonly control: ControlProps;
  readonly value: string;
  readonly change: (value: string) => void;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Ids nobody should have to type: fields by name, and where their choices come from. */
export function IdPicker({ name, ...picked }: Picked & { readonly name: string }) {
  const { about } = useScope();
  if (name === 'parent') return <NoticePicker {...picked} />;
  if (name === 'mandate') return <MandatePicker {...picked} />;
  if (name === 'itemId') return <CataloguePicker {...picked} />;
  if (name === 'duplicateOf' && about) return <SimilarPicker {...picked} id={about.id} />;
  return (
    <Input
      {...picked.control}
      className="code"
      value={picked.value}
      onChange={(event) => picked.change(event.target.value)}
    />
  );
}

/** Names whose field is one of the above, whatever its schema says. */
export const PICKED = new Set(['parent', 'mandate', 'itemId', 'duplicateOf']);

function NoticePicker(picked: Picked) {
  const { jurisdiction } = useScope();
  const { data } = useQuery({
    queryKey: ['notices', jurisdiction],
    queryFn: async () => {
      const query = { jurisdiction, open: 'true' as const, limit: '100' };
      return (await body(client.api.public.notices.$get({ query })))
        .items as unknown as readonly Notice[];
    },
  });
  const choices = data?.map(({ id, fields, to }) => ({
    value: id,
    label: `${fields['dataName'] ?? id} · ${fields['registrantName'] ?? ''} · ${to}`,
  }));
  return <Choose {...picked} choices={choices} />;
}

interface Notice {
  readonly id: string;
  readonly to: string;
  readonly fields: Readonly<Record<string, string | undefined>>;
}

function MandatePicker(picked: Picked) {
  const { jurisdiction } = useScope();
  const { data } = useQuery({
    queryKey: ['cases', 'mandates', jurisdiction],
    queryFn: async () => {
      const query = { jurisdiction, procedure: 'agency', mine: 'true' as const, limit: '100' };
      return (await body(client.api.cases.$get({ query }))).items;
    },
  });
  const { read } = useLanguage();
  const choices = data?.map((item) => ({
    value: item.id,
    label: `${item.title}（${read(item.statusTitle)}）`,
  }));
  return <Choose {...picked} choices={choices} />;
}

function SimilarPicker({ id, ...picked }: Picked & { readonly id: string }) {
  const { data } = useQuery(similarQuery(id));
  const choices = data?.map((one) => ({
    value: one.caseId,
    label: `${one.title} · ${one.holder}`,
  }));
  return <Choose {...picked} choices={choices} />;
}

function Choose({
  control,
  value,
  change,
  choices,
}: Picked & { readonly choices: readonly Choice[] | undefined }) {
  const { say } = useLanguage();
  return (
    <Select
      {...control}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={choices === undefined}
      options={[...(choices ?? [])]}
      value={value === '' ? null : value}
      notFoundContent={say('没有可选的事项', 'Nothing to choose from')}
      onChange={(chosen: string | null | undefined) => change(chosen ?? '')}
    />
  );
}

/** Recorded catalogue items, found by words of their name or department. */
export function CataloguePicker({ control, value, change }: Picked) {
  const { say } = useLanguage();
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const { data, isFetching } = useQuery(catalogueQuery(asked));
  return (
    <Select
      {...control}
      allowClear
      loading={isFetching}
      placeholder={say('输入名称或单位搜索目录', 'Search the catalogue by name or department')}
      showSearch={{ filterOption: false, onSearch: setWords }}
      options={(data ?? []).map((item) => ({
        value: item.id,
        label: `${item.name} · ${item.department}`,
      }))}
      value={value === '' ? null : value}
      notFoundContent={say('没有找到目录条目', 'No catalogue item found')}
      onChange={(chosen: string | null | undefined) => change(chosen ?? '')}
    />
  );
}
