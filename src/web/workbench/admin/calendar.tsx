import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { ApiProblem, body, client } from '../api.ts';
import { OtherField } from '../form/plain-field.tsx';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { CALENDAR_EXAMPLE } from './calendar-example.ts';
import { FilePick } from './file-pick.tsx';
import { useChange } from './queries.ts';
import { CalendarStatus } from './status.tsx';

const MOST_BYTES = 1_000_000;

/** Loads the holiday arrangement of a year; every running deadline is counted again with it. */
export function CalendarDesk() {
  const { say } = useLanguage();
  const [json, setJson] = useState('');
  const load = useChange(
    (text: string) => body(client.api.admin.calendars.$post({ json: objectOf(text) })),
    ({ year }) => say(`已导入${year}年的日历`, `The calendar of ${year} is loaded`),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    load.mutate(json);
  };
  const example = JSON.stringify(CALENDAR_EXAMPLE, null, 2);
  const label = say('年度放假安排（JSON）', 'Holiday arrangement of a year (JSON)');
  return (
    <>
      <CalendarStatus />
      <section className="card" aria-label={say('导入日历', 'Load a calendar')}>
        <p>
          {say(
            '国务院办公厅发布下一年放假通知后在此导入。伸入未发布年份的期限是暂定的，不会自动到期；导入后逐件重新计算，并记入各事项的办理经过。',
            'Load next year’s arrangement here once the State Council announces it. A deadline that reaches into an unpublished year is provisional and never fires; loading counts each again and says so in the history of its case.',
          )}
        </p>
        <form onSubmit={submit} className="stack">
          <OtherField label={label}>
            {({ status: _status, ...control }) => (
              <Input.TextArea
                {...control}
                className="code"
                rows={12}
                spellCheck={false}
                required
                value={json}
                onChange={(event) => setJson(event.target.value)}
              />
            )}
          </OtherField>
          <div className="row">
            <FilePick
              label={label}
              accept=".json,application/json"
              take={(file) => {
                void file.slice(0, MOST_BYTES).text().then(setJson);
              }}
            />
            <Button type="primary" htmlType="submit" loading={load.isPending}>
              {say('导入日历', 'Load the calendar')}
            </Button>
          </div>
          <ProblemNote error={load.error} />
          {load.data ? (
            <p className="note" role="status">
              {say(
                `已导入${load.data.year}年日历${load.data.version}，重新计算了${load.data.recalculated}件事项的期限。`,
                `Loaded ${load.data.version} for ${load.data.year}; recalculated ${load.data.recalculated} cases.`,
              )}
            </p>
          ) : null}
        </form>
        <details>
          <summary>{say('示例：2027年', 'Example: 2027')}</summary>
          <p className="quiet">
            {say(
              '日期须按正式通知填写；holidays为放假的起止日，workdays为调休上班的周末，version的末位是该年的第几版。',
              'Fill the dates from the notice itself: holidays from and to, workdays the weekends worked instead; the last number of version counts the versions of the year.',
            )}
          </p>
          <pre className="code example" tabIndex={0} aria-label={say('示例', 'Example')}>
            {example}
          </pre>
          <Button size="small" onClick={() => setJson(example)}>
            {say('放入输入框', 'Put it into the field')}
          </Button>
        </details>
      </section>
    </>
  );
}

/** What was typed, as a JSON object; anything else is told before it is sent. */
function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below, like every other value that is no object.
  }
  throw new ApiProblem({
    status: 422,
    code: 'JSON_EXPECTED',
    sentence: {
      zh: '内容不是JSON对象，请对照示例检查括号、逗号和引号。',
      en: 'This is not a JSON object. Compare brackets, commas and quotes with the example.',
    },
    cites: [],
  });
}
