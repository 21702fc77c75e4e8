import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';

/** Entries in one file, and files at most: what is older is found from page to page. */
const IN_ONE = 1000;
const FILES = 40;

const STARTS = statement(
  'sitemap_starts',
  `SELECT case_id AS id FROM (SELECT case_id, row_number() OVER (ORDER BY case_id DESC) AS n
     FROM (SELECT case_id FROM public_entry ORDER BY case_id DESC LIMIT ${IN_ONE * FILES}) newest) numbered
   WHERE n % ${IN_ONE} = 1 ORDER BY n`,
);

/** The newest entry of each file, newest first: where its keyset begins. */
export async function sitemapStarts(house: Pick<House, 'pool'>): Promise<string[]> {
  return (await runnerOf(house.pool).run<{ id: string }>(STARTS, [])).map(({ id }) => id);
}

const ENTRIES = statement(
  'sitemap_entries',
  `SELECT code, greatest(life #>> '{versions,-1,on}', life #>> '{terms,-1,on}', life #>> '{ends,-1,on}') AS "on"
   FROM public_entry WHERE case_id <= $1 ORDER BY case_id DESC LIMIT ${IN_ONE}`,
);

/** One file's entries and the day each last moved (null: nothing says). */
export async function sitemapEntries(
  house: Pick<House, 'pool'>,
  from: string,
): Promise<{ readonly code: string; readonly on: string | null }[]> {
  return runnerOf(house.pool).run(ENTRIES, [from]);
}
