import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { dateWords } from '../format.ts';
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

/** Found by its name, and by its number though the name is what is shown. */
const nameOrNumber = (typed: string, one: Choice | undefined): boolean => {
  const word = typed.trim().toLowerCase();
  return one?.label.toLowerCase().includes(word) === true || one?.value.toLowerCase() === word;
};

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Ids nobody should have to type: fields by name, and where their choices come from. */
export function IdPicker({ name, ...picked }: Picked & { readonly name: string }) {
  const { about } = useScope();
  if (name === 'parent') return <NoticePicker {...picked} />;
  if (name === 'about' || name === 'caseId') return <AnyCasePicker {...picked} name={name} />;
  const own = OWN[name];
  if (own) return <OwnCasePicker {...picked} {...own} />;
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
export const PICKED = new Set([
  'parent',
  'mandate',
  'deposit',
  'duty',
  'after',
  'changeCase',
  'itemId',
  'duplicateOf',
]);

/** A notice that runs now, to choose by its name; a registration by its typed code. */
function NoticePicker({ control, value, change }: Picked) {
  const { jurisdiction } = useScope();
  const { say, language } = useLanguage();
  const [typed, setTyped] = useState('');
  const { data = [], isFetching } = useQuery({
    queryKey: ['notices', jurisdiction],
    queryFn: async () => {
      const query = { jurisdiction, open: 'true' as const, limit: '100' };
      return (await body(client.api.public.notices.$get({ query })))
        .items as unknown as readonly Notice[];
    },
  });
  const running = data.map(({ id, fields, to }) => ({
    value: id,
    label: [
      fields['dataName'] ?? id,
      fields['registrantName'] ?? '',
      say(`公示至${dateWords(to, language)}`, `until ${dateWords(to, language)}`),
    ].join(' · '),
  }));
  const code = typed.trim();
  const known = code === '' || running.some((one) => one.value === code);
  return (
    <Select
      {...control}
      allowClear
      loading={isFetching}
      placeholder={say('选择公示中的事项，或输入登记编码', 'Choose a notice, or type a code')}
      showSearch={{ filterOption: nameOrNumber, onSearch: setTyped }}
      options={[...running, ...(known ? [] : [{ value: code, label: code }])]}
      value={value === '' ? null : value}
      notFoundContent={say(
        '现在没有正在公示的事项；已登记的，请输入登记编码',
        'No notice runs now; for what is registered, type its code',
      )}
      onChange={(chosen: string | null | undefined) => change(chosen ?? '')}
    />
  );
}

interface Notice {
  readonly id: string;
  readonly to: string;
  readonly fields: Readonly<Record<string, string | undefined>>;
}

interface Own {
  readonly procedure: string;
  /** Cases that came to their end instead of those that still run. */
  readonly ended?: boolean;
  /** Those that stand in one of these states, ended or not. */
  readonly states?: readonly string[];
}

/** Cases of one's own organisation, by the field that names one. */
const OWN: Readonly<Record<string, Own>> = {
  mandate: { procedure: 'agency', states: ['active'] },
  deposit: { procedure: 'evid', states: ['proven', 'LINKED'] },
  duty: { procedure: 'reg.duty' },
  changeCase: { procedure: 'reg.change' },
  after: { procedure: 'reg.first', ended: true },
};

function OwnCasePicker({ procedure, ended = false, states, ...picked }: Picked & Own) {
  const { jurisdiction } = useScope();
  const { data } = useQuery({
    queryKey: ['cases', 'own', procedure, ended, jurisdiction],
    queryFn: async () => {
      const which = ended || states ? ('all' as const) : ('open' as const);
      const query = { jurisdiction, procedure, which, mine: 'true' as const, limit: '100' };
      return (await body(client.api.cases.$get({ query }))).items;
    },
  });
  const { read } = useLanguage();
  const choices = data
    ?.filter((item) =>
      states
        ? states.includes(item.status)
        : !ended || (item.terminal && item.status !== 'REGISTERED'),
    )
    .map((item) => ({ value: item.id, label: `${item.title}（${read(item.statusTitle)}）` }));
  return <Choose {...picked} choices={choices} />;
}

/** Any case the reader may see, to choose by its name; its number may be typed as well. Where something
 *  is to be erased, only cases that are over can be meant. */
function AnyCasePicker({ name, control, value, change }: Picked & { readonly name: string }) {
  const { jurisdiction } = useScope();
  const { say, read } = useLanguage();
  const [typed, setTyped] = useState('');
  const { data = [], isFetching } = useQuery({
    queryKey: ['cases', 'any', name, jurisdiction],
    queryFn: async () => {
      const kind = name === 'caseId' ? { procedure: 'evid' } : {};
      const query = { jurisdiction, which: 'all' as const, limit: '100', ...kind };
      return (await body(client.api.cases.$get({ query }))).items;
    },
  });
  const listed = data
    .filter((one) => (name === 'caseId' ? one.status !== 'WITHDRAWN' : one.terminal))
    .map((one) => ({
      value: one.id,
      label: `${one.title} · ${read(one.procedureTitle)}（${read(one.statusTitle)}）`,
    }));
  const number = typed.trim().toLowerCase();
  const known = number === '' || listed.some((one) => one.value === number);
  return (
    <Select
      {...control}
      allowClear
      loading={isFetching}
      placeholder={say('选择事项，或输入事项编号', 'Choose a case, or type its number')}
      showSearch={{ filterOption: nameOrNumber, onSearch: setTyped }}
      options={[...listed, ...(known ? [] : [{ value: number, label: number }])]}
      value={value === '' ? null : value}
      notFoundContent={say('请输入事项编号', 'Type the number of the case')}
      onChange={(chosen: string | null | undefined) => change(chosen ?? '')}
    />
  );
}

/** An entry of the register: one's own to choose from, any other by its typed code. */
export function EntryPicker({ control, value, change }: Picked) {
  const { jurisdiction } = useScope();
  const { say } = useLanguage();
  const [typed, setTyped] = useState('');
  const { data = [], isFetching } = useQuery({
    queryKey: ['cases', 'own-entries', jurisdiction],
    queryFn: async () => {
      const of = { procedure: 'reg.first', status: 'REGISTERED', mine: 'true' as const };
      return (await body(client.api.cases.$get({ query: { ...of, jurisdiction, limit: '100' } })))
        .items;
    },
  });
  const own = data.map(({ id, title }) => ({ value: id, label: title }));
  const code = typed.trim();
  return (
    <Select
      {...control}
      allowClear
      loading={isFetching}
      placeholder={say('选择本单位的登记，或输入登记编码', 'Choose one of yours, or type a code')}
      showSearch={{ filterOption: nameOrNumber, onSearch: setTyped }}
      options={[...own, ...(code === '' ? [] : [{ value: code, label: code }])]}
      value={value === '' ? null : value}
      notFoundContent={say('请输入登记编码', 'Type the registration code')}
      onChange={(chosen: string | null | undefined) => change(chosen ?? '')}
    />
  );
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
