import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useLanguage } from '../language.tsx';
import { useSession } from '../session.ts';
import { ListHead } from './list-head.tsx';
import { NewOrganisation } from './new-organisation.tsx';
import { kindWords, realNameWords } from './organisation-words.ts';
import { Paged } from './paged.tsx';
import { organisationsQuery } from './queries.ts';
import { SearchLine } from './search-line.tsx';

/** Organisations by code; only the system administrator registers one. */
export function Organisations() {
  const { say, read } = useLanguage();
  const { account } = useSession();
  const { q = '' } = useSearch({ from: '/inside/admin' });
  const list = useInfiniteQuery(organisationsQuery(q));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {account.roles.includes('admin.system') ? <NewOrganisation /> : null}
      <SearchLine label={say('按名称或完整代码搜索', 'Part of a name, or a whole code')} />
      <ListHead
        shown={items.length}
        more={list.hasNextPage}
        name="organisations"
        rows={() => [
          [
            say('统一社会信用代码', 'Credit code'),
            say('名称', 'Name'),
            say('类别', 'Kind'),
            say('行政区划', 'Region'),
            say('实名', 'Real name'),
          ],
          ...items.map((one) => [
            one.code,
            one.name,
            read(kindWords(one.kind)),
            one.region,
            read(realNameWords(one.realName)),
          ]),
        ]}
      />
      <Paged
        list={list}
        label={say('单位', 'Organisations')}
        empty={say('没有这样的单位，可以换一个词搜索。', 'No such organisation; try another word.')}
      >
        {(one) => (
          <li key={one.code} className="case-line admin-line">
            <div className="what">
              <strong>{one.name}</strong>
              <code>{one.code}</code>
            </div>
            <span className="quiet">
              {read(kindWords(one.kind))} · {one.region} · {read(realNameWords(one.realName))}
              {one.demo ? say(' · 演示', ' · demonstration') : ''}
            </span>
          </li>
        )}
      </Paged>
    </>
  );
}
