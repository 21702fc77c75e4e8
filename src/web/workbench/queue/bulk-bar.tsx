import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useLanguage } from '../language.tsx';
import { announce } from '../shell/announce.tsx';
import { Cites } from '../shell/cites.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { titleWords } from '../words.ts';
import { BULK_MAX, offerFor, type Offer } from './bulk.ts';
import type { CaseItem } from './case-line.tsx';
import { useBulk } from './use-bulk.ts';

/** What can be done with everything chosen in the queue, and what came of it, case by case. */
export function BulkBar({
  chosen,
  roles,
  clear,
  offer: given,
}: {
  readonly chosen: readonly CaseItem[];
  readonly roles: readonly string[];
  readonly clear: () => void;
  /** Where the page offers one act of its own. */
  readonly offer?: Offer;
}) {
  const { say, read } = useLanguage();
  const [asked, setAsked] = useState(false);
  const bulk = useBulk();
  const [first] = chosen;
  const offer = first && (given ?? offerFor(first, roles));
  const take = (): void => {
    if (!offer) return;
    bulk.mutate(
      { act: offer.act, items: chosen },
      {
        onSuccess: ({ taken, refused }) => {
          setAsked(false);
          clear();
          announce(say(`已办${taken}件，未办${refused}件`, `${taken} taken, ${refused} refused`));
        },
      },
    );
  };
  if (!offer && !bulk.data && !bulk.error) return null;
  return (
    <section className="card bulk-bar" aria-label={say('批量办理', 'In bulk')}>
      {offer ? (
        <div className="row">
          {asked ? (
            <>
              <strong>
                {say(
                  '办理后不能撤销，确认逐件看过？',
                  'This cannot be taken back. Have you looked at each?',
                )}
              </strong>
              <Button type="primary" loading={bulk.isPending} onClick={take}>
                {say('确认', 'Yes')} · {read(offer.words(chosen.length))}
              </Button>
              <Button onClick={() => setAsked(false)}>{say('返回', 'Back')}</Button>
            </>
          ) : (
            <>
              <Button type="primary" onClick={() => setAsked(true)}>
                {read(offer.words(chosen.length))}
              </Button>
              <Button onClick={clear}>{say('清除选择', 'Clear')}</Button>
              {chosen.length === BULK_MAX ? (
                <span className="quiet">
                  {say(`一次最多${BULK_MAX}件`, `At most ${BULK_MAX} in one go`)}
                </span>
              ) : null}
            </>
          )}
        </div>
      ) : null}
      <ProblemNote error={bulk.error} />
      {bulk.data ? (
        <>
          <p role="status">
            {say(
              `已办${bulk.data.taken}件，未办${bulk.data.refused}件。`,
              `${bulk.data.taken} taken, ${bulk.data.refused} refused.`,
            )}
          </p>
          <ul className="plain-list">
            {bulk.data.items.map((one) => (
              <li key={one.id} className="row between">
                <Link to="/cases/$id" params={{ id: one.id }}>
                  {read(titleWords(one.title ?? one.id))}
                </Link>
                {one.refusal ? (
                  <span className="fault">
                    {read(one.refusal.sentence)} <Cites law={one.refusal.cites} />
                  </span>
                ) : (
                  <span className="good">{say('已办', 'Taken')}</span>
                )}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
