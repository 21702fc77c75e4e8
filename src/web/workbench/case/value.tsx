import { Link } from '@tanstack/react-router';
import { text, type Text } from '../../../base/text.ts';
import { dateWords, isMoment, momentWords } from '../format.ts';
import { useCodeName } from '../dossier/code-lists.ts';
import { FileCard } from '../form/file-input.tsx';
import { useProcedure, useScope } from '../form/scope.tsx';
import type { FileFacts } from '../form/upload.ts';
import { useLanguage } from '../language.tsx';
import type { Pack } from '../queries.ts';
import { roleTitle } from '../roles.ts';
import { itemName, nameOf, valueOf } from '../words.ts';
import { Body, CorrectionLine, isBody, isCorrection, isEntry, NamedEntry } from './named.tsx';

type Given = Readonly<Record<string, unknown>>;

/** A cancellation is filed with a statement too, which is a paper there. */
const OBJECTED = text('异议理由', 'Reasons');

const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFile = (value: unknown): value is FileFacts & Given =>
  isObject(value) && typeof value['id'] === 'string' && typeof value['sha256'] === 'string';

const isText = (value: unknown): value is { zh: string; en: string } =>
  isObject(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string';

const isUuid = (word: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(word);

const isNested = (value: unknown): boolean =>
  isObject(value) && ![isFile, isText, isEntry, isBody].some((is) => is(value));

/** Empty, made of nothing but what is empty, or the internal number of a person or of their account. */
const isNothing = (value: unknown): boolean =>
  (typeof value === 'string' && /^(?:account|person):/.test(value)) ||
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.values(value).every(isNothing));

/** The fields of any object, each with its name; what is empty is left out. */
export function Facts({
  values,
  pack,
  of,
}: {
  readonly values: Given;
  readonly pack: Pack;
  /** The field these stand under. */
  readonly of?: string;
}) {
  const { say, read } = useLanguage();
  const procedure = useProcedure();
  const shown = Object.entries(values).filter(([, value]) => !isNothing(value));
  return (
    <dl className="facts">
      {shown.map(([name, value]) => (
        <div key={name} className={isNested(value) ? 'nested' : undefined}>
          <dt>
            {isUuid(name) ? (
              <CaseLink id={name} />
            ) : (
              // What was filed is called as a notice of its gaps calls it.
              read(
                procedure === 'reg.objection' && of === 'claim' && name === 'statement'
                  ? OBJECTED
                  : name.includes('.') || of === 'claim'
                    ? itemName(name, pack)
                    : nameOf(listsParts(name, value) ? 'erasedParts' : name, pack, procedure),
              )
            )}
          </dt>
          <dd>
            {procedure === 'eval' && name === 'figures' ? (
              <a href="#evaluation">{say('见评价指标', 'See the figures')}</a>
            ) : (
              <Value value={value} name={name} pack={pack} />
            )}
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
  const { states, about } = useScope();
  const procedure = useProcedure();
  const codeName = useCodeName();
  if (typeof value === 'boolean') return value ? say('是', 'Yes') : say('否', 'No');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value))
      return <time dateTime={value}>{dateWords(value, language)}</time>;
    if (
      /^(?:caseId|mandate|duplicateOf|objection|about|parent|entry|dutyCase|after|application|changeCase|order)$/.test(
        name,
      ) &&
      isUuid(value)
    ) {
      return <CaseLink id={value} />;
    }
    if (name === 'parts') return read(partWords(value, pack));
    if (isMoment(value)) return <time dateTime={value}>{momentWords(value, language)}</time>;
    if (name === 'role') return read(roleTitle(value));
    // A seal is known by whose it is.
    const sealing = name === 'seals' && about?.parties.find((party) => party['id'] === value);
    if (sealing) return String(sealing['name']);
    if (value.length > LONGEST && /^[\w+/=.-]+$/.test(value)) return <Whole value={value} />;
    if (name === 'region' && /^\d{6}$/.test(value)) return codeName('region', value);
    if (/^[0-9a-f]{64}$/.test(value)) return <code className="digest">{value}</code>;
    if (/^(?:item|changed)$/.test(name)) return read(itemName(value, pack));
    return (
      <span className="prose">
        {read(states?.[value] ?? valueOf(value, pack, procedure)) || value}
      </span>
    );
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
  if (!isObject(value)) return null;
  if (isEntry(value)) return <NamedEntry named={value} />;
  if (isBody(value)) return <Body body={value} pack={pack} />;
  if (isCorrection(value)) return <CorrectionLine of={value} pack={pack} />;
  return <Facts values={value} pack={pack} of={name} />;
}

/** What was erased from a case: its parts one by one, and not the digests of the parts of a deposit. */
const listsParts = (name: string, value: unknown): boolean =>
  name === 'parts' && Array.isArray(value);

/** `3/personal`: the third record, and which group of it. */
function partWords(part: string, pack: Pack): Text {
  const [, record, group = ''] = /^(\d+)\/(.+)$/.exec(part) ?? [];
  if (record === undefined) return text(part, part);
  const { zh, en } = valueOf(group, pack, 'records') ?? nameOf(group, pack);
  return text(`第${record}条记录：${zh}`, `Record ${record}: ${en}`);
}

/** Characters of a word that is read by programs only, such as a time-stamp in Base64. */
const LONGEST = 400;

/** What only programs read, folded away. */
function Whole({ value }: { readonly value: string }) {
  const { say } = useLanguage();
  return (
    <details>
      <summary>{say(`展开（${value.length}个字符）`, `Show (${value.length} characters)`)}</summary>
      <code>{value}</code>
    </details>
  );
}

function CaseLink({ id }: { readonly id: string }) {
  const { say } = useLanguage();
  return (
    <Link to="/cases/$id" params={{ id }}>
      {say('查看该事项', 'See the case')}
    </Link>
  );
}
