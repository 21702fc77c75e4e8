import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useLanguage } from '../language.tsx';
import { announce } from '../shell/announce.tsx';
import { Cites } from '../shell/cites.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { titleWords } from '../words.ts';
import { BULK_MAX, offerForAll, type Offer } from './bulk.ts';
import { HandOver } from './hand-over.tsx';
import { allOf, type CaseItem } from './pages.ts';
import { useRun, type Job, type Run } from './use-run.ts';

/** What can be done with everything chosen, what will come of it, how far it is, and what came of each. */
export function BulkBar({
  chosen,
  roles,
  me,
  set,
  after,
  offer: given,
}: {
  readonly chosen: readonly CaseItem[];
  readonly roles: readonly string[];
  /** The officer, where cases can be taken in hand. */
  readonly me?: string | undefined;
  readonly set: (items: readonly CaseItem[]) => void;
  /** Something was done. */
  readonly after: () => void;
  /** Where the page offers one act of its own. */
  readonly offer?: Offer;
}) {
  const { say, read } = useLanguage();
  const [asked, setAsked] = useState<Offer>();
  const [giving, setGiving] = useState(false);
  const { run, start, goOn, forget } = useRun(after);
  const { offer, why } = given ? { offer: given, why: undefined } : offerForAll(chosen, roles);
  const begin = (job: Job): void => {
    setAsked(undefined);
    setGiving(false);
    const items = chosen;
    set([]);
    void start(job, items).then((outcomes) => {
      const done = outcomes.filter((one) => one.done).length;
      const not = outcomes.length - done;
      announce(say(`已办${done}件，未办${not}件`, `${done} done, ${not} not`));
    });
  };
  if (chosen.length === 0 && !run) return null;
  const mine = chosen.filter(({ desk }) => desk?.account === me);
  return (
    <section className="card bulk-bar" aria-label={say('批量办理', 'In bulk')}>
      {chosen.length > 0 && !asked ? (
        <div className="row">
          <strong>{say(`已选${chosen.length}件`, `${chosen.length} chosen`)}</strong>
          {offer ? (
            <button type="button" className="button-primary" onClick={() => setAsked(offer)}>
              {read(offer.words(chosen.length))}
            </button>
          ) : null}
          {me === undefined ? null : (
            <>
              <button type="button" className="button" onClick={() => begin({ kind: 'take' })}>
                {say('认领', 'Take')}
              </button>
              <button type="button" className="button" onClick={() => setGiving(true)}>
                {say('移交', 'Hand over')}
              </button>
              {mine.length === chosen.length ? (
                <button type="button" className="button" onClick={() => begin({ kind: 'return' })}>
                  {say('退回待领', 'Return')}
                </button>
              ) : null}
            </>
          )}
          {given ? null : <WholeHolder chosen={chosen} roles={roles} set={set} />}
          <button type="button" className="plain" onClick={() => set([])}>
            {say('清除选择', 'Clear')}
          </button>
          {chosen.length >= BULK_MAX ? (
            <span className="quiet">
              {say(`一次最多${BULK_MAX}件`, `At most ${BULK_MAX} in one go`)}
            </span>
          ) : null}
          {why ? <span className="quiet">{read(why)}</span> : null}
        </div>
      ) : null}
      {asked && chosen.length > 0 ? (
        <div className="stack">
          <p>
            <strong>{read(asked.words(chosen.length))}</strong>
          </p>
          <p>
            {read(asked.effect)}
            {say(
              '不能撤销；不能办的逐件说明原因。',
              ' It cannot be taken back; what is refused is told one by one.',
            )}
          </p>
          <details>
            <summary>{say('看所选的事项', 'See what is chosen')}</summary>
            <ol className="chosen-list">
              {chosen.map(({ id, title }) => (
                <li key={id}>{read(titleWords(title))}</li>
              ))}
            </ol>
          </details>
          <p className="row">
            <button
              type="button"
              className="button-primary"
              onClick={() => begin({ kind: 'act', act: asked.act })}
            >
              {say('确认', 'Yes')} · {read(asked.words(chosen.length))}
            </button>
            <button type="button" className="button" onClick={() => setAsked(undefined)}>
              {say('返回', 'Back')}
            </button>
          </p>
        </div>
      ) : null}
      {giving && chosen.length > 0 ? (
        <HandOver
          cases={chosen.slice(0, 100).map(({ id }) => id)}
          busy={run?.running ?? false}
          give={(to, note) => begin({ kind: 'handOver', to, note })}
          close={() => setGiving(false)}
        />
      ) : null}
      {run ? <Outcomes run={run} goOn={() => void goOn()} close={forget} /> : null}
    </section>
  );
}

