import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack, ProcedureView } from '../queries.ts';
import { Due } from '../queue/due.tsx';
import { Decision } from './decision.tsx';
import './material.css';
import './papers.css';
import { Viewer, type Paper } from './viewer.tsx';

export interface ObjectionState {
  readonly about: { readonly caseId: string; readonly title: string };
  readonly issued: boolean;
  readonly registrant: { readonly code: string; readonly name: string };
  readonly objector?: { readonly id: string; readonly name: string };
  readonly claim?: Side & { readonly interest: string };
  readonly reply?: Side | null;
  readonly replyMissed: boolean;
  readonly decision?: unknown;
}

interface Side {
  readonly statement: string;
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly sha256: string;
  }[];
}

const REPLY = 'objectionReply';

/** Both sides of an objection next to each other, their evidence, and what follows from each decision
 *  (BJ-REG-14, 15). */
export function ObjectionDesk({
  view,
  pack,
  procedure,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
}) {
  const { say } = useLanguage();
  const state = view.state as unknown as ObjectionState;
  const { about, issued, objector, registrant, claim, reply, replyMissed } = state;
  const [shown, setShown] = useState<string>();
  const clock = view.clocks.find(({ name }) => name === REPLY);
  const paper =
    (whose: string) =>
    (file: Side['files'][number]): Paper => ({ label: `${whose} · ${file.name}`, file });
  const papers = [
    ...(claim?.files ?? []).map(paper(say('异议人', 'Objector'))),
    ...(reply?.files ?? []).map(paper(say('登记主体', 'Registrant'))),
  ];
  return (
    <>
      <section className="objection-desk card" aria-labelledby="sides">
        <div className="row between">
          <h2 id="sides">{say('双方', 'Both sides')}</h2>
          <span className="row">
            {issued ? (
              <Link to="/cases/$id" params={{ id: about.caseId }}>
                {say('所涉登记：', 'The entry: ')}
                {about.title}
              </Link>
            ) : (
              <>
                <a href={`/notices/${about.caseId}`} target="_blank" rel="noreferrer">
                  {say('看公示原文', 'The notice itself')}
                </a>
                <Link to="/cases/$id" params={{ id: about.caseId }}>
                  {say('打开公示事项', 'The case on notice')}
                </Link>
              </>
            )}
          </span>
        </div>
        <div className="two-sides">
          <SideCard
            title={say('异议人', 'Objector')}
            name={objector?.name ?? ''}
            side={claim}
            look={setShown}
            shown={shown}
          >
            {claim ? (
              <p>
                <span className="quiet">{say('与登记的利害关系：', 'Interest: ')}</span>
                <span className="prose">{claim.interest}</span>
              </p>
            ) : null}
          </SideCard>
          <SideCard
            title={say('登记主体', 'Registrant')}
            name={registrant.name}
            side={reply ?? undefined}
            look={setShown}
            shown={shown}
          >
            {reply ? null : (
              <p className={replyMissed ? 'fault' : 'quiet'}>
                {replyMissed
                  ? say(
                      '逾期没有答复。依现有材料复核。',
                      'No answer came in time. Decide on what is there.',
                    )
                  : clock
                    ? say('还没有答复。', 'No answer yet.')
                    : say(
                        '还没有告知登记主体；告知后起算答复期限。',
                        'Not told yet; the time to answer runs from then.',
                      )}
              </p>
            )}
            {clock?.state === 'running' ? (
              <p>
                <span className="quiet">{say('答复期限 ', 'Answer by ')}</span>
                <Due due={clock.due} provisional={clock.provisional} left={clock.left} />
              </p>
            ) : null}
          </SideCard>
        </div>
        {papers.length > 0 ? (
          <details className="evidence-look" open={shown !== undefined}>
            <summary>
              {say(`证据材料（${papers.length}份）`, `Evidence (${papers.length})`)}
            </summary>
            <Viewer papers={papers} shown={shown} show={setShown} />
          </details>
        ) : null}
      </section>
      <Decision view={view} pack={pack} procedure={procedure} state={state} />
    </>
  );
}

function SideCard({
  title,
  name,
  side,
  look,
  shown,
  children,
}: {
  readonly title: string;
  readonly name: string;
  readonly side: Side | undefined;
  readonly look: (file: string) => void;
  readonly shown: string | undefined;
  readonly children: React.ReactNode;
}) {
  const { say } = useLanguage();
  return (
    <section className="side" aria-label={title}>
      <h3>
        <span className="quiet">{title}</span> {name}
      </h3>
      {children}
      {side ? (
        <>
          <blockquote className="prose">{side.statement}</blockquote>
          <p className="row">
            <span className="quiet">
              {say(`证据${side.files.length}份`, `${side.files.length} paper(s)`)}
            </span>
            {side.files.map((file) => (
              <button
                key={file.id}
                type="button"
                className="button"
                aria-pressed={shown === file.id}
                onClick={() => look(file.id)}
              >
                {say('看 ', 'Look: ')}
                {file.name}
              </button>
            ))}
          </p>
        </>
      ) : null}
    </section>
  );
}
