import type { Json } from '../../../base/json.ts';
import { sealsOf, type Facts } from '../../../law/conditions.ts';
import { FieldShell } from '../form/field-shell.tsx';
import { listWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { isWide, type MaterialField } from './open.ts';
import { MaterialControl } from './material-control.tsx';
import { useScope } from '../form/scope.tsx';
import { itemName } from '../words.ts';

/** One field of the list: label, help and example, whose seals, the template, and its control. */
export function MaterialInput({
  id,
  field,
  value,
  required,
  facts,
  problem,
  change,
}: {
  readonly id: string;
  readonly field: MaterialField;
  readonly value: Json | undefined;
  readonly required: boolean;
  readonly facts: Facts;
  /** What is wrong with it, in words. */
  readonly problem: string | undefined;
  readonly change: (value: Json | undefined) => void;
}) {
  const { say, read, language } = useLanguage();
  const { pack } = useScope();
  const seals = sealsOf(field, facts);
  const example =
    field.example && field.type !== 'enum' && field.type !== 'region' ? field.example : undefined;
  const missing =
    field.mustCover?.filter((m) => !(Array.isArray(value) && value.includes(m))) ?? [];
  const help = (
    <>
      {read(field.help)}
      {example ? (
        <span className="example">{say(`例：${example}`, ` Example: ${example}`)}</span>
      ) : null}
      {seals.length > 0 ? (
        <span className="example">
          {say('须加盖公章：', ' Sealed by: ')}
          {listWords(
            seals.map((s) => read(itemName(s, pack)) || s),
            language,
          )}
        </span>
      ) : null}
      {missing.length > 0 ? (
        <span className="warn-text">
          {say(`还缺${missing.length}项`, ` ${missing.length} still missing`)}
        </span>
      ) : null}
      {field.template ? (
        <>
          {' '}
          <a
            href={`/templates/${encodeURIComponent(field.template)}`}
            target="_blank"
            rel="noreferrer"
          >
            {say('下载模板', 'Download the template')}
          </a>
        </>
      ) : null}
    </>
  );
  return (
    <FieldShell
      id={id}
      label={read(field.label)}
      required={required}
      help={help}
      problem={problem}
      wide={isWide(field)}
      group={['file', 'bool', 'enum', 'enums', 'organisations'].includes(field.type)}
    >
      {(control) => (
        <MaterialControl control={control} field={field} value={value} change={change} />
      )}
    </FieldShell>
  );
}
