import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Text } from '../../../base/text.ts';
import type { Facts } from '../../../law/conditions.ts';
import { MaterialShown } from '../dossier/material-value.tsx';
import { shownField, type Dossier, type MaterialGroup } from '../dossier/open.ts';
import { useLanguage } from '../language.tsx';
import { readState, type Finding } from '../model/state.ts';
import { similarQuery, type CaseView, type Pack, type ProcedureView } from '../queries.ts';
import { WHY_ALIKE } from '../case/why-alike.ts';
import { listWords } from '../format.ts';
import { Cites } from '../shell/cites.tsx';
import { itemName, lawIn } from '../words.ts';
import { Consents } from './consents.tsx';
import { dossierOf } from './use-typed.ts';
import { WillBePublic } from './will-be-public.tsx';
import { Filing } from './filing.tsx';

/** The last page: what the reviewer's own check finds, what strangers will read, everything once more, and
 *  then the way out of the house. */
export function Confirm({
  view,
  pack,
  procedure,
  groups,
  facts,
  findings,
  go,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly groups: readonly MaterialGroup[];
  readonly facts: Facts;
  readonly findings: readonly Finding[];
  readonly go: (item: string) => void;
}) {
  const { say } = useLanguage();
  const { preview } = readState(view.state);
  const dossier = dossierOf(view);
  return (
    <>
      <Checked findings={findings} pack={pack} go={go} />
      <Duplicates id={view.id} />
      {preview ? (
        <WillBePublic preview={preview} pack={pack} groups={groups} dossier={dossier} />
      ) : null}
      <Consents view={view} procedure={procedure} />
      <details className="card">
        <summary>
          <h4>{say('全部内容，再看一遍', 'Everything, once more')}</h4>
        </summary>
        {groups.map((group) => (
          <ReadGroup key={group.id} group={group} dossier={dossier} facts={facts} />
        ))}
      </details>
      <Filing view={view} pack={pack} procedure={procedure} findings={findings} />
    </>
  );
}

