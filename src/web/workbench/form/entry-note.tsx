import { ApiProblem } from '../api.ts';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { statusNamed } from '../model/entry.ts';
import { placeTitle } from '../roles.ts';
import { useNamedEntry } from './named-entry.ts';
import { useScope } from './scope.tsx';

/** Which entry a code stands for, under the field that names it: whose it is, and until when. */
export function EntryNote({ name }: { readonly name: string }) {
  const { say, read, language } = useLanguage();
  const { jurisdiction } = useScope();
  const { entry, error } = useNamedEntry(name);
  if (error instanceof ApiProblem && error.problem.status === 404) {
    return (
      <p className="fault" role="status">
        {say(
          '登记簿中没有这一编码，请核对后重新填写。',
          'The register has no entry of this code: check it and type it again.',
        )}
      </p>
    );
  }
  if (!entry) return null;
  const status = statusNamed(entry.status);
  return (
    <div className="entry-note" role="status">
      <p className="row">
        <a
          href={`/registrations/${encodeURIComponent(entry.code)}`}
          target="_blank"
          rel="noreferrer"
        >
          {entry.title}
        </a>
        <span className={`status status-${status.tone}`}>{read(status.word)}</span>
      </p>
      <p className="quiet">
        {entry.holder} · <code>{entry.code}</code>
      </p>
      <p className="quiet">
        {say('有效期 ', 'Valid ')}
        {dateWords(entry.validFrom, language)} — {dateWords(entry.validTo, language)}
      </p>
      {entry.jurisdiction === jurisdiction ? null : (
        <p className="fault">
          {say('这一登记属于', 'This entry belongs to ')}
          {read(placeTitle(entry.jurisdiction))}
          {say('，请先切换办理城市。', ': change the city above first.')}
        </p>
      )}
    </div>
  );
}
