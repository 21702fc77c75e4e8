import { Select, TreeSelect } from 'antd';
import type { ControlProps } from '../form/field-shell.tsx';
import { useLanguage } from '../language.tsx';
import { useCodeLists, useCodeName } from './code-lists.ts';

interface Props {
  readonly control: ControlProps;
  readonly value: string;
  readonly change: (value: string | undefined) => void;
}

/** Sections and divisions of GB/T 4754 as a tree that can be searched. */
export function IndustrySelect({ control, value, change }: Props) {
  const { say, read } = useLanguage();
  const { industries } = useCodeLists();
  const tree = industries.map((s) => ({
    value: s.code,
    title: `${s.code} ${read(s.name)}`,
    children: s.divisions.map((d) => ({
      value: `${s.code}${d.code}`,
      title: `${s.code}${d.code} ${read(d.name)}`,
    })),
  }));
  return (
    <TreeSelect
      {...control}
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeData={tree}
      placeholder={say('输入行业名称或代码', 'Type a name or code')}
      value={value === '' ? null : value}
      onChange={(chosen: string | null | undefined) => change(chosen ?? undefined)}
    />
  );
}

export function RegionSelect({ control, value, change }: Props) {
  const { regions } = useCodeLists();
  const codeName = useCodeName();
  const known = value === '' || regions.some((r) => r.code === value);
  const more = known ? [] : [{ value, label: codeName('region', value) }];
  return (
    <Select
      {...control}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={[...more, ...regions.map((r) => ({ value: r.code, label: `${r.name} ${r.code}` }))]}
      value={value === '' ? null : value}
      onChange={(chosen: string | null | undefined) => change(chosen ?? undefined)}
    />
  );
}
