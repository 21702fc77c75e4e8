import type { Json, JsonObject } from '../../../base/json.ts';
import { holds, type Facts } from '../../../law/conditions.ts';
import { MaterialInput } from '../dossier/material-input.tsx';
import { MaterialValue } from '../dossier/material-value.tsx';
import { isOpen, shownField, type MaterialField, type MaterialGroup } from '../dossier/open.ts';
import { dayOfMoment } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { fieldId, jumpTo } from '../model/jump.ts';
import { readState, type Finding } from '../model/state.ts';
import type { CaseView } from '../queries.ts';
import { useSession } from '../session.ts';
import { Cites } from '../shell/cites.tsx';
import { Linked } from './linked.tsx';
import { carried } from './carry.ts';
import { wrongAt } from './check.ts';
import { refusedAt, type Typed } from './use-typed.ts';

interface Part {
  readonly group: MaterialGroup;
  readonly fields: readonly MaterialField[];
}

/** The fields of one page, group by group; what is wrong stands at each field, and above with the way. */
export function WizardPage({
  parts,
  view,
  typed,
  facts,
  findings,
  told,
  editable,
  linkError,
}: {
  readonly parts: readonly Part[];
  readonly view: CaseView;
  readonly typed: Typed;
  readonly facts: Facts;
  readonly findings: readonly Finding[];
  /** Whether the reader has been here before: only then are empty fields called missing. */
  readonly told: boolean;
  readonly editable: boolean;
  /** Why the deposit was not linked when the page was saved. */
  readonly linkError: unknown;
}) {
  const { read } = useLanguage();
  const { openItems } = readState(view.state);
  const gapAt = (item: string): string | undefined => {
    const found = findings.find((f) => f.item === item && f.level === 'gap');
    return found && (told || found.code !== 'MISSING') ? read(found.says) : undefined;
  };
  const today = dayOfMoment(useSession().now);
  const problemAt = (group: string, field: MaterialField): string | undefined =>
    (read(refusedAt(typed, group, field.id)) || undefined) ??
    (read(
      wrongAt(
        `${group}.${field.id}`,
        typed.whole[group]?.[field.id],
        typed.whole[group] ?? {},
        today,
      ),
    ) ||
      undefined) ??
    (isFilled(typed.typed[group]?.[field.id]) ? undefined : gapAt(`${group}.${field.id}`));
  const wrong = parts.flatMap(({ group, fields }) =>
    fields.flatMap((field) => {
      const problem = problemAt(group.id, field);
      return problem === undefined ? [] : [{ item: `${group.id}.${field.id}`, problem }];
    }),
  );
  return (
    <>
      {wrong.length > 0 ? <Wrong wrong={wrong} /> : null}
      {parts.map(({ group, fields }) => {
        const values = typed.whole[group.id] ?? {};
        return (
          <section
            key={group.id}
            className="card wizard-group"
            id={`group-${group.id}`}
            tabIndex={-1}
            aria-labelledby={`group-${group.id}-title`}
          >
            <h4 id={`group-${group.id}-title`}>{read(group.label)}</h4>
            <Cites law={group.law} />
            <div className="group-fields">
              {fields
                .filter((f) => shownField(f, values[f.id], facts))
                .map((field) => {
                  const item = `${group.id}.${field.id}`;
                  const change = (value: Json | undefined): void => {
                    const next = { [field.id]: value ?? null };
                    // An uploaded file goes into the record at once: its name is known only now.
                    if (field.type === 'file') void typed.save({ [group.id]: next });
                    else typeIn(typed, group.id, next);
                  };
                  return editable && isOpen(item, openItems, findings) ? (
                    <MaterialInput
                      key={field.id}
                      id={fieldId(item)}
                      field={field}
                      value={values[field.id]}
                      required={field.required !== 'optional' && holds(field.required, facts)}
                      facts={facts}
                      problem={problemAt(group.id, field)}
                      change={change}
                    />
                  ) : (
                    <MaterialValue
                      key={field.id}
                      id={fieldId(item)}
                      field={field}
                      value={values[field.id]}
                    />
                  );
                })}
            </div>
            <Linked
              view={view}
              group={group.id}
              fields={fields}
              editable={editable}
              error={linkError}
            />
          </section>
        );
      })}
    </>
  );
}

/** Types it, and what the same words answer elsewhere where nothing stands yet. */
function typeIn(typed: Typed, group: string, values: JsonObject): void {
  const along = carried(typed.whole, group, values);
  typed.type({ ...along, [group]: { ...along[group], ...values } });
}

function Wrong({
  wrong,
}: {
  readonly wrong: readonly { readonly item: string; readonly problem: string }[];
}) {
  const { say } = useLanguage();
  return (
    <div
      className="note note-warn"
      role="region"
      aria-label={say('本页还要补的', 'What this page still lacks')}
    >
      <p>
        <strong>
          {say(`本页还有${wrong.length}处要补`, `${wrong.length} to complete on this page`)}
        </strong>
      </p>
      <ul className="values">
        {wrong.map(({ item, problem }) => (
          <li key={item}>
            <button type="button" className="plain" onClick={() => jumpTo(item)}>
              {problem}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const isFilled = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== '';
