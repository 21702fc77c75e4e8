import { saveFile } from '../case/save-file.ts';
import { useLanguage } from '../language.tsx';
import { csvOf } from './csv.ts';

/** How many lines of a list are shown, and the same to take away. */
export function ListHead({
  shown,
  more,
  name,
  rows,
}: {
  readonly shown: number;
  readonly more: boolean;
  /** Of the file. */
  readonly name: string;
  readonly rows: () => readonly (readonly string[])[];
}) {
  const { say } = useLanguage();
  if (shown === 0) return null;
  return (
    <p className="row between">
      <span className="quiet">
        {more
          ? say(`已列出${shown}个，还有更多`, `${shown} shown, and there are more`)
          : say(`共${shown}个`, `${shown} in all`)}
      </span>
      <button
        type="button"
        className="button"
        onClick={() => saveFile(`${name}.csv`, new Blob([csvOf(rows())], { type: 'text/csv' }))}
      >
        {more
          ? say('导出已列出的（CSV）', 'Export what is shown (CSV)')
          : say('导出（CSV）', 'Export (CSV)')}
      </button>
    </p>
  );
}
