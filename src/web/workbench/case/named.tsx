import { Link } from '@tanstack/react-router';
import { isUuid } from '../../../base/id.ts';
import type { Json } from '../../../base/json.ts';
import { useCodeName } from '../dossier/code-lists.ts';
import { MaterialShown } from '../dossier/material-value.tsx';
import { useNamedEntry } from '../form/named-entry.ts';
import { useScope } from '../form/scope.tsx';
import { useLanguage } from '../language.tsx';
import type { Pack } from '../queries.ts';
import { itemName, valueOf } from '../words.ts';

type Given = Readonly<Record<string, unknown>>;
type Entry = Given & { readonly caseId: string; readonly title: string };
type Correction = Given & { readonly item: string };

const within = (value: Given, keys: readonly string[]): boolean =>
  Object.keys(value).every((key) => keys.includes(key));

/** An entry as a case about it names it. */
export const isEntry = (value: Given): value is Entry =>
  within(value, ['caseId', 'title', 'code']) &&
  isUuid(value['caseId']) &&
  typeof value['title'] === 'string' &&
  value['title'] !== '';

/** An organisation or a person, with nothing beside the number. */
export const isBody = (value: Given): boolean =>
  within(value, ['name', 'code', 'creditCode', 'id', 'region', 'kind']) &&
  typeof value['name'] === 'string' &&
  Object.keys(value).length > 1;

/** One item of the register and the value asked for. */
export const isCorrection = (value: Given): value is Correction =>
  within(value, ['item', 'value']) && typeof value['item'] === 'string' && 'value' in value;

/** Who may read the entry's case goes there, everybody to the register. */
export function NamedEntry({ named: { caseId, title, code } }: { readonly named: Entry }) {
  const { about } = useScope();
  const inside = about?.audience.some((one) => one !== 'applicant' && one !== 'public') === true;
  const page = typeof code === 'string' && code !== '' ? code : undefined;
  return (
    <span className="prose">
      {inside ? (
        <Link to="/cases/$id" params={{ id: caseId }}>
          {title}
        </Link>
      ) : (
        title
      )}{' '}
      {page ? (
        <a href={`/registrations/${encodeURIComponent(page)}`}>
          <code>{page}</code>
        </a>
      ) : null}
    </span>
  );
}

/** Name, number, kind and place in a line. */
export function Body({ body, pack }: { readonly body: Given; readonly pack: Pack }) {
  const { read } = useLanguage();
  const codeName = useCodeName();
  const { name, code, creditCode, id, region, kind } = body as Readonly<Record<string, string>>;
  const number = [code, creditCode, id].find((one) => one && !/^(?:account|person):/.test(one));
  return (
    <span className="prose">
      {name} {number ? <code>{number}</code> : null}
      {kind ? `${read(valueOf(kind, pack)) || kind} ` : null}
      {region ? codeName('region', region) : null}
    </span>
  );
}

/** One item as it should read; and as the register has it now, while that is something else. */
export function CorrectionLine({ of, pack }: { readonly of: Correction; readonly pack: Pack }) {
  const { say, read } = useLanguage();
  const { about } = useScope();
  const named = about?.state['about'] as { readonly code?: string } | undefined;
  const { entry } = useNamedEntry(named?.code ?? '');
  const [groupId = '', fieldId = ''] = of.item.split('.');
  const group = pack.profile.materials.first.find((g) => g.id === groupId);
  const field = group?.fields.find((f) => f.id === fieldId);
  const right = of['value'] as Json;
  const now = entry?.dossier?.[groupId]?.[fieldId];
  const differs = now !== undefined && JSON.stringify(now) !== JSON.stringify(right);
  return (
    <dl className="facts">
      <div>
        <dt>{read(itemName(of.item, pack))}</dt>
        <dd className="prose">
          {field ? <MaterialShown field={field} value={right} /> : String(right ?? '')}
        </dd>
      </div>
      {field && differs ? (
        <div>
          <dt>{say('登记簿现在的内容', 'What the register says now')}</dt>
          <dd className="prose quiet">
            <MaterialShown field={field} value={now} />
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
