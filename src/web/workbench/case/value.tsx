import { Link } from '@tanstack/react-router';
import { dateWords } from '../format.ts';
import { useCodeName } from '../dossier/code-lists.ts';
import { FileCard } from '../form/file-input.tsx';
import { useScope } from '../form/scope.tsx';
import type { FileFacts } from '../form/upload.ts';
import { useLanguage } from '../language.tsx';
import type { Pack } from '../queries.ts';
import { itemName, nameOf, valueOf } from '../words.ts';

type Given = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFile = (value: unknown): value is FileFacts & Given =>
  isObject(value) && typeof value['id'] === 'string' && typeof value['sha256'] === 'string';

const isText = (value: unknown): value is { zh: string; en: string } =>
  isObject(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string';

const isUuid = (word: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(word);

/** Empty, or the internal number of a person's account. */
const isNothing = (value: unknown): boolean =>
  (typeof value === 'string' && value.startsWith('account:')) ||
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

/** The fields of any object, each with its name; what is empty is left out. */
export function Facts({ values, pack }: { readonly values: Given; readonly pack: Pack }) {
  const { read } = useLanguage();
  const shown = Object.entries(values).filter(([, value]) => !isNothing(value));
  return (
    <dl className="facts">
      {shown.map(([name, value]) => (
        <div
          key={name}
          className={isObject(value) && !isFile(value) && !isText(value) ? 'nested' : undefined}
        >
          <dt>
            {isUuid(name) ? (
              <CaseLink id={name} />
            ) : (
              read(name.includes('.') ? itemName(name, pack) : nameOf(name, pack))
            )}
          </dt>
          <dd>
            <Value value={value} name={name} pack={pack} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Any value as a person reads it: by its shape alone. */
export function Value({
  value,
  name,
  pack,
}: {
  readonly value: unknown;
  readonly name: string;
  readonly pack: Pack;
}) {
  const { say, read, language } = useLanguage();
  const { states } = useScope();
  const codeName = useCodeName();
  if (typeof value === 'boolean') return value ? say('是', 'Yes') : say('否', 'No');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value))
      return <time dateTime={value}>{dateWords(value, language)}</time>;
    if (
      /^(?:caseId|mandate|duplicateOf|objection|about|parent|entry|dutyCase|after|application|changeCase)$/.test(
        name,
      ) &&
      isUuid(value)
    ) {
      return <CaseLink id={value} />;
    }
    if (name === 'region' && /^\d{6}$/.test(value)) return codeName('region', value);
    if (/^[0-9a-f]{64}$/.test(value)) return <code className="digest">{value}</code>;
    if (/^(?:item|changed)$/.test(name)) return read(itemName(value, pack));
    return <span className="prose">{read(states?.[value] ?? valueOf(value, pack)) || value}</span>;
  }
  if (isText(value)) return read(value);
  if (isFile(value)) return <FileCard file={value} />;
  if (Array.isArray(value)) {
    return (
      <ul className="values">
        {value.map((one: unknown) => (
          <li key={JSON.stringify(one)}>
            <Value value={one} name={name} pack={pack} />
          </li>
        ))}
      </ul>
    );
  }
  if (isObject(value)) return <Facts values={value} pack={pack} />;
  return null;
}

function CaseLink({ id }: { readonly id: string }) {
  const { say } = useLanguage();
  return (
    <Link to="/cases/$id" params={{ id }}>
      {say('查看该事项', 'See the case')}
    </Link>
  );
}
