import { useBlocker } from '@tanstack/react-router';
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
  rest = false,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly form: readonly string[];
  /** Only what is not open now, to be read: the open items have a place of their own. */
  readonly rest?: boolean;
}) {
  const { say } = useLanguage();
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
  const save = rest ? undefined : actOf('material');
  const importing = rest ? undefined : actOf('import');
  const groups = pack.profile.materials.first.filter(
    (g) => form.includes(g.id) || g.required === 'optional' || holds(g.required, facts),
  );
  const over = procedure.states.some((s) => s.terminal && s.name === view.status);
  const change = (group: string, values: JsonObject): void =>
    setTyped((before) => ({ ...before, [group]: values }));
  // One part at a time: what is named in a notice, or else what is not complete.
  const first =
    groups.find((g) => openItems !== 'all' && openItems.some((i) => i.split('.')[0] === g.id)) ??
    groups.find((g) => findings.some((f) => f.level === 'gap' && f.item.startsWith(`${g.id}.`)));
  const unsaved = Object.values(typed).some((g) => Object.keys(g).length > 0);
  const leaving = say(
    '有未保存的内容，离开后会丢失。确定离开？',
    'Not everything is saved and it would be lost. Leave all the same?',
  );
  useBlocker({
    shouldBlockFn: () => unsaved && !window.confirm(leaving),
    enableBeforeUnload: () => unsaved,
  });
  return (
    <section className="dossier" aria-labelledby="dossier">
      <div className="page-head">
        <h2 id="dossier">
          {rest
            ? say('其余材料（补正期间不能改）', 'The rest of the dossier (closed in this round)')
            : say('申请材料', 'The dossier')}
        </h2>
        <button type="button" className="plain" onClick={unfoldAll}>
          {say('全部展开或收起', 'Unfold or fold all')}
        </button>
        {unsaved ? (
          <span className="warn-text">{say('有未保存的内容', 'Not everything is saved')}</span>
        ) : null}
      </div>
      {importing ? <Import view={view} act={importing} /> : null}
      {groups.map((group) => (
        <GroupCard
          key={group.id}
          group={group}
          view={view}
          save={save}
          rest={rest}
          over={over}
          saved={saved[group.id] ?? {}}
          typed={typed[group.id] ?? {}}
          facts={facts}
          openItems={openItems}
          findings={findings}
          begun={
            rest ? false : save === undefined ? view.audience.includes('office') : group === first
          }
          change={(values) => change(group.id, values)}
        />
      ))}
    </section>
  );
}

/** Unfolds every part, or folds them when all are unfolded. */
function unfoldAll(): void {
  const parts = [...document.querySelectorAll<HTMLDetailsElement>('.dossier details.group')];
  const open = parts.some((part) => !part.open);
  for (const part of parts) part.open = open;
}
