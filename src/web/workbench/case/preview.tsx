import { useLanguage } from '../language.tsx';
import type { Pack } from '../queries.ts';
import { nameOf } from '../words.ts';
import { Cites } from '../shell/cites.tsx';

/** The fields of a notice, each under its name in this place. */
export function NoticeFields({
  preview,
  pack,
}: {
  readonly preview: Readonly<Record<string, unknown>>;
  readonly pack: Pack;
}) {
  const { say, read } = useLanguage();
  return (
    <dl className="facts">
      {Object.entries(preview).map(([id, value]) => (
        <div key={id}>
          <dt>
            {read(pack.profile.noticeFields.find((f) => f.id === id)?.label ?? nameOf(id, pack))}
          </dt>
          <dd className="prose">
            {String(value ?? '') || <span className="quiet">{say('（空）', '(empty)')}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Exactly what strangers will read, in the order of the rule. */
export function Preview({
  preview,
  pack,
}: {
  readonly preview: Readonly<Record<string, unknown>>;
  readonly pack: Pack;
}) {
  const { say } = useLanguage();
  return (
    <section className="card" aria-labelledby="preview">
      <h2 id="preview">{say('将要公开的内容', 'What will be public')}</h2>
      <p className="quiet">
        {say(
          '公示只含以下各项，其余材料不公开。',
          'A notice shows exactly this; nothing else of the dossier.',
        )}
      </p>
      <NoticeFields preview={preview} pack={pack} />
      <Cites law={pack.profile.noticeLaw} />
    </section>
  );
}
