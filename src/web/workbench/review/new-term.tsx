import { dateWords } from '../format.ts';
import { useNamedEntry } from '../form/named-entry.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack, ProcedureView } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { lawIn } from '../words.ts';

/** What a renewal that is not decided would give, as the procedure counts it; days are YYYY-MM-DD. */
interface Renewing {
  readonly about: { readonly code: string };
  readonly validTo: string;
  readonly months: number;
  readonly carriedOver: boolean;
  readonly agreementTo: string | null;
  readonly wouldBe: {
    readonly from: string;
    readonly to: string;
    /** The authorised term ends before the months asked for. */
    readonly capped: boolean;
    readonly mostMonths: number;
  };
}

/** The renewal in a case, while it still waits for its decision. */
export const renewingIn = (view: CaseView): Renewing | undefined =>
  view.state['wouldBe'] ? (view.state as unknown as Renewing) : undefined;

const RENEWED = 'reg.Renewed';

/** The term there is and the term there would be, one above the other, with what makes it so. */
export function NewTerm({
  of,
  pack,
  procedure,
  cited = true,
}: {
  readonly of: Renewing;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  /** Not where the articles stand above it already. */
  readonly cited?: boolean;
}) {
  const { say, language } = useLanguage();
  const { entry } = useNamedEntry(of.about.code);
  const { from, to, capped, mostMonths } = of.wouldBe;
  const approve = procedure.acts.find(({ emits }) => emits.includes(RENEWED));
  const day = (date: string) => <time dateTime={date}>{dateWords(date, language)}</time>;
  const follows =
    entry && entry.objectKind !== 'resource' && !of.agreementTo
      ? say(
          '准予时按登记簿当时的授权运营期限再算一次。',
          'When it is approved, it is counted again from the authorised term then on record.',
        )
      : '';
  return (
    <div className="new-term">
      <dl className="facts">
        <div>
          <dt>{say('现在的有效期', 'The present term')}</dt>
          <dd>
            {entry ? day(entry.validFrom) : null} — {day(of.validTo)}
            {of.carriedOver ? (
              <p className="warn-text">
                {say(
                  '已届满，续展办理期间暂续有效。',
                  'It is over; the entry stays in force while the renewal is decided.',
                )}
              </p>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>{say('准予后的有效期', 'The term if approved')}</dt>
          <dd>
            <strong>
              {day(from)} — {day(to)}
            </strong>
          </dd>
        </div>
      </dl>
      <p className="quiet">
        {say(
          `自现有效期届满次日起算，申请${of.months}个月（每次最长${mostMonths}个月）`,
          `From the day after the present term ends, for ${of.months} months (${mostMonths} at most)`,
        )}
        {capped
          ? say('，到授权运营期限的最后一日为止。', ', no longer than the authorised term lasts. ')
          : say('。', '. ')}
        {follows}
      </p>
      {cited ? <Cites law={lawIn(pack, approve?.law ?? [])} /> : null}
    </div>
  );
}

/** The same as a part of the page, for everybody who reads the renewal. */
export function NewTermCard(shown: Parameters<typeof NewTerm>[0]) {
  const { say } = useLanguage();
  return (
    <section className="card" aria-labelledby="new-term">
      <h2 id="new-term">{say('有效期', 'Term of validity')}</h2>
      <NewTerm {...shown} />
    </section>
  );
}
