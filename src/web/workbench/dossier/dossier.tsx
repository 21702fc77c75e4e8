import { useState } from 'react';
import type { Json, JsonObject } from '../../../base/json.ts';
import { holds } from '../../../law/conditions.ts';
import { shapeOf } from '../model/shapes.ts';
import { readState } from '../model/state.ts';
import type { Schema } from '../form/schema.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack, ProcedureView } from '../queries.ts';
import { GroupCard } from './group-card.tsx';
import { Import } from './import.tsx';
import { factsOf, merged, type Dossier as Content } from './open.ts';

/** The material of a case, one card for each group of the place's list. */
export function Dossier({
  view,
  pack,
  procedure,
  form,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly form: readonly string[];
}) {
  const { say, read } = useLanguage();
  const [typed, setTyped] = useState<Content>({});
  const saved = (view.state['dossier'] ?? {}) as Content;
  const whole = merged(saved, typed);
  const facts = factsOf(whole, {
    objectKind: view.state['objectKind'] as Json | undefined,
    filedByAgent: Boolean(view.state['agent']),
    jurisdiction: view.jurisdiction,
  });
  const { openItems, findings = [] } = readState(view.state);
  const actOf = (shape: string): string | undefined =>
    procedure.acts.find(
      (a) =>
        shapeOf(a.input as Schema) === shape && view.actions.some((open) => open.act === a.name),
    )?.name;
  const save = actOf('material');
  const importing = actOf('import');
  const groups = pack.profile.materials.first.filter(
    (g) => form.includes(g.id) || g.required === 'optional' || holds(g.required, facts),
  );
  const change = (group: string, values: JsonObject): void =>
    setTyped((before) => ({ ...before, [group]: values }));
  const unsaved = Object.values(typed).some((g) => Object.keys(g).length > 0);
  return (
    <section className="dossier" aria-labelledby="dossier">
      <div className="page-head">
        <h2 id="dossier">{say('申请材料', 'The dossier')}</h2>
        {unsaved ? (
          <span className="warn-text">{say('有未保存的内容', 'Not everything is saved')}</span>
        ) : null}
      </div>
      <nav aria-label={say('材料目录', 'Parts of the dossier')} className="chips">
        {groups.map((group) => {
          const missing = findings.filter(
            (f) => f.level === 'gap' && f.item.startsWith(`${group.id}.`),
          ).length;
          return (
            <a key={group.id} href={`#group-${group.id}`}>
              {read(group.label)}
              {missing > 0 ? (
                <span className="count">{missing}</span>
              ) : (
                <span className="good" aria-hidden>
                  {' '}
                  ✓
                </span>
              )}
            </a>
          );
        })}
      </nav>
      {importing ? <Import view={view} act={importing} /> : null}
      {groups.map((group) => (
        <GroupCard
          key={group.id}
          group={group}
          view={view}
          save={save}
          saved={saved[group.id] ?? {}}
          typed={typed[group.id] ?? {}}
          facts={facts}
          openItems={openItems}
          findings={findings}
          change={(values) => change(group.id, values)}
        />
      ))}
    </section>
  );
}
