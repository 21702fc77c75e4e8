import { useLanguage } from '../language.tsx';
import { BarsCard, FlowCard, StepsCard, TrendCard } from './cards.tsx';
import type { FiguresView } from './queries.ts';

/** Every picture of the page, in the order one asks. */
export function Charts({ figures }: { readonly figures: FiguresView }) {
  const { say, read } = useLanguage();
  const { firstPass, returnedFor, returnedOn, refusedOn, objections, reach, district } = figures;
  const times = say(
    '一次告知列了几份材料，每份各算一次。',
    'Each kind of material a notice names counts once.',
  );
  return (
    <>
      <FlowCard figures={figures} />
      <StepsCard figures={figures} />
      {firstPass.map(({ step, title, bars }) => (
        <BarsCard
          key={step}
          title={say(`首次决定：${read(title)}`, `First decision: ${read(title)}`)}
          bars={bars}
          figures={figures}
          unit="cases"
          empty={say('这一期间没有首次决定。', 'No first decision in this period.')}
        />
      ))}
      <BarsCard
        title={say('补正了哪些材料', 'Which material was returned')}
        bars={returnedFor}
        figures={figures}
        told={times}
        empty={say('这一期间没有告知补正。', 'Nothing was returned in this period.')}
      />
      <BarsCard
        title={say('因什么情形补正', 'Why it was returned')}
        bars={returnedOn}
        figures={figures}
        empty={say('这一期间没有告知补正。', 'Nothing was returned in this period.')}
      />
      <BarsCard
        title={say('不予受理、审核不通过的情形', 'Grounds of refusals')}
        bars={refusedOn}
        figures={figures}
        empty={say('这一期间没有。', 'None in this period.')}
      />
      {reach === 'district' || district !== null ? null : (
        <BarsCard
          title={say('异议和结果', 'Objections and how they ended')}
          bars={objections}
          figures={figures}
          empty={say('这一期间没有异议。', 'No objection in this period.')}
        />
      )}
      <BarsCard
        title={say('目前逾期：哪项期限', 'Overdue now: which deadline')}
        bars={figures.lateSteps}
        figures={figures}
        unit="cases"
        empty={say('目前没有逾期的。', 'Nothing is overdue.')}
      />
      <BarsCard
        title={say('目前逾期：登记主体所在区县', 'Overdue now: by district')}
        bars={figures.lateDistricts}
        figures={figures}
        unit="cases"
        empty={say('目前没有逾期的。', 'Nothing is overdue.')}
      />
      <BarsCard
        title={say('该登记而逾期未申请：哪些单位', 'Must register and did not in time: by holder')}
        bars={figures.lateHolders}
        figures={figures}
        unit="cases"
        registrants
        empty={say('没有逾期未申请的单位。', 'No holder is past its time.')}
      />
      <BarsCard
        title={say('期间标记过逾期的', 'Flagged as overdue in the period')}
        bars={figures.flagged}
        figures={figures}
        empty={say('这一期间没有逾期的。', 'Nothing went overdue in this period.')}
      />
      <TrendCard figures={figures} />
    </>
  );
}
