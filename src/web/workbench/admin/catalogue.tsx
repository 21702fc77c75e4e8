import { ask, bodyOf } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { FilePick } from './file-pick.tsx';
import { useChange } from './queries.ts';

interface Imported {
  readonly rows: number;
  readonly added: number;
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
  const load = useChange(send, ({ added }) =>
    say(`已导入目录${added}条`, `${added} catalogue items are imported`),
  );
  return (
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
          '至多2万行、20 MB；已有的编号保持不变，每行的摘要值一并存下。',
          'At most 20,000 rows and 20 MB. Known ids stay untouched; the digest of each row is kept.',
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
            `读取${load.data.rows}行，新增${load.data.added}条。`,
            `Read ${load.data.rows} rows; ${load.data.added} are new.`,
          )}
        </p>
      ) : null}
    </section>
  );
}
