import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import { FilePick } from '../admin/file-pick.tsx';
import { upload, type FileFacts } from '../form/upload.ts';
import { useLanguage } from '../language.tsx';
import { packsQuery, queryClient } from '../queries.ts';
import { useSession } from '../session.ts';
import { announce } from '../shell/announce.tsx';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { ChoicesForm } from './choices.tsx';
import { Columns } from './columns.tsx';
import {
  importsQuery,
  previewQuery,
  runs,
  startImport,
  type Choices,
  type Mapping,
} from './queries.ts';
import { Report } from './report.tsx';

/** Quick import of a whole sheet (BJ-REG-19): fill in, choose, look, try, import. */
export function Imports() {
  const { say } = useLanguage();
  const { account } = useSession();
  const title = say('批量导入', 'Import a sheet');
  const heading = usePage(title);
  const [choices, setChoices] = useState<Choices>({
    jurisdiction: account.org?.region.startsWith('50') ? 'chongqing' : 'beijing',
    objectKind: 'resource',
    inScope: false,
    mandate: '',
  });
  const [file, setFile] = useState<FileFacts>();
  const jobs = useQuery(importsQuery);
  const [latest] = jobs.data ?? [];
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <ChoicesForm
        choices={choices}
        change={(changed) => setChoices({ ...choices, ...changed })}
        agent={account.roles.includes('agent')}
      />
      <Upload file={file} take={setFile} />
      {file ? (
        <Sheet
          key={`${file.id} ${choices.jurisdiction}`}
          file={file}
          choices={choices}
          busy={runs(latest)}
        />
      ) : null}
      <ProblemNote error={jobs.error} />
      {latest ? <Report key={latest.id} job={latest} /> : null}
    </>
  );
}

function Upload({
  file,
  take,
}: {
  readonly file: FileFacts | undefined;
  readonly take: (file: FileFacts) => void;
}) {
  const { say } = useLanguage();
  const [part, setPart] = useState(0);
  const send = useMutation({
    mutationFn: (chosen: File) => upload(chosen, setPart),
    onSuccess: take,
  });
  return (
    <section className="card" aria-labelledby="import-file">
      <h2 id="import-file">{say('2. 选择文件', '2. Choose the file')}</h2>
      <div className="row">
        <FilePick
          label={say('资源清单（CSV或者xlsx）', 'List of resources (CSV or xlsx)')}
          accept=".csv,.xlsx,text/csv"
          busy={send.isPending}
          take={(chosen) => send.mutate(chosen)}
        />
        <span className="clip">{file?.name ?? ''}</span>
      </div>
      {send.isPending ? <Progress percent={Math.round(part * 100)} /> : null}
      <ProblemNote error={send.error} />
    </section>
  );
}

function Sheet({
  file,
  choices,
  busy,
}: {
  readonly file: FileFacts;
  readonly choices: Choices;
  readonly busy: boolean;
}) {
  const { say } = useLanguage();
  const [mapping, setMapping] = useState<Mapping>({});
  const seen = useQuery({
    ...previewQuery(file.id, choices.jurisdiction, mapping),
    // While a column is being set right the table stays where it is.
    placeholderData: (before) => before,
  });
  const { data: packs = [] } = useQuery(packsQuery);
  const pack = packs.find((p) => p.jurisdiction === choices.jurisdiction);
  const start = useMutation({
    mutationFn: (mode: 'check' | 'import') => startImport(file.id, mode, choices, mapping),
    onSuccess: () => {
      announce(say('已开始，可以离开本页', 'Begun; you may leave this page'));
      return queryClient.invalidateQueries({ queryKey: importsQuery.queryKey });
    },
  });
  return (
    <>
      {seen.isPending ? <Waiting /> : null}
      <ProblemNote error={seen.error}>
        {Object.keys(mapping).length > 0 ? (
          <Button onClick={() => setMapping({})}>{say('恢复自动对应', 'Map anew')}</Button>
        ) : null}
      </ProblemNote>
      {seen.data && pack ? (
        <Columns preview={seen.data} pack={pack} mapping={mapping} change={setMapping} />
      ) : null}
      {seen.data && !seen.error ? (
        <section className="card" aria-labelledby="import-start">
          <h2 id="import-start">{say('4. 试运行，再导入', '4. Try, then import')}</h2>
          <p className="quiet">
            {say(
              '试运行逐行检查，什么也不留下。导入可以随时重复：已有同名或者同一目录条目的草稿、登记的行会跳过，不会出现两份。',
              'A dry run checks each line and leaves nothing. An import may be repeated: lines of which there is a draft or registration of the same name or catalogue item are skipped.',
            )}
          </p>
          <div className="row">
            <Button disabled={busy} loading={start.isPending} onClick={() => start.mutate('check')}>
              {say('试运行', 'Dry run')}
            </Button>
            <Button
              type="primary"
              disabled={busy}
              loading={start.isPending}
              onClick={() => start.mutate('import')}
            >
              {say(`导入${seen.data.lines}行`, `Import ${seen.data.lines} lines`)}
            </Button>
          </div>
          <ProblemNote error={start.error} />
        </section>
      ) : null}
    </>
  );
}
