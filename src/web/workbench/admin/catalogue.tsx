import { ask, bodyOf } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { FilePick } from './file-pick.tsx';
import { useChange } from './queries.ts';
import { CatalogueStatus } from './status.tsx';

interface Imported {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
}

async function send(file: File): Promise<Imported> {
  const form = new FormData();
  form.append('file', file);
  const answer = await ask('/api/admin/catalogue', { method: 'POST', body: form });
  return (await bodyOf(answer)) as Imported;
}

/** Imports a catalogue list; each row is kept with its digest, known ids stay as they are. */
export function CatalogueDesk() {
  const { say } = useLanguage();
  const load = useChange(send, ({ added, changed }) =>
    say(
      `已导入目录${added}条，更新${changed}条`,
      `${added} catalogue items are imported, ${changed} updated`,
    ),
  );
  return (
    <>
      <CatalogueStatus />
      <section className="card" aria-label={say('导入目录清单', 'Import a catalogue list')}>
        <p>
          {say(
            '导入公共数据目录清单，供登记主体填报时选用。文件为UTF-8编码的CSV，首行为列名：',
            'Import a catalogue list for registrants to file from. The file is CSV in UTF-8 with the columns:',
          )}
        </p>
        <code>id, name, department, theme, formats, updated_at, summary</code>
        <p className="quiet">
          {say(
            '至多2万行、20 MB。已有编号的内容有变的，更新该条并保留原内容；已关联的草稿和登记会逐项比对，不一致的提示登记主体。',
            'At most 20,000 rows and 20 MB. A known item that changed is updated and its former words are kept; linked drafts and entries are compared field by field.',
          )}
        </p>
        <div>
          <FilePick
            label={say('目录清单（CSV）', 'Catalogue list (CSV)')}
            accept=".csv,text/csv"
            busy={load.isPending}
            take={(file) => load.mutate(file)}
          />
        </div>
        {load.isPending ? (
          <p className="quiet" role="status">
            {say('正在导入……', 'Importing…')}
          </p>
        ) : null}
        <ProblemNote error={load.error} />
        {load.data ? (
          <p className="note" role="status">
            {say(
              `读取${load.data.rows}行，新增${load.data.added}条，更新${load.data.changed}条。`,
              `Read ${load.data.rows} rows; ${load.data.added} are new, ${load.data.changed} changed.`,
            )}
          </p>
        ) : null}
      </section>
    </>
  );
}
