import { REGISTER_TOO } from '../../../law/published-words.ts';
import { NoticeFields } from '../case/preview.tsx';
import { useLanguage } from '../language.tsx';
import { MaterialShown } from '../dossier/material-value.tsx';
import type { Dossier, MaterialGroup } from '../dossier/open.ts';
import type { Pack } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';

/** Field by field what strangers will read, from where it comes; and by name what they never will. */
export function WillBePublic({
  preview,
  pack,
  groups,
  dossier,
}: {
  readonly preview: Readonly<Record<string, unknown>>;
  readonly pack: Pack;
  readonly groups: readonly MaterialGroup[];
  readonly dossier: Dossier;
}) {
  const { say, read } = useLanguage();
  const later = Object.values(REGISTER_TOO).flatMap((item) => {
    const [groupId = '', fieldId = ''] = item.split('.');
    const field = groups.find(({ id }) => id === groupId)?.fields.find(({ id }) => id === fieldId);
    return field ? [{ item, field, value: dossier[groupId]?.[fieldId] }] : [];
  });
  const personal = groups.flatMap((g) => g.fields.filter((f) => f.personal));
  return (
    <section className="card public-fields" aria-labelledby="public-fields">
      <h4 id="public-fields">{say('这些内容会公开', 'This will be public')}</h4>
      <NoticeFields preview={preview} pack={pack} />
      <details>
        <summary>
          {say('登记以后，登记簿还会公开这些', 'Once registered, the register shows these too')}
        </summary>
        <dl className="facts">
          {later.map(({ item, field, value }) => (
            <div key={item}>
              <dt>{read(field.label)}</dt>
              <dd className="prose">
                <MaterialShown field={field} value={value} />
              </dd>
            </div>
          ))}
        </dl>
        <p className="quiet">
          {say('还有登记编码、登记日期和有效期。', 'And the code, the day and the validity.')}
        </p>
      </details>
      <p className="quiet">
        {say(
          `除此以外都不公开：其他材料、全部文件、${personal.map((f) => f.label.zh).join('、')}。`,
          `Nothing else is public: not the rest of the material, no file, not ${personal.map((f) => f.label.en.toLowerCase()).join(', ')}.`,
        )}
      </p>
      <Cites law={pack.profile.noticeLaw} />
    </section>
  );
}