/** What the office calls a duplicate by rule is a ground to refuse it: told before it is sent. */
function Duplicates({ id }: { readonly id: string }) {
  const { say, read, language } = useLanguage();
  const { data = [] } = useQuery(similarQuery(id));
  const same = data.filter((one) => one.same);
  if (same.length === 0) return null;
  const why = [...new Set(same.map((one) => read(WHY_ALIKE[one.why]) || one.why))];
  return (
    <div className="note note-warn" role="note">
      <p>
        {say(
          `预检发现${same.length}件依规则属于重复的登记（${listWords(why, language)}）：重复登记不予受理。确实是另一份数据的，请在说明里写清区别。`,
          `The pre-check finds ${same.length} duplicate(s) by rule (${listWords(why, language)}): a duplicate is refused. If this is other data, say in the description what differs.`,
        )}
      </p>
      <ul className="plain-list">
        {same.map((one) => (
          <li key={one.caseId}>
            <Link to="/cases/$id" params={{ id: one.caseId }}>
              {one.title}
            </Link>{' '}
            <span className="quiet">{one.statusTitle ? read(one.statusTitle) : one.status}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Found {
  readonly pack: Pack;
  readonly go: (item: string) => void;
}

function Checked({ findings, pack, go }: Found & { readonly findings: readonly Finding[] }) {
  const { say } = useLanguage();
  const gaps = findings.filter((f) => f.level === 'gap' && f.party === undefined);
  const theirs = findings.filter((f) => f.level === 'gap' && f.party !== undefined);
  const hints = findings.filter((f) => f.level !== 'gap');
  return (
    <section className="card" aria-labelledby="checked">
      <h4 id="checked">
        {say('预检：和登记机构用同一套规则', 'Pre-check, by the reviewer’s own rules')}
      </h4>
      {theirs.length > 0 ? (
        <>
          <p className="warn-text">
            {gaps.length === 0
              ? say(
                  '材料已齐，还等共有主体同意；对方都同意后才能送出。',
                  'Your part is complete. It waits for a co-owner, and can go out once all of them agree.',
                )
              : say('还等共有主体同意：', 'A co-owner is still to agree:')}
          </p>
          <Findings some={theirs} pack={pack} go={go} />
        </>
      ) : gaps.length === 0 ? (
        <p className="good">{say('材料已齐，没有发现缺项。', 'Complete: nothing is missing.')}</p>
      ) : null}
      {gaps.length === 0 ? null : (
        <>
          <p className="fault">
            {say(
              `还缺${gaps.length}项，补齐后才能送出。`,
              `${gaps.length} to complete before it can go out.`,
            )}
          </p>
          <Lacking gaps={gaps} pack={pack} go={go} />
        </>
      )}
      {hints.length > 0 ? (
        <details open={gaps.length === 0}>
          <summary>
            {say(
              `提示${hints.length}项，不妨碍提交`,
              `${hints.length} hint(s); none stops the filing`,
            )}
          </summary>
          <Findings some={hints} pack={pack} go={go} />
        </details>
      ) : null}
    </section>
  );
}

/** What is only empty, by part: a name to go to says it all. The rest keeps its sentence. */
function Lacking({ gaps, pack, go }: Found & { readonly gaps: readonly Finding[] }) {
  const { read } = useLanguage();
  const empty = gaps.filter(({ code, item }) => code === 'MISSING' && item.includes('.'));
  const parts = [...new Set(empty.map(({ item }) => partOf(item)))];
  return (
    <>
      <dl className="lacking">
        {parts.map((part) => {
          const of = empty.filter(({ item }) => partOf(item) === part);
          return (
            <div key={part}>
              <dt>{read(itemName(part, pack))}</dt>
              <dd>
                <ul className="row">
                  {of.map(({ item }) => (
                    <li key={item}>
                      <button type="button" className="plain" onClick={() => go(item)}>
                        {read(fieldName(item, pack))}
                      </button>
                    </li>
                  ))}
                </ul>
                <Cites law={lawIn(pack, [...new Set(of.flatMap(({ law }) => law))])} />
              </dd>
            </div>
          );
        })}
      </dl>
      <Findings some={gaps.filter((one) => !empty.includes(one))} pack={pack} go={go} />
    </>
  );
}

const partOf = (item: string): string => item.split('.')[0] ?? item;

function fieldName(item: string, pack: Pack): Text {
  const [part = '', field] = item.split('.');
  const group = pack.profile.materials.first.find(({ id }) => id === part);
  return group?.fields.find(({ id }) => id === field)?.label ?? itemName(item, pack);
}

function Findings({ some, pack, go }: Found & { readonly some: readonly Finding[] }) {
  const { say, read } = useLanguage();
  if (some.length === 0) return null;
  return (
    <ul className="plain-list findings">
      {some.map((one) => (
        <li key={`${one.item} ${one.code} ${one.says.zh}`} className={one.level}>
          <span>{read(one.says)}</span>
          <button type="button" className="plain" onClick={() => go(one.item)}>
            {one.party === undefined ? say('去补：', 'Go to: ') : say('看名单：', 'The list: ')}
            {read(itemName(one.item, pack))}
          </button>
          <Cites law={lawIn(pack, one.law)} />
        </li>
      ))}
    </ul>
  );
}

function ReadGroup({
  group,
  dossier,
  facts,
}: {
  readonly group: MaterialGroup;
  readonly dossier: Dossier;
  readonly facts: Facts;
}) {
  const { read } = useLanguage();
  const values = dossier[group.id] ?? {};
  const fields = group.fields.filter((f) => shownField(f, values[f.id], facts));
  return (
    <section aria-label={read(group.label)}>
      <h5>{read(group.label)}</h5>
      <dl className="facts">
        {fields.map((field) => (
          <div key={field.id}>
            <dt>{read(field.label)}</dt>
            <dd className="prose">
              <MaterialShown field={field} value={values[field.id]} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
