import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Json } from '../../../base/json.ts';
import { CataloguePicker } from '../form/pickers.tsx';
import { useAct } from '../form/use-act.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { catalogueRows, csvText, type CatalogueRow } from './csv.ts';

/** Fills the resource part from a recorded catalogue item or from a row of a catalogue CSV; `children`:
 *  other ways beside these two. */
export function Import({
  view,
  act,
  begun = false,
  children,
}: {
  readonly view: CaseView;
  readonly act: string;
  /** Unfolded when first shown. */
  readonly begun?: boolean;
  readonly children?: ReactNode;
}) {
  const { say } = useLanguage();
  const [opened] = useState(begun);
  const [itemId, setItemId] = useState('');
  const take = useAct(view);
  const send = (input: Readonly<Record<string, Json>>): void =>
    take.mutate(
      { act, input },
      { onSuccess: () => announce(say('已导入目录内容', 'Imported from the catalogue')) },
    );
  return (
    <details className="card" open={opened}>
      <summary>{say('导入，少填一半', 'Import, and type half')}</summary>
      <label htmlFor="import-item">{say('已入库的目录条目', 'A recorded catalogue item')}</label>
      <div className="row grow">
        <CataloguePicker control={{ id: 'import-item' }} value={itemId} change={setItemId} />
        <Button disabled={itemId === ''} loading={take.isPending} onClick={() => send({ itemId })}>
          {say('导入这一条', 'Import it')}
        </Button>
      </div>
      <FromCsv busy={take.isPending} send={(row) => send({ row: { ...row } })} />
      {children}
      <ProblemNote error={take.error} />
    </details>
  );
}

function FromCsv({
  send,
  busy,
}: {
  readonly send: (row: CatalogueRow) => void;
  readonly busy: boolean;
}) {
  const { say } = useLanguage();
  const [csv, setCsv] = useState('');
  const [chosen, setChosen] = useState<number>();
  const rows = csv === '' ? [] : catalogueRows(csv);
  const row = rows.length === 1 ? rows[0] : chosen === undefined ? undefined : rows[chosen];
  const take = (text: string): void => {
    setCsv(text);
    setChosen(undefined);
  };
  return (
    <>
      <label htmlFor="import-csv">
        {say('或粘贴、上传目录 CSV 的一行', 'Or paste or upload a row of a catalogue CSV')}
      </label>
      <Input.TextArea
        id="import-csv"
        className="code"
        autoSize={{ minRows: 2, maxRows: 6 }}
        placeholder="department,name,theme,formats,downloads,calls,updated_at,summary,id"
        value={csv.length > 20_000 ? `${csv.slice(0, 2000)}…` : csv}
        onChange={(event) => take(event.target.value)}
      />
      <label className="button file-button">
        {say('上传 CSV 文件', 'Upload a CSV file')}
        <input
          type="file"
          className="hidden"
          accept=".csv,text/csv"
          aria-label={say('上传目录 CSV 文件', 'Upload a catalogue CSV')}
          onChange={(event) => void readIn(event.target.files?.[0], take)}
        />
      </label>
      {rows.length > 1 ? (
        <Select
          aria-label={say('选择一行', 'Choose a row')}
          placeholder={say(`共${rows.length}行，请选择一行`, `${rows.length} rows: choose one`)}
          showSearch={{ optionFilterProp: 'label' }}
          options={rows.map((one, value) => ({ value, label: `${one.name} · ${one.department}` }))}
          value={chosen ?? null}
          onChange={(at: number | null) => setChosen(at ?? undefined)}
        />
      ) : null}
      {csv !== '' && rows.length === 0 ? (
        <p className="fault">
          {say('没有读出目录行，请核对列名。', 'No row was found; check the columns.')}
        </p>
      ) : null}
      {row ? (
        <div className="row">
          <span>
            {row.name} <span className="quiet">{row.department}</span>
          </span>
          <Button loading={busy} onClick={() => send(row)}>
            {say('导入这一行', 'Import this row')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

const MOST_BYTES = 30_000_000;

async function readIn(file: File | undefined, take: (csv: string) => void): Promise<void> {
  if (file) take(csvText(new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer())));
}
