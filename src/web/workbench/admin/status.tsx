import { useQuery } from '@tanstack/react-query';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { systemStatusQuery } from './queries.ts';
import '../figures/figures.css';

/** Which years there is a calendar of, and how many deadlines wait for the next one. */
export function CalendarStatus() {
  const { say, language } = useLanguage();
  const { data } = useQuery(systemStatusQuery);
  if (!data) return null;
  const newest = data.calendars.at(-1)?.year;
  return (
    <section className="card" aria-label={say('已有的日历', 'Calendars there are')}>
      <p className={data.provisional > 0 ? 'warn-text' : 'quiet'}>
        {data.provisional > 0
          ? say(
              `${data.provisional}项期限伸入尚未发布的年份，是暂定的；发布${(newest ?? 0) + 1}年放假安排后请导入。`,
              `${data.provisional} deadlines reach into a year that is not published and are provisional; load ${(newest ?? 0) + 1} once it is announced.`,
            )
          : say('没有暂定的期限。', 'No deadline is provisional.')}
      </p>
      <table className="numbers">
        <thead>
          <tr>
            <th scope="col">{say('年', 'Year')}</th>
            <th scope="col">{say('版本', 'Version')}</th>
            <th scope="col">{say('导入时间', 'Loaded')}</th>
          </tr>
        </thead>
        <tbody>
          {data.calendars.map(({ year, version, loadedAt }) => (
            <tr key={version}>
              <th scope="row">{year}</th>
              <td>{version}</td>
              <td>
                {loadedAt === null
                  ? say('随程序提供', 'Came with the program')
                  : momentWords(loadedAt, language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How large the catalogue list is and when it was last brought. */
export function CatalogueStatus() {
  const { say, language } = useLanguage();
  const { data } = useQuery(systemStatusQuery);
  if (!data) return null;
  const { items, departments, importedAt } = data.catalogue;
  return (
    <ul className="tiles">
      <li>
        <span className="quiet">{say('目录条目', 'Items')}</span>
        <strong>{items}</strong>
      </li>
      <li>
        <span className="quiet">{say('部门', 'Departments')}</span>
        <strong>{departments}</strong>
      </li>
      <li>
        <span className="quiet">{say('最近导入', 'Last imported')}</span>
        <span>
          {importedAt === null
            ? say('还没有导入过，请在下面导入', 'Never; import one below')
            : momentWords(importedAt, language)}
        </span>
      </li>
    </ul>
  );
}
