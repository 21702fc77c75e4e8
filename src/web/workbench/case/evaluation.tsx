import { useQuery } from '@tanstack/react-query';
import type { EvaluationReport } from '../../../app/figures/evaluation-report.ts';
import { body, client } from '../api.ts';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';

type Shown = EvaluationReport['axes'][number]['figures'][number];

/** The figures of the yearly evaluation by their axes, what they were drawn from, and the report to
 *  take away (BJ-REG-22, CQ-REG-21). */
export function Evaluation({ view }: { readonly view: CaseView }) {
  const { say, read, language } = useLanguage();
  const address = `/api/cases/${view.id}/evaluation`;
  const { data, error } = useQuery({
    queryKey: ['case', view.id, 'evaluation', view.version],
    queryFn: async () => {
      const asked = { param: { id: view.id }, query: { form: 'json' as const } };
      const report: unknown = await body(client.api.cases[':id'].evaluation.$get(asked));
      return report as EvaluationReport;
    },
  });
  const files = [
    [`${address}?form=pdf`, say('报告（PDF）', 'Report (PDF)')],
    [`${address}?form=csv`, say('指标表（CSV）', 'Figures (CSV)')],
    [`${address}?form=json`, say('报告数据（JSON）', 'Report (JSON)')],
    [`${address}-data`, say('所依据的记录', 'The records behind it')],
  ] as const;
  return (
    <section className="card evaluation" aria-labelledby="evaluation">
      <h2 id="evaluation">{say('评价指标', 'Figures of the evaluation')}</h2>
      <ProblemNote error={error} />
      {data ? null : error ? null : <Waiting />}
      {data?.axes.map((axis) => (
        <div key={axis.id}>
          <h3>{read(axis.title)}</h3>
          <dl className="facts">
            {axis.figures.map((figure) => (
              <FigureLine key={figure.id} figure={figure} />
            ))}
          </dl>
        </div>
      ))}
      {data ? (
        <p className="quiet">
          {say(
            `由${data.recorded.span.cases}件事项的${data.recorded.span.events}条记录算出`,
            `Drawn from ${data.recorded.span.events} records of ${data.recorded.span.cases} cases`,
          )}
          {say('（', ' (')}
          {dateWords(data.recorded.span.from, language)} —{' '}
          {dateWords(data.recorded.span.to, language)}
          {say('）；当时目录链已签名', '); the log was then signed up to ')}
          {say(`${data.recorded.log?.size ?? 0}条。`, `${data.recorded.log?.size ?? 0} entries.`)}
        </p>
      ) : null}
      <p className="row">
        {files.map(([href, name], at) => (
          <a key={href} className={at === 0 ? 'button-primary' : 'button'} href={href} download>
            {name}
          </a>
        ))}
      </p>
      <p className="quiet">
        {say(
          '凭“所依据的记录”，任何人可以用 shuji evaluate --data 重新算出同样的指标。',
          'With the records, anybody can draw the same figures again: shuji evaluate --data.',
        )}
      </p>
    </section>
  );
}

function FigureLine({ figure }: { readonly figure: Shown }) {
  const { say, read } = useLanguage();
  const { unit, value, of } = figure;
  const none = value === null || (unit === 'share' && of === 0);
  const words = none
    ? say('没有可算的', 'Nothing to count')
    : unit === 'workingDays'
      ? say(`${value}个工作日`, `${value} working days`)
      : String(value);
  return (
    <div>
      <dt>{read(figure.title)}</dt>
      <dd>
        <strong>{words}</strong>{' '}
        <span className="quiet">
          {say(`基数：${of}${figure.ofWhat.zh}`, `out of ${of} ${figure.ofWhat.en}`)}
        </span>{' '}
        <Cites law={figure.law} />
      </dd>
    </div>
  );
}
