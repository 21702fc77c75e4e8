import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { proceduresQuery } from '../queries.ts';
import type { CaseItem } from '../queue/pages.ts';
import { useSession } from '../session.ts';

/** What can be done about an entry that is about to end: file its renewal, or look at the one filed. */
export function EntryWays({ item }: { readonly item: CaseItem }) {
  const { say, language } = useLanguage();
  const { account } = useSession();
  const { data: procedures = [] } = useQuery(proceduresQuery);
  const { entry } = item;
  if (!entry) return null;
  const renews = procedures
    .find((p) => p.name === 'reg.renew')
    ?.acts.some(
      (act) => act.from === 'new' && act.by.some((who) => account.roles.includes(who.role)),
    );
  return (
    <span className="row">
      {entry.carriedOver ? (
        <strong className="carried">
          {say('已届满，续展办理期间暂续有效', 'Over, and in force while its renewal is decided')}
        </strong>
      ) : null}
      {entry.renewal === null ? (
        entry.renewing && !entry.carriedOver ? (
          <span className="quiet">{say('续展办理中', 'Renewal under way')}</span>
        ) : null
      ) : (
        <Link to="/cases/$id" params={{ id: entry.renewal }}>
          {say('看在办的续展', 'The renewal under way')}
        </Link>
      )}
      {renews && entry.windowOpen && !entry.renewing ? (
        <Link
          className="button"
          to="/new"
          search={{ procedure: 'reg.renew', jurisdiction: item.jurisdiction, entry: entry.code }}
        >
          {say('申请续展', 'File a renewal')}
        </Link>
      ) : null}
      {renews &&
      !entry.windowOpen &&
      !entry.renewing &&
      entry.windowFrom !== null &&
      (item.entry?.left.days ?? 0) >= 0 ? (
        <span className="quiet">
          {say(
            `${dateWords(entry.windowFrom, language)}起可以续展`,
            `May be renewed from ${dateWords(entry.windowFrom, language)}`,
          )}
        </span>
      ) : null}
    </span>
  );
}
