import { useLanguage } from '../language.tsx';
import type { Finding } from '../model/state.ts';
import type { Pack } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { lawIn } from '../words.ts';

/** What the automatic pre-check found, where it belongs. Facts only: a person decides. */
export function HintList({
  findings,
  pack,
}: {
  readonly findings: readonly Finding[];
  readonly pack: Pack;
}) {
  const { say, read } = useLanguage();
  if (findings.length === 0) return null;
  return (
    <ul className="hints">
      {findings.map((finding) => (
        <li key={`${finding.code} ${finding.says.zh}`} className={finding.level}>
          <strong>
            {finding.level === 'gap' ? say('预检不符', 'Pre-check') : say('预检提示', 'Hint')}
          </strong>{' '}
          {read(finding.says)} <Cites law={lawIn(pack, finding.law)} />
        </li>
      ))}
    </ul>
  );
}
