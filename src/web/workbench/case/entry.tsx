import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { body, client } from '../api.ts';
import { dateWords, dayOfMoment, listWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { endWord, statusOf, versionWord, type Life, type National } from '../model/entry.ts';
import type { CaseResult } from '../model/state.ts';
import type { CaseView, Pack } from '../queries.ts';
import { useSession } from '../session.ts';
import { itemName, titleWords, valueOf } from '../words.ts';
import { EntryDoors } from './entry-doors.tsx';
import { ValidityBar } from './validity-bar.tsx';

/** The entry in the register that a registration has become, and its life since. */
export function EntryPanel({
  view,
  pack,
  life,
  national,
  result,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly life: Life;
  readonly national: National | undefined;
  readonly result: CaseResult;
}) {
  const { say, read, language } = useLanguage();
  const { now } = useSession();
  const today = dayOfMoment(now);
  const status = statusOf(view.status, life, result.validTo, today);
  const page = `/registrations/${encodeURIComponent(result.code)}`;
  const day = (date: string): string => dateWords(date, language);
  return (
    <section className="card entry" aria-labelledby="entry">
      <h2 id="entry">{say('登记簿条目', 'Entry in the register')}</h2>
      <p className="row">
        <strong className={`status status-${status.tone}`}>{read(status.word)}</strong>
        <a href={page}>
          <code>{result.code}</code>
        </a>
        {national?.code ? (
          <span className="quiet">
            {say('国家平台编码 ', 'National code ')}
            <code>{national.code}</code>
          </span>
        ) : null}
      </p>
      <ValidityBar from={result.validFrom} to={result.validTo} today={today} word={status.id} />
      <h3>{say('登记沿革', 'Course')}</h3>
      <ul className="plain-list">
        {life.versions.map((one) => (
          <li key={one.n} className="row">
            <time dateTime={one.on}>{day(one.on)}</time>
            <span>{read(versionWord(one.kind))}</span>
            <a href={`${page}?version=${one.n}`}>{say(`第${one.n}版`, `Version ${one.n}`)}</a>
            {one.by ? <CaseLink id={one.by} /> : null}
            {one.changed && one.changed.length > 0 ? (
              <span className="quiet">
                {listWords(
                  one.changed.map((item) => read(itemName(item, pack))),
                  language,
                )}
              </span>
            ) : null}
          </li>
        ))}
        {life.terms.slice(1).map((one) => (
          <li key={one.from} className="row">
            <time dateTime={one.on}>{day(one.on)}</time>
            <span>
              {say('续展登记，有效期', 'Renewal, valid')} {day(one.from)} — {day(one.to)}
            </span>
            {one.by ? <CaseLink id={one.by} /> : null}
          </li>
        ))}
        {life.ends.map((one) => (
          <li key={one.as} className="row">
            <time dateTime={one.on}>{day(one.on)}</time>
            <strong className="fault">{read(endWord(one.as))}</strong>
            <span>
              {read(valueOf(one.ground, pack)) || one.ground}
              {one.announced ? ` · ${say('已公告', 'announced')}` : ''}
            </span>
            {one.by ? <CaseLink id={one.by} /> : null}
          </li>
        ))}
      </ul>
      <Petitions id={view.id} />
      <EntryDoors view={view} life={life} code={result.code} />
    </section>
  );
}

/** What was asked about the entry, as far as this person sees it. */
function Petitions({ id }: { readonly id: string }) {
  const { say, read } = useLanguage();
  const { data = [] } = useQuery({
    queryKey: ['cases', 'about', id],
    queryFn: async () => {
      const query = { parent: id, which: 'all' as const, limit: '50' };
      return (await body(client.api.cases.$get({ query }))).items;
    },
  });
  if (data.length === 0) return null;
  return (
    <>
      <h3>{say('与此条目有关的事项', 'Cases about it')}</h3>
      <ul className="plain-list">
        {data.map((one) => (
          <li key={one.id} className="row">
            <Link to="/cases/$id" params={{ id: one.id }}>
              {read(one.procedureTitle)}
            </Link>
            <span>{read(one.statusTitle ?? undefined) || one.status}</span>
            <span className="quiet">{read(titleWords(one.title))}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function CaseLink({ id }: { readonly id: string }) {
  const { say } = useLanguage();
  return (
    <Link to="/cases/$id" params={{ id }}>
      {say('查看该事项', 'See the case')}
    </Link>
  );
}
