import type { Json } from '../../../base/json.ts';
import { dateWords, listWords } from '../format.ts';
import { FileCard } from '../form/file-input.tsx';
import { useLanguage } from '../language.tsx';
import type { FileFacts } from '../form/upload.ts';
import { useCodeName } from './code-lists.ts';
import { isWide, type MaterialField } from './open.ts';

/** A field as it stands, for reading. */
export function MaterialValue({
  id,
  field,
  value,
}: {
  readonly id: string;
  readonly field: MaterialField;
  readonly value: Json | undefined;
}) {
  const { read } = useLanguage();
  return (
    <div className={isWide(field) ? 'field read wide' : 'field read'} id={id} tabIndex={-1}>
      <span className="label">{read(field.label)}</span>
      <div className="prose">
        <MaterialShown field={field} value={value} />
      </div>
    </div>
  );
}

/** The value alone, in words. */
export function MaterialShown({
  field,
  value,
}: {
  readonly field: MaterialField;
  readonly value: Json | undefined;
}) {
  const { say, read, language } = useLanguage();
  const codeName = useCodeName();
  if (value === undefined || value === null)
    return <span className="quiet">{say('（未填）', '(empty)')}</span>;
  const option = (one: Json): string =>
    read(field.options?.find((o) => o.value === one)?.label) || String(one);
  switch (field.type) {
    case 'date':
      return dateWords(String(value), language);
    case 'bool':
      return value === true ? say('是', 'Yes') : say('否', 'No');
    case 'enum':
      return option(value);
    case 'enums':
      return listWords((value as readonly Json[]).map(option), language);
    case 'file':
      return <FileCard file={value as unknown as FileFacts} />;
    case 'industry':
    case 'region':
      return codeName(field.type, String(value));
    case 'organisations':
      return (
        <ul className="values">
          {(value as unknown as readonly { name: string; creditCode: string }[]).map((o) => (
            <li key={o.creditCode}>
              {o.name} <code>{o.creditCode}</code>
            </li>
          ))}
        </ul>
      );
    default:
      return String(value);
  }
}
