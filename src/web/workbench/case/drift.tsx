import { useQuery } from '@tanstack/react-query';
import { body, client } from '../api.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack } from '../queries.ts';
import { itemName, valueOf } from '../words.ts';

const GROUP = 'dataResource';

/** Where the catalogue has moved on since this case was linked, field by field (BJ-REG-19). */
export function Drift({ view, pack }: { readonly view: CaseView; readonly pack: Pack }) {
  const { say, read } = useLanguage();
  const { data } = useQuery({
    queryKey: ['case', view.id, 'drift', view.version],
    queryFn: () => body(client.api.cases[':id'].drift.$get({ param: { id: view.id } })),
    enabled: Boolean(view.state['anchor']),
  });
  if (!data || data.fields.length === 0) return null;
  const words = (field: string, value: string | null): string => {
    if (value === null) return say('（已无从得知）', '(no longer known)');
    if (value === '') return say('（空）', '(empty)');
    return field === 'format' ? read(valueOf(value, pack)) || value : value;
  };
  return (
    <section className="card" aria-labelledby="drift">
      <h2 id="drift">{say('与目录不一致', 'Out of sync with the catalogue')}</h2>
      <p className="note note-warn">
        {say(
          `目录条目${data.itemId ?? ''}在关联之后有更新，以下${data.fields.length}项与本事项的内容不一致。系统不会自动改动：尚未登记的，可以修改或者重新关联目录；已登记的，需要时申请变更或者更正。`,
          `Catalogue item ${data.itemId ?? ''} was updated after it was linked; ${data.fields.length} items differ. Nothing is changed by itself: edit or link again before registration, file a change or correction after it.`,
        )}
      </p>
      {data.fields.map(({ field, ours, linked, now }) => (
        <div key={field} className="drift">
          <h3>{read(itemName(`${GROUP}.${field}`, pack))}</h3>
          <dl className="facts">
            <div>
              <dt>{say('本事项', 'Here')}</dt>
              <dd className="prose">{words(field, ours)}</dd>
            </div>
            <div>
              <dt>{say('现在的目录', 'Catalogue now')}</dt>
              <dd className="prose">
                <mark>{words(field, now)}</mark>
              </dd>
            </div>
            {linked === ours ? null : (
              <div>
                <dt>{say('关联时的目录', 'Catalogue when linked')}</dt>
                <dd className="prose quiet">{words(field, linked)}</dd>
              </div>
            )}
          </dl>
        </div>
      ))}
    </section>
  );
}
