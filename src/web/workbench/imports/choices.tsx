import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Segmented, Select } from 'antd';
import { useLanguage } from '../language.tsx';
import { packsQuery } from '../queries.ts';
import { placeTitle } from '../roles.ts';
import type { Choices } from './queries.ts';

/** What every line begins with, where the sheet itself says nothing else. */
export function ChoicesForm({
  choices,
  change,
  agent,
}: {
  readonly choices: Choices;
  readonly change: (changed: Partial<Choices>) => void;
  readonly agent: boolean;
}) {
  const { say, read } = useLanguage();
  const { data: packs = [] } = useQuery(packsQuery);
  const places = packs.filter((p) => p.refines !== null).map((p) => p.jurisdiction);
  const template = (format: 'xlsx' | 'csv'): string => {
    const { jurisdiction, objectKind } = choices;
    return `/api/import-template?${new URLSearchParams({ jurisdiction, objectKind, format })}`;
  };
  return (
    <section className="card" aria-labelledby="import-choices">
      <h2 id="import-choices">{say('1. 填表', '1. Fill in the sheet')}</h2>
      <p>
        {say(
          '每一行是一项资源，导入后各成一份草稿，由您继续补充附件、送内部审核。CSV（UTF-8或者GB18030）或者xlsx，最多1万行。',
          'Each line is one resource and becomes a draft of its own, for you to complete. CSV (UTF-8 or GB18030) or xlsx, at most 10,000 lines.',
        )}
      </p>
      <div className="row">
        <Segmented
          aria-label={say('城市', 'City')}
          options={places.map((value) => ({ value, label: read(placeTitle(value)) }))}
          value={choices.jurisdiction}
          onChange={(jurisdiction) => change({ jurisdiction })}
        />
        <Select
          aria-label={say('登记对象', 'Object')}
          options={[
            { value: 'resource', label: say('数据资源', 'Data resource') },
            { value: 'product', label: say('数据产品', 'Data product') },
            { value: 'service', label: say('数据服务', 'Data service') },
          ]}
          value={choices.objectKind}
          onChange={(objectKind) => change({ objectKind })}
        />
        <Checkbox
          checked={choices.inScope}
          onChange={(event) => change({ inScope: event.target.checked })}
        >
          {say('已纳入授权运营范围', 'Within authorised operation')}
        </Checkbox>
      </div>
      {agent ? (
        <label className="stack">
          {say('委托代理事项编号（代理机构填写）', 'Mandate (for agents)')}
          <Input
            className="code"
            value={choices.mandate}
            onChange={(event) => change({ mandate: event.target.value.trim() })}
          />
        </label>
      ) : null}
      <p className="row">
        <a className="button" href={template('xlsx')} download>
          {say('下载模板（xlsx，带选项和说明）', 'Template (xlsx, with lists and help)')}
        </a>
        <a className="button" href={template('csv')} download>
          {say('下载模板（CSV）', 'Template (CSV)')}
        </a>
      </p>
    </section>
  );
}
