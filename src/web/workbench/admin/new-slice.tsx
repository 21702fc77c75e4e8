import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { SLICE_MAX } from '../../../log/slice.ts';
import { CreditCodeInput } from '../form/credit-code.tsx';
import { ChoiceField, LineField, OtherField } from '../form/plain-field.tsx';
import { useLanguage } from '../language.tsx';
import { proceduresQuery } from '../queries.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { useChange } from './queries.ts';
import { exportSlice, LOG_ITSELF, type SliceForm } from './slice-queries.ts';

const EMPTY: SliceForm = { from: '', to: '', procedure: '', organisation: '', purpose: '' };

/** Asks for a slice: some days, one procedure or one body if wanted, and what for. */
export function NewSlice() {
  const { say, read } = useLanguage();
  const procedures = useQuery(proceduresQuery);
  const [form, setForm] = useState(EMPTY);
  const put = (part: Partial<SliceForm>): void => setForm((before) => ({ ...before, ...part }));
  const send = useChange(exportSlice, ({ count }) =>
    say(`已导出${count}条`, `${count} entries are exported`),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send.mutate(form);
  };
  const day = { type: 'date', maxLength: 10 };
  return (
    <section className="card" aria-label={say('导出审计数据', 'Export audit data')}>
      <p>
        {say(
          `导出目录链上本地区的记录及其在链证明，可离线核验有无改动，对照公开的日志核对有无遗漏。只含公开部分，不含不公开的材料。一份至多${SLICE_MAX}条，超过时请缩短时间段，或按程序、单位分开导出。`,
          `Exports the entries of your region on the log with their proofs: that nothing was altered can be checked offline, that nothing was left out against the public log. Public halves only. At most ${SLICE_MAX} entries a slice; take fewer days, or one procedure or body, where there are more.`,
        )}
      </p>
      <form onSubmit={submit} className="stack">
        <div className="group-fields">
          <LineField
            label={say('自', 'From')}
            value={form.from}
            change={(from) => put({ from })}
            input={day}
          />
          <LineField
            label={say('至', 'To')}
            value={form.to}
            change={(to) => put({ to })}
            input={day}
          />
          <ChoiceField
            label={say('程序', 'Procedure')}
            value={form.procedure}
            change={(procedure) => put({ procedure })}
            optional
            options={[
              { value: '', label: say('全部', 'All') },
              ...(procedures.data ?? []).map(({ name, title }) => ({
                value: name,
                label: read(title),
              })),
              { value: LOG_ITSELF.name, label: read(LOG_ITSELF.title) },
            ]}
          />
          <OtherField
            label={say('单位的统一社会信用代码', 'Credit code of a body')}
            help={say(
              '该单位办理的事项和写明该单位的记录。',
              'Acts taken by this body, and entries that name it.',
            )}
            optional
          >
            {(control) => (
              <CreditCodeInput
                control={control}
                value={form.organisation}
                change={(organisation) => put({ organisation })}
              />
            )}
          </OtherField>
          <LineField
            label={say('用途', 'Purpose')}
            value={form.purpose}
            change={(purpose) => put({ purpose })}
            input={{ maxLength: 500, minLength: 2 }}
            help={say(
              '记入操作日志，不公开；时间、程序和单位随导出写在公开的日志上。',
              'Kept in the operations log, which is not public; days, procedure and body go on the public log with the export.',
            )}
          />
        </div>
        <ProblemNote error={send.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {say('导出', 'Export')}
          </Button>
        </div>
      </form>
    </section>
  );
}
