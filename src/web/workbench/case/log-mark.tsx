import { useLanguage } from '../language.tsx';
import { saveFile } from './save-file.ts';
import type { Place, Witnesses } from './standing.ts';
import { STANDINGS, standingWords } from './standing-words.ts';

/** Where a line of the history stands on the log, by its newest event; opened, what proves it. */
export function LogMark({
  id,
  marked,
  witnesses,
}: {
  readonly id: string;
  /** Newest first. */
  readonly marked: readonly Place[];
  readonly witnesses: Witnesses;
}) {
  const { say, read } = useLanguage();
  const [newest] = marked;
  if (!newest) return null;
  const means = read(standingWords(newest, witnesses));
  const proven = marked.filter(({ standing }) => standing !== 'waiting');
  return (
    <details className="log-mark">
      <summary className={newest.standing} title={means}>
        {read(STANDINGS[newest.standing])}
      </summary>
      <div className="proofs">
        <p>{means}</p>
        {proven.map((place) => (
          <Proofs key={place.version} id={id} place={place} />
        ))}
        {proven.length > 0 ? (
          <p className="quiet">
            {say(
              '这些文件证明记录在链上、没有被改过，不必相信登记机构。在',
              'These files prove that the record is on the log, unaltered, without trusting the registrar. Check them on ',
            )}
            <a href="/verify">{say('核验页', 'the verification page')}</a>
            {say('核验。', '.')}
          </p>
        ) : null}
      </div>
    </details>
  );
}

/** The files of one event: its entry, and its inclusion in either tree. */
function Proofs({ id, place }: { readonly id: string; readonly place: Place }) {
  const { say } = useLanguage();
  const { version, index, entry } = place;
  const name = `case-${id}-${version}`;
  return (
    <div className="row">
      <span>{say(`第${version}版`, `Version ${version}`)}</span>
      <button type="button" className="plain" onClick={() => saveFile(`${name}.json`, entry)}>
        {say('记录', 'Entry')}
      </button>
      <a href={`/log/proof/${index}`} download={`${name}.tlog-proof`}>
        {say('证明', 'Proof')}
      </a>
      <a href={`/log/sm3/proof/${index}`} download={`${name}.sm3.tlog-proof`}>
        {say('国密证明', 'SM3 proof')}
      </a>
    </div>
  );
}
