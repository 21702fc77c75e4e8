import { Button } from 'antd';
import { useState } from 'react';
import type { Json } from '../../../base/json.ts';
import { holds, type Facts } from '../../../law/conditions.ts';
import { MaterialInput } from '../dossier/material-input.tsx';
import { changes, factsOf, isOpen, shownField, type MaterialGroup } from '../dossier/open.ts';
import type { Schema } from '../form/schema.ts';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { defectId, fieldId } from '../model/jump.ts';
import { shapeOf } from '../model/shapes.ts';
import { readState, type Notice } from '../model/state.ts';
import type { CaseView, Pack, ProcedureView } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { KeptLine } from '../shell/kept-line.tsx';
import { itemName, lawIn, valueOf } from '../words.ts';
import { FaultNote } from './fault-note.tsx';
import { Step } from './filing.tsx';
import { filingActs } from './filing-acts.ts';
import { linkDue, linkEvidence } from './linking.ts';
import { refusedAt, useTyped, type Typed } from './use-typed.ts';
import './applicant.css';

type Gap = Notice['gaps'][number];

/** Everything the office asked for, in one place, each with its reason, article and field; nothing else is
 *  open. When all of it was touched, it goes back. */
export function Defects({
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
  const { say, language } = useLanguage();
  const save = procedure.acts.find(
    (a) => shapeOf(a.input as Schema) === 'material' && view.actions.some((o) => o.act === a.name),
  )?.name;
  const typed = useTyped(view, save);
  const { notices, openItems, findings = [] } = readState(view.state);
  const last = notices.at(-1);
  const groups = pack.profile.materials.first.filter((g) => form.includes(g.id));
  const facts = factsOf(typed.whole, {
    objectKind: view.state['objectKind'] as Json | undefined,
    registrationType: view.state['change'] ? 'change' : 'first',
    filedByAgent: Boolean(view.state['agent']),
    jurisdiction: view.jurisdiction,
  });
  const [all, setAll] = useState(false);
  const [linkError, setLinkError] = useState<unknown>();
  if (!last) return null;
  const untouched = new Set(
    findings.filter((f) => f.code === 'NOT_REPAIRED').map(({ item }) => item),
  );
  // What was taken away and not put back is not mended.
  const empty = (gap: Gap): boolean =>
    findings.some(
      ({ code, item }) =>
        code === 'MISSING' &&
        (item === gap.item || item.startsWith(`${gap.item}.`)) &&
        !isTyped(typed, item),
    );
  const mended = (gap: Gap): boolean =>
    (!untouched.has(gap.item) || isTyped(typed, gap.item)) && !empty(gap);
  const done = last.gaps.filter(mended).length;
  const resubmit = filingActs(procedure).find(({ name }) =>
    view.actions.some(({ act }) => act === name),
  );
  const consequent = findings.filter(
    (f) =>
      f.level === 'gap' &&
      !last.gaps.some(({ item }) => item === f.item || f.item.startsWith(`${item}.`)) &&
      isOpen(f.item, openItems, findings),
  );
  const ready = done === last.gaps.length;
  async function write(): Promise<CaseView | undefined> {
    const saved = await typed.save();
    return saved && linkDue(saved) ? linkEvidence(saved, setLinkError) : saved;
  }
  return (
    <section className="defects" aria-labelledby="defects">
      <div className="page-head">
        <h2 id="defects">{say('要补正的都在这里', 'All that is to be mended')}</h2>
        {typed.fault?.kind === 'crossed' ? null : <KeptLine kept={typed.kept} />}
      </div>
      <p>
        {say(
          `登记机构于${dateWords(last.on, language)}一次性告知${last.gaps.length}处。只有这些地方可以改，改好后重新提交，受理期限重新计算。`,
          `On ${dateWords(last.on, language)} the registrar named ${last.gaps.length} at once. Only these are open; once mended, file again and the time to accept starts anew.`,
        )}
      </p>
      <p className="defects-count" role="status">
        <progress value={done} max={last.gaps.length} aria-label={say('已改', 'Mended')} />
        <strong>
          {say(`已改${done}处，共${last.gaps.length}处`, `${done} of ${last.gaps.length} mended`)}
        </strong>
      </p>
      <FaultNote typed={typed} groups={groups} />
      <ProblemNote error={linkError} />
      <ol className="defect-list">
        {last.gaps.map((gap) => (
          <OneDefect
            key={gap.item}
            gap={gap}
            mended={mended(gap)}
            pack={pack}
            groups={groups}
            typed={typed}
            facts={facts}
          />
        ))}
        {consequent.map(({ item, says, law }) => (
          <OneDefect
            key={item}
            gap={{ item, ground: '', reason: says[language], law: law[0] ?? '' }}
            mended={isTyped(typed, item)}
            pack={pack}
            groups={groups}
            typed={typed}
            facts={facts}
          />
        ))}
      </ol>
      {typed.unsaved.length > 0 ? (
        <div className="row">
          <Button disabled={typed.busy} onClick={() => void write()}>
            {say('存入申请', 'Save')}
          </Button>
        </div>
      ) : null}
      {resubmit ? (
        <section className="card" aria-labelledby="again">
          <h3 id="again">{say('重新提交', 'File again')}</h3>
          {typed.kept.status === 'moved' ? <KeptLine kept={typed.kept} /> : null}
          {ready || all ? (
            <Step view={view} pack={pack} act={resubmit} before={write} />
          ) : (
            <>
              <p>
                {say(
                  `还有${last.gaps.length - done}处没有改。`,
                  `${last.gaps.length - done} not touched yet.`,
                )}
              </p>
              <button type="button" className="plain" onClick={() => setAll(true)}>
                {say('这几处不改，照原样提交', 'Leave these as they are and file all the same')}
              </button>
            </>
          )}
        </section>
      ) : null}
    </section>
  );
}

function OneDefect({
  gap,
  mended,
  pack,
  groups,
  typed,
  facts,
}: {
  readonly gap: Gap;
  readonly mended: boolean;
  readonly pack: Pack;
  readonly groups: readonly MaterialGroup[];
  readonly typed: Typed;
  readonly facts: Facts;
}) {
  const { say, read } = useLanguage();
  const [groupId = '', fieldName] = gap.item.split('.');
  const group = groups.find(({ id }) => id === groupId);
  const values = typed.whole[groupId] ?? {};
  const fields = (group?.fields ?? []).filter(
    (f) => (fieldName === undefined || f.id === fieldName) && shownField(f, values[f.id], facts),
  );
  return (
    <li className={mended ? 'card defect mended' : 'card defect'} id={defectId(gap.item)}>
      <div className="row between">
        <h3>{read(itemName(gap.item, pack))}</h3>
        <span className={mended ? 'good' : 'fault'}>
          {mended ? say('已改', 'mended') : say('待改', 'to mend')}
        </span>
      </div>
      <dl className="facts">
        <div>
          <dt>{say('登记机构说', 'The registrar says')}</dt>
          <dd className="prose">
            {gap.reason}
            {gap.ground === '' ? null : (
              <span className="quiet"> {read(valueOf(gap.ground, pack)) || gap.ground}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{say('怎么改', 'What to do')}</dt>
          <dd>
            {todo(
              fields.map(({ type }) => type),
              say,
            )}
          </dd>
        </div>
      </dl>
      {gap.law === '' ? null : <Cites law={lawIn(pack, [gap.law])} />}
      <div className="group-fields">
        {fields.map((field) => (
          <MaterialInput
            key={field.id}
            id={fieldId(`${groupId}.${field.id}`)}
            field={field}
            value={values[field.id]}
            required={field.required !== 'optional' && holds(field.required, facts)}
            facts={facts}
            problem={read(refusedAt(typed, groupId, field.id)) || undefined}
            change={(value) => {
              const next = { [groupId]: { [field.id]: value ?? null } };
              if (field.type === 'file') void typed.save(next);
              else typed.type(next);
            }}
          />
        ))}
      </div>
    </li>
  );
}

function todo(types: readonly string[], say: (zh: string, en: string) => string): string {
  if (types.length === 0)
    return say(
      '按告知的内容办理，不在材料中填写。',
      'Do as the notice says; it is not a field of the dossier.',
    );
  if (types.every((type) => type === 'file'))
    return say(
      '先移除原来的文件，再上传改好、盖好章的。',
      'Remove the old file and upload the mended, sealed one.',
    );
  return types.length > 1
    ? say('在下面几项里改，至少改一项。', 'Change it in the fields below, at least one of them.')
    : say('在下面直接改。', 'Change it right here.');
}

/** Whether something else than the record stands in the item now, typed and not saved. */
function isTyped({ typed, saved }: Typed, item: string): boolean {
  const [group = '', field] = item.split('.');
  const changed = changes(saved[group] ?? {}, typed[group] ?? {});
  return field === undefined ? Object.keys(changed).length > 0 : field in changed;
}
