import type { Json } from '../../../base/json.ts';
import type { Dossier } from '../dossier/open.ts';
import { MaterialShown } from '../dossier/material-value.tsx';
import { useNamedEntry } from '../form/named-entry.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack } from '../queries.ts';
import { itemName } from '../words.ts';

/** Groups that belong to the filing itself, not to the entry. */
const OWN_GROUPS = ['change', 'agency'];

/** What a change would make different in the register, item by item, while it is under way. */
export function Differences({ view, pack }: { readonly view: CaseView; readonly pack: Pack }) {
  const { say, read } = useLanguage();
  const change = view.state['change'] as { readonly code?: string } | null | undefined;
  const dossier = view.state['dossier'] as Dossier | undefined;
  const { entry } = useNamedEntry(change?.code ?? '');
  const before = entry?.dossier;
  if (!change || !dossier || !before) return null;
  const differing = pack.profile.materials.first
    .filter(({ id }) => !OWN_GROUPS.includes(id))
    .flatMap((group) =>
      group.fields.flatMap((field) => {
        const [old, next] = [before[group.id]?.[field.id], dossier[group.id]?.[field.id]];
        return printOf(old) === printOf(next) ? [] : [{ group, field, old, next }];
      }),
    );
  if (differing.length === 0) return null;
  return (
    <section className="card" aria-labelledby="differences">
      <h2 id="differences">{say('与登记簿的不同', 'What differs from the register')}</h2>
      <dl className="facts">
        {differing.map(({ group, field, old, next }) => (
          <div key={`${group.id}.${field.id}`}>
            <dt>{read(itemName(`${group.id}.${field.id}`, pack))}</dt>
            <dd className="prose">
              <MaterialShown field={field} value={next} />
              <div className="quiet">
                {say('登记簿现在的内容：', 'The register says now: ')}
                <MaterialShown field={field} value={old} />
              </div>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Of a file, its content alone. */
function printOf(value: Json | undefined): string {
  const file = value as { readonly sha256?: string } | null | undefined;
  return file?.sha256 ?? JSON.stringify(value ?? null);
}
