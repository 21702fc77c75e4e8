import { useLanguage } from '../language.tsx';
import type { Pack } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { jumpTo } from '../model/jump.ts';
import { itemName, lawIn } from '../words.ts';
import type { Finding } from '../model/state.ts';

/** What the automatic pre-check found: facts only, and the way to each place. */
export function Findings({
  findings,
  pack,
}: {
  readonly findings: readonly Finding[];
  readonly pack: Pack;
}) {
  const { say } = useLanguage();
  const gaps = findings.filter((f) => f.level === 'gap');
  const warnings = findings.filter((f) => f.level !== 'gap');
  return (
    <section className="card" aria-labelledby="findings">
      <h2 id="findings">{say('自动预检', 'Automatic pre-check')}</h2>
      {findings.length === 0 ? (
        <p className="good">{say('没有发现问题。', 'Nothing was found.')}</p>
      ) : null}
      {gaps.length > 0 ? (
        <details open={gaps.length <= 8}>
          <summary>
            {say(
              `提交前还须补齐${gaps.length}项`,
              `${gaps.length} item(s) are still needed before filing`,
            )}
          </summary>
          <List findings={gaps} pack={pack} />
        </details>
      ) : null}
      {warnings.length > 0 ? (
        <details open>
          <summary>
            {say(
              `提示${warnings.length}项，不妨碍提交`,
              `${warnings.length} hint(s); none stops the filing`,
            )}
          </summary>
          <List findings={warnings} pack={pack} />
        </details>
      ) : null}
    </section>
  );
}

function List({ findings, pack }: { readonly findings: readonly Finding[]; readonly pack: Pack }) {
  const { say, read } = useLanguage();
  return (
    <ul className="plain-list findings">
      {findings.map((finding) => (
        <li key={`${finding.item} ${finding.code} ${finding.says.zh}`} className={finding.level}>
          <span>{read(finding.says)}</span>
          <button type="button" className="plain" onClick={() => jumpTo(finding.item)}>
            {say('去填写：', 'Go to: ')}
            {read(itemName(finding.item, pack))}
          </button>
          <Cites law={lawIn(pack, finding.law)} />
        </li>
      ))}
    </ul>
  );
}
