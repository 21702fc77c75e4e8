import { useQuery } from '@tanstack/react-query';
import { text, type Text } from '../../../base/text.ts';
import { rows } from '../../look/charts-rows.ts';
import { Chart } from '../figures/chart.tsx';
import { useLanguage } from '../language.tsx';
import { placeTitle } from '../roles.ts';
import { Cites } from '../shell/cites.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { ListHead } from './list-head.tsx';
import { retentionQuery } from './queries.ts';

const CLASSES: Readonly<Record<string, Text>> = {
  registered: text('注销、撤销的登记', 'Ended registrations'),
  terminated: text('没有登记成的申请', 'Applications that came to nothing'),
  drafts: text('草稿', 'Drafts'),
  operations: text('操作日志', 'Operations log'),
  accounts: text('停用的账户', 'Closed accounts'),
};

/** What is past the time the office keeps it, by number alone; nothing is deleted by itself. */
export function Retention() {
  const { say, read } = useLanguage();
  const { data, error, isPending } = useQuery(retentionQuery);
  if (isPending) return <Waiting />;
  if (!data) return <ProblemNote error={error} />;
  const name = (row: (typeof data)[number]): string => {
    const what = read(CLASSES[row.class] ?? text(row.class, row.class));
    return row.jurisdiction === null
      ? what
      : say(
          `${read(placeTitle(row.jurisdiction))}：${what}`,
          `${read(placeTitle(row.jurisdiction))}: ${what}`,
        );
  };
  const years = (n: number | null): string =>
    n === null ? say('长期保存', 'for good') : say(`${n}年`, `${n} years`);
  const past = data.reduce((all, row) => all + row.past, 0);
  return (
    <section className="card" aria-label={say('保存期限', 'Retention')}>
      <p>
        {say(
          '各类记录保存多少年由登记机构设定，没有设定的长期保存。超过期限的不会自动删除：由登记机构人员逐件提出，两人办理。',
          'The office sets for how many years each kind is kept; what it has not set is kept for good. Nothing is deleted by itself: an officer proposes each, and two people decide.',
        )}{' '}
        <Cites law={['BJ-REG-5']} />
      </p>
      {past === 0 ? (
        <p className="note" role="status">
          {say('目前没有超过保存期限的记录。', 'Nothing is past its time.')}
        </p>
      ) : null}
      <Chart
        title={say('超过保存期限的记录', 'Past their time')}
        across
        draw={(width) =>
          rows(
            data.map((row) => ({
              label: name(row),
              n: row.past,
              told: say(
                `${row.past}件，${years(row.years)}`,
                `${row.past}; kept ${years(row.years)}`,
              ),
            })),
            width,
          )
        }
        heads={[
          say('类别', 'Kind'),
          say('保存', 'Kept'),
          say('早于', 'Before'),
          say('件', 'Number'),
        ]}
        items={data.map((row) => ({
          label: name(row),
          cells: [years(row.years), row.before ?? '—', String(row.past)],
        }))}
      />
      <ListHead
        shown={data.length}
        more={false}
        name="retention"
        rows={() => [
          [say('类别', 'Kind'), say('年', 'Years'), say('早于', 'Before'), say('件', 'Number')],
          ...data.map((row) => [
            name(row),
            String(row.years ?? ''),
            row.before ?? '',
            String(row.past),
          ]),
        ]}
      />
    </section>
  );
}
