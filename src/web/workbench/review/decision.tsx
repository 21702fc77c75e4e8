import type { Schema } from '../form/schema.ts';
import { dayOfMoment, titleIn } from '../format.ts';
import { ActProblem } from '../form/act-problem.tsx';
import { reread, useAct } from '../form/use-act.ts';
import { useLanguage } from '../language.tsx';
import { useScratch } from '../model/scratch.ts';
import type { ActView, CaseView, Pack, ProcedureView } from '../queries.ts';
import { useSession } from '../session.ts';
import { announce } from '../shell/announce.tsx';
import { Cites } from '../shell/cites.tsx';
import { KeptLine } from '../shell/kept-line.tsx';
import { nameOf, valueOf } from '../words.ts';
import { usePasted } from '../form/pasted.tsx';
import { DecisionLetter } from './decision-letter.tsx';
import { outcomeOf } from './decision-words.ts';
import type { ObjectionState } from './objection-desk.tsx';

interface Draft {
  readonly [name: string]: string;
}

/** Characters, as the act takes them. */
const LEAST = 5;
const MOST = 2000;

/** Of a template: what only the officer can say. */
const BLANK = /（请写明[^）]*）|\(say in what[^)]*\)/;

/** The decision: what follows from each, words to begin with, and the letter both sides will read. */
export function Decision({
  view,
  pack,
  procedure,
  state,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly state: ObjectionState;
}) {
  const { say, read, language } = useLanguage();
  const pasted = usePasted(MOST);
  const { account, now } = useSession();
  // Which was chosen, and the words for each: changing one's mind loses none of them.
  const kept = useScratch<Draft>(account.id, `case.${view.id}.decision`, {});
  const take = useAct(view);
  const offered = view.actions.flatMap(({ act, law }) => {
    const spec = procedure.acts.find(({ name }) => name === act);
    const outcome = spec && outcomeOf(spec);
    return spec && outcome ? [{ spec, law, outcome }] : [];
  });
  if (offered.length === 0) return null;
  const chosen = offered.find(({ spec }) => spec.name === kept.value['act']);
  const about = { title: state.about.title, answered: Boolean(state.reply) };
  const words = chosen ? (kept.value[chosen.spec.name] ?? '') : '';
  const put = (part: Draft): void => kept.set({ ...kept.value, ...part });
  const choose = (spec: ActView, template: string): void =>
    put({ act: spec.name, [spec.name]: kept.value[spec.name] ?? template });
  const extra = chosen ? choicesOf(chosen.spec) : [];
  const missing = extra.some(({ name }) => !kept.value[name]);
  // A template whose blank is still there is no reason.
  const blank = BLANK.test(words);
  const ready = chosen && [...words.trim()].length >= LEAST && !missing && !blank;
  const send = (): void => {
    if (!chosen || !ready) return;
    const input = {
      reasons: words.trim(),
      ...Object.fromEntries(extra.map(({ name }) => [name, kept.value[name] ?? ''])),
    };
    take.mutate(
      { act: chosen.spec.name, input },
      {
        onSuccess: () => {
          void kept.clear();
          announce(say(`已办理：${chosen.spec.title.zh}`, `Done: ${chosen.spec.title.en}`));
        },
      },
    );
  };
  return (
    <section className="card decision" aria-labelledby="decision">
      <h2 id="decision">{say('复核决定', 'Decision')}</h2>
      <div className="outcomes" role="radiogroup" aria-labelledby="decision">
        {offered.map(({ spec, law, outcome }) => (
          <label key={spec.name} className={spec === chosen?.spec ? 'outcome chosen' : 'outcome'}>
            <span className="row">
              <input
                type="radio"
                name="outcome"
                checked={spec === chosen?.spec}
                onChange={() => choose(spec, read(outcome.template(about)))}
              />
              <strong>{read(spec.title)}</strong>
            </span>
            <ul className="values">
              {outcome.follows.map((line) => (
                <li key={line.zh}>{read(line)}</li>
              ))}
            </ul>
            <Cites law={law} />
          </label>
        ))}
      </div>
      {chosen ? (
        <form
          className="composer"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <div className="composer-side">
            {extra.map(({ name, label, options }) => (
              <label key={name} className="row">
                {titleIn(label, language)}
                <select
                  className="native"
                  value={kept.value[name] ?? ''}
                  onChange={(event) => put({ [name]: event.target.value })}
                >
                  <option value="">{say('请选择', 'Choose')}</option>
                  {options.map((one) => (
                    <option key={one} value={one}>
                      {read(REMEDIES[one] ?? valueOf(one, pack) ?? nameOf(one, pack))}
                    </option>
                  ))}
                </select>
              </label>
            ))}
            <label htmlFor="decision-reasons">
              {say('理由（可以修改）', 'Reasons (edit them)')}
            </label>
            <textarea
              id="decision-reasons"
              className="native"
              rows={8}
              maxLength={MOST}
              value={words}
              onPaste={pasted.onPaste}
              onChange={(event) => put({ [chosen.spec.name]: event.target.value })}
            />
            {pasted.note}
            {blank ? (
              <p className="warn-text">
                {say(
                  '括号里提示要写明的内容还没有写。',
                  'What the brackets ask for is not written yet.',
                )}
              </p>
            ) : null}
            <KeptLine kept={kept} />
          </div>
          <div className="composer-side">
            <p className="quiet">{say('双方将读到的决定', 'The decision as both sides read it')}</p>
            <DecisionLetter
              view={view}
              pack={pack}
              act={chosen.spec}
              law={chosen.law}
              on={dayOfMoment(now)}
              reasons={words}
            />
            <ActProblem
              error={take.error}
              again={() => void reread(view.id).then(() => take.reset())}
            />
            <p className="row">
              <button type="submit" className="button-primary" disabled={!ready || take.isPending}>
                {say(`作出决定：${chosen.spec.title.zh}`, `Decide: ${chosen.spec.title.en}`)}
              </button>
              <span className="quiet">
                {say('立即生效，不能重来。', 'It takes effect at once and cannot be undone.')}
              </span>
            </p>
          </div>
        </form>
      ) : null}
    </section>
  );
}

/** Choices of an act beside its reasons. */
function choicesOf(act: ActView) {
  return Object.entries((act.input as Schema).properties ?? {}).flatMap(([name, one]) =>
    one.enum ? [{ name, label: one.title ?? name, options: one.enum.map(String) }] : [],
  );
}

const REMEDIES: Readonly<Record<string, { zh: string; en: string }>> = {
  correction: { zh: '更正', en: 'Correction' },
  revocation: { zh: '立案调查是否撤销', en: 'Investigate revoking it' },
};
