import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '../../../base/text.ts';
import { body, client } from '../api.ts';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { queryClient, type CaseView } from '../queries.ts';
import { useSession } from '../session.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { AwayWords } from './case-line.tsx';
import { HandOver } from './hand-over.tsx';

/** Who of the office has a case in hand, and taking, handing over or returning it. An order of work among
 *  colleagues: everybody who may act still may. */
export function Holder({
  view,
}: {
  readonly view: Pick<CaseView, 'id' | 'audience' | 'version' | 'actions'>;
}) {
  if (!view.audience.includes('office')) return null;
  return <InHand id={view.id} version={view.version} mayAct={view.actions.length > 0} />;
}

type Step =
  | { readonly kind: 'take' | 'return' }
  | { readonly kind: 'handOver'; readonly to: string; readonly note: string };

async function send(id: string, step: Step) {
  const cases = [id];
  switch (step.kind) {
    case 'take':
      return body(client.api.desk.take.$post({ json: { cases } }));
    case 'return':
      return body(client.api.desk.return.$post({ json: { cases } }));
    case 'handOver': {
      const { to, note } = step;
      return body(client.api.desk['hand-over'].$post({ json: { cases, to, note } }));
    }
  }
}

function InHand({
  id,
  version,
  mayAct,
}: {
  readonly id: string;
  readonly version: number;
  readonly mayAct: boolean;
}) {
  const { say, read, language } = useLanguage();
  const { account } = useSession();
  const [giving, setGiving] = useState(false);
  const [refusal, setRefusal] = useState<Text>();
  const desk = useQuery({
    queryKey: ['cases', 'in-hand', id, version],
    queryFn: () => body(client.api.desk.cases[':id'].$get({ param: { id } })),
  });
  const step = useMutation({
    mutationFn: (what: Step) => send(id, what),
    onSuccess: ({ items: [one] }, what) => {
      setGiving(false);
      setRefusal(one?.refusal?.sentence);
      if (one?.done) announce(say(...SAID[what.kind]));
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
    },
  });
  if (!desk.data) return null;
  const { holder, mine, mayTake, mayHandOver, mayReturn } = desk.data;
  return (
    <div className="holder">
      <p className="row">
        <span>
          <span className="quiet">{say('经办：', 'In hand: ')}</span>
          <strong>
            {holder
              ? mine
                ? say('在我手上', 'with me')
                : holder.name
              : say('无人认领', 'unclaimed')}
          </strong>
          {holder ? (
            <span className="quiet">
              {say(
                `（${momentWords(holder.since, language)}起）`,
                ` (since ${momentWords(holder.since, language)})`,
              )}
            </span>
          ) : null}
        </span>
        {holder?.away ? <AwayWords away={holder.away} me={account.id} /> : null}
        {mayTake ? (
          <button
            type="button"
            className="button"
            disabled={step.isPending}
            onClick={() => step.mutate({ kind: 'take' })}
          >
            {holder ? say('接手', 'Take over') : say('认领', 'Take')}
          </button>
        ) : null}
        {mayHandOver ? (
          <button type="button" className="button" onClick={() => setGiving(true)}>
            {say('移交', 'Hand over')}
          </button>
        ) : null}
        {mayReturn ? (
          <button
            type="button"
            className="button"
            disabled={step.isPending}
            onClick={() => step.mutate({ kind: 'return' })}
          >
            {say('退回待领', 'Return')}
          </button>
        ) : null}
      </p>
      {holder?.giver ? (
        <p className="note">
          <span>
            {say(`${holder.giver}移交`, `Handed over by ${holder.giver}`)}
            {holder.note ? say('，附言：', ', with a note: ') : ''}
          </span>
          {holder.note ? <span className="prose">{holder.note}</span> : null}
        </p>
      ) : null}
      {holder && !mine && !holder.away && mayAct ? (
        <p className="quiet">
          {say(
            `这一事项在${holder.name}手上。您也能办理，办理前请先与其联系。`,
            `${holder.name} has this in hand. You may act too; speak with them first.`,
          )}
        </p>
      ) : null}
      {refusal ? (
        <p className="fault" role="alert">
          {read(refusal)}
        </p>
      ) : null}
      {giving ? null : <ProblemNote error={step.error} />}
      {giving ? (
        <HandOver
          cases={[id]}
          busy={step.isPending}
          error={step.error}
          give={(to, note) => step.mutate({ kind: 'handOver', to, note })}
          close={() => setGiving(false)}
        />
      ) : null}
    </div>
  );
}

const SAID: Readonly<Record<Step['kind'], readonly [zh: string, en: string]>> = {
  take: ['已认领，在您手上', 'You have it in hand'],
  handOver: ['已移交，对方的消息里可以看到', 'Handed over; they read it in their inbox'],
  return: ['已退回待领', 'Returned to the pool'],
};
