import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Json } from '../../../base/json.ts';
import type { Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { caseQuery, similarQuery, type CaseView, type Pack } from '../queries.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { nameOf } from '../words.ts';
import { WHY_ALIKE } from '../case/why-alike.ts';

/** Entries that look like this one, laid beside it; a person decides whether they are. */
export function Twins({ view, pack }: { readonly view: CaseView; readonly pack: Pack }) {
  const { say, read } = useLanguage();
  const { data, error } = useQuery(similarQuery(view.id));
  const [chosen, setChosen] = useState<string>();
  if (error) return <ProblemNote error={error} />;
  if (!data) return <Waiting />;
  if (data.length === 0)
    return (
      <p className="good">
        {say(
          '没有找到相似的登记：有效的、在办的、已终结的都查过。',
          'Nothing looks alike, among live, pending and ended entries.',
        )}
      </p>
    );
  const open = chosen ?? data[0]?.caseId;
  return (
    <div className="twins">
      <ul className="plain-list">
        {data.map((one) => (
          <li key={one.caseId}>
            <button
              type="button"
              className="twin"
              aria-expanded={open === one.caseId}
              onClick={() => setChosen(open === one.caseId ? '' : one.caseId)}
            >
              <strong>{one.title}</strong>
              <span className="quiet">
                {one.holderName ?? one.holder} ·{' '}
                {one.statusTitle ? read(one.statusTitle) : one.status}
              </span>
              <span className={one.same ? 'fault' : 'warn-text'}>
                {one.same ? say('依规则为重复：', 'A duplicate by rule: ') : ''}
                {read(WHY_ALIKE[one.why]) || one.why}
              </span>
            </button>
            {open === one.caseId ? <Beside id={one.caseId} view={view} pack={pack} /> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What both say, line by line; a line that differs says so in words. */
function Beside({
  id,
  view,
  pack,
}: {
  readonly id: string;
  readonly view: CaseView;
  readonly pack: Pack;
}) {
  const { say, read, language } = useLanguage();
  const { data: other, error } = useQuery(caseQuery(id));
  if (error) return <ProblemNote error={error} />;
  if (!other) return <Waiting />;
  const [mine, theirs] = [linesOf(view), linesOf(other)];
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const label = (name: string): string =>
    read(OWN_NAMES[name] ?? pack.profile.noticeFields.find((f) => f.id === name)?.label) ||
    read(nameOf(name, pack));
  return (
    <>
      <div
        className="table-wrap"
        tabIndex={0}
        role="region"
        aria-label={say('两件对照', 'Side by side')}
      >
        <table className="beside">
          <thead>
            <tr>
              <td />
              <th scope="col">{say('本事项', 'This case')}</th>
              <th scope="col">{say('相似的一件', 'The other')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const same = mine[name] === theirs[name];
              return (
                <tr key={name} className={same ? 'same' : 'differs'}>
                  <th scope="row">
                    {label(name)}
                    <span className={same ? 'quiet' : 'warn-text'}>
                      {same ? say('相同', 'same') : say('不同', 'differs')}
                    </span>
                  </th>
                  <td className="prose">{mine[name] || say('（无）', '(none)')}</td>
                  <td className="prose">{theirs[name] || say('（无）', '(none)')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="row">
        <Link to="/cases/$id" params={{ id }}>
          {say('打开那一件', 'Open the other')}
        </Link>
        <span className="quiet">
          {say('更新于 ', 'Updated ')}
          {momentWords(other.updatedAt, language)}
        </span>
      </p>
    </>
  );
}

const OWN_NAMES: Readonly<Record<string, Text>> = {
  catalogueItemId: text('目录条目', 'Catalogue item'),
  digest: text('存证摘要', 'Digest deposited'),
  code: text('登记码', 'Code'),
};

/** What is public of a case, and the two marks a duplicate is told by. */
function linesOf(of: CaseView): Readonly<Record<string, string>> {
  const { preview, anchor, evidence, result } = of.state as Readonly<
    Record<string, Readonly<Record<string, Json>> | null | undefined>
  >;
  const lines = Object.entries(preview ?? {}).map(([name, value]) => [name, String(value ?? '')]);
  return {
    ...(Object.fromEntries(lines) as Record<string, string>),
    catalogueItemId: String(anchor?.['itemId'] ?? ''),
    digest: String(evidence?.['digest'] ?? ''),
    ...(result ? { code: String(result['code'] ?? '') } : {}),
  };
}