/** Chooses everything of the same registrant at the same step, also what is not loaded yet. */
function WholeHolder({
  chosen,
  roles,
  set,
}: {
  readonly chosen: readonly CaseItem[];
  readonly roles: readonly string[];
  readonly set: (items: readonly CaseItem[]) => void;
}) {
  const { say } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [first] = chosen;
  const { offer } = offerForAll(chosen, roles);
  if (!first || offer?.act !== 'accept' || first.registrant === null) return null;
  const all = async (): Promise<void> => {
    setBusy(true);
    try {
      set(await allOf(first, BULK_MAX));
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" className="button" disabled={busy} onClick={() => void all()}>
      {say(`选中${first.registrant}全部待受理的`, `Choose all of ${first.registrant}`)}
    </button>
  );
}

const DONE: Readonly<Record<Job['kind'], readonly [zh: string, en: string]>> = {
  act: ['已办', 'Taken'],
  take: ['已认领', 'In your hands'],
  return: ['已退回', 'Returned'],
  handOver: ['已移交', 'Handed over'],
};

function Outcomes({
  run,
  goOn,
  close,
}: {
  readonly run: Run;
  readonly goOn: () => void;
  readonly close: () => void;
}) {
  const { say, read } = useLanguage();
  const { outcomes, total } = run;
  const refused = outcomes.filter((one) => !one.done);
  const done = outcomes.length - refused.length;
  return (
    <div className="stack">
      {run.running ? (
        <label className="row">
          <progress max={total} value={outcomes.length} />
          <span>
            {say(`正在办理 ${outcomes.length}/${total}`, `${outcomes.length} of ${total}`)}
          </span>
        </label>
      ) : (
        <div className="row between">
          <p role="status">
            {say(
              `已办${done}件，未办${refused.length}件。`,
              `${done} done, ${refused.length} refused.`,
            )}
          </p>
          <button type="button" className="plain" onClick={close}>
            {say('收起结果', 'Close the results')}
          </button>
        </div>
      )}
      <ProblemNote error={run.error}>
        <p>
          {say(
            `还有${total - outcomes.length}件没有办。已办的不会重复办理。`,
            `${total - outcomes.length} are left. What is done is not done again.`,
          )}
        </p>
        <button type="button" className="button" onClick={goOn}>
          {say('继续', 'Go on')}
        </button>
      </ProblemNote>
      {refused.length > 0 ? (
        <ul className="plain-list">
          {refused.map((one) => (
            <li key={one.id} className="row between">
              <Link to="/cases/$id" params={{ id: one.id }}>
                {read(titleWords(one.title ?? one.id))}
              </Link>
              <span className="fault">
                {read(one.refusal?.sentence)} <Cites law={one.refusal?.cites ?? []} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {done > 0 ? (
        <details open={done <= 5}>
          <summary>{say(`办成的${done}件`, `${done} done`)}</summary>
          <ul className="plain-list">
            {outcomes
              .filter((one) => one.done)
              .map((one) => (
                <li key={one.id} className="row between">
                  <Link to="/cases/$id" params={{ id: one.id }}>
                    {read(titleWords(one.title ?? one.id))}
                  </Link>
                  <span className="good">{say(...DONE[run.job.kind])}</span>
                </li>
              ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
