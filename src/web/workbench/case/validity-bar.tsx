import { daysBetween, isPlainDate } from '../../../base/plain-date.ts';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';

/** How much of a validity is over, and how many days are left. */
export function ValidityBar({
  from,
  to,
  today,
  word,
}: {
  readonly from: string;
  readonly to: string;
  readonly today: string;
  /** The public word of the entry: days are only left of one that is in force. */
  readonly word: string;
}) {
  const { say, language } = useLanguage();
  if (!isPlainDate(from) || !isPlainDate(to) || !isPlainDate(today)) return null;
  const whole = Math.max(1, daysBetween(from, to) + 1);
  const left = daysBetween(today, to) + 1;
  const passed = Math.min(100, Math.max(0, Math.round(((whole - left) / whole) * 100)));
  return (
    <div className="validity">
      {word === 'active' ? (
        <div className="validity-track" aria-hidden="true">
          <span style={{ width: `${passed}%` }} />
        </div>
      ) : null}
      <p>
        {word === 'cancelled' || word === 'revoked' ? say('原定有效期 ', 'Was to be valid ') : null}
        {dateWords(from, language)} — {dateWords(to, language)}
        {word === 'active' ? (
          <strong>{say(`，还剩${left}天（含今天）`, `, ${left} days left, today included`)}</strong>
        ) : null}
        {word === 'renewalPending'
          ? say(
              '；已届满，续展办结之前继续有效',
              '; over, and in force until the renewal is decided',
            )
          : null}
      </p>
    </div>
  );
}
