import { Select } from 'antd';
import { useLanguage } from '../language.tsx';
import type { Pack } from '../queries.ts';
import { nameOf } from '../words.ts';
import type { MappedColumn, Mapping, Preview } from './queries.ts';
import { WHY } from './words.ts';

/** How the columns of the sheet are understood, with its first lines; each can be set right. */
export function Columns({
  preview,
  pack,
  mapping,
  change,
}: {
  readonly preview: Preview;
  readonly pack: Pack;
  readonly mapping: Mapping;
  readonly change: (mapping: Mapping) => void;
}) {
  const { say, read } = useLanguage();
  const { lines, encoding, sheet, columns, notes } = preview;
  const facts = [
    say(`${lines}行内容`, `${lines} lines`),
    sheet === null ? '' : say(`工作表“${sheet}”`, `sheet “${sheet}”`),
    encoding === null ? '' : say(`编码${encoding.toUpperCase()}`, encoding.toUpperCase()),
    say(`表头在第${preview.headerLine}行`, `header in line ${preview.headerLine}`),
  ];
  return (
    <section className="card" aria-labelledby="import-columns">
      <h2 id="import-columns">{say('3. 核对各列', '3. Check the columns')}</h2>
      <p className="quiet">{facts.filter((f) => f !== '').join(' · ')}</p>
      {notes.map((note) => (
        <p key={note.zh} className="note note-warn">
          {read(note)}
        </p>
      ))}
      <ul className="plain-list import-columns">
        {columns.map((column) => (
          <li key={column.at} className={column.why === null ? 'row' : 'row left-out'}>
            <span className="from">
              <span className="code">{column.at}</span> <strong>{column.header}</strong>
              <span className="quiet clip">{sampleOf(preview, column.at)}</span>
            </span>
            <span className="to">
              <Select
                aria-label={say(`“${column.header}”列对应的项目`, `Item of “${column.header}”`)}
                showSearch={{ optionFilterProp: 'label' }}
                options={[
                  { value: '', label: say('（不导入）', '(left out)') },
                  ...itemsOf(pack, read),
                ]}
                value={column.why === null ? (column.field ?? '') : ''}
                onChange={(field: string) => change({ ...mapping, [column.at]: field })}
              />
              {column.why === null ? null : <WhyNot why={column.why} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function WhyNot({ why }: { readonly why: NonNullable<MappedColumn['why']> }) {
  const { read } = useLanguage();
  return <span className="quiet">{read(WHY[why])}</span>;
}

/** What stands in a column, in its first lines. */
function sampleOf(preview: Preview, at: string): string {
  const i = columnIndex(at);
  return preview.sample
    .flatMap((row) => row.cells[i] || [])
    .slice(0, 2)
    .join('；');
}

const columnIndex = (at: string): number =>
  [...at].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0) - 1;

/** Every item that a cell can hold, by group. */
function itemsOf(pack: Pack, read: (words: { zh: string; en: string }) => string) {
  const opening = ['objectKind', 'inScope', 'suppliedOn'].map((value) => ({
    value,
    label: read(nameOf(value, pack)),
  }));
  const fields = pack.profile.materials.first
    .filter((group) => group.id !== 'agency')
    .flatMap((group) =>
      group.fields
        .filter((field) => field.type !== 'file')
        .map((field) => ({
          value: `${group.id}.${field.id}`,
          label: `${read(group.label)} · ${read(field.label)}`,
        })),
    );
  return [...opening, ...fields];
}
