import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { ActView, CaseView, Pack, ProcedureView } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { lawIn } from '../words.ts';
import { outcomeOf } from './decision-words.ts';
import type { ObjectionState } from './objection-desk.tsx';

/** A decision on an objection as both sides read it. Who objected is known to the office and to
 *  themselves: the letter goes to both and does not name them. */
export function DecisionLetter({
  view,
  pack,
  act,
  law,
  on,
  reasons,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  /** The act that decides. */
  readonly act: ActView;
  readonly law: readonly string[];
  /** Day it is given, YYYY-MM-DD. */
  readonly on: string;
  readonly reasons: string;
}) {
  const { say, read, language } = useLanguage();
  const { about, registrant, claim, reply } = view.state as unknown as ObjectionState;
  const examined = [...(claim?.files ?? []), ...(reply?.files ?? [])];
  return (
    <article className="letter" aria-label={say('决定书', 'Decision')}>
      <h3>{say('登记异议复核决定', 'Decision on an objection')}</h3>
      <p>{say(`异议人、${registrant.name}：`, `To the objector and ${registrant.name}:`)}</p>
      <p>
        {say(
          `就对“${about.title}”提出的异议，登记机构复核如下。`,
          `On the objection to "${about.title}" the registrar decides:`,
        )}
      </p>
      <p className="prose">{reasons}</p>
      <p>
        <strong>
          {say('决定：', 'Decision: ')}
          {read(act.title)}
        </strong>
      </p>
      <div>
        {say(`审查的材料${examined.length}份：`, `Papers examined (${examined.length}):`)}
        <ul className="values">
          {examined.map((file) => (
            <li key={file.id}>
              {file.name} <code>{file.sha256.slice(0, 16)}…</code>
            </li>
          ))}
        </ul>
      </div>
      <Cites law={lawIn(pack, law)} />
      <p className="letter-end">
        {read(pack.profile.registrar.name)}
        <br />
        <time dateTime={on}>{dateWords(on, language)}</time>
      </p>
    </article>
  );
}

interface Decided {
  readonly reasons: string;
  readonly on: string;
  readonly remedy?: string;
}

/** The letter of an objection that was decided, for everybody who reads its file. */
export function DecisionGiven({
  view,
  pack,
  procedure,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
}) {
  const { say } = useLanguage();
  const decision = view.state['decision'] as Decided | null | undefined;
  const issued = view.state['issued'] === true;
  const act = procedure.acts.find(
    (one) =>
      one.to.includes(view.status) &&
      outcomeOf(one) !== undefined &&
      (view.status !== 'UPHELD' || one.emits.includes('obj.UpheldAfterIssue') === issued),
  );
  if (!decision || !act || !('claim' in view.state)) return null;
  return (
    <section className="card" aria-labelledby="given">
      <h2 id="given">{say('复核决定', 'The decision')}</h2>
      <DecisionLetter
        view={view}
        pack={pack}
        act={act}
        law={act.law}
        on={decision.on}
        reasons={decision.reasons}
      />
    </section>
  );
}
