import { DESKS } from './demo-cast.ts';
import type { DemoClient } from './demo-client.ts';

/** The last day of a number of working days counted from a day, and whether its calendar is known. */
export const workingDays = (client: DemoClient, from: string, length: number) =>
  client.get<{ due: string; provisional: boolean }>(
    `/api/public/deadline?from=${from}&length=${length}`,
  );

/** Where the demonstration clock stands, as a day. */
export async function todayOf(client: DemoClient): Promise<string> {
  const officer = await client.as(DESKS.beijing.intake);
  const { now } = await officer.get<{ now: string }>('/api/session');
  return now.slice(0, 10);
}

/** Nine in the morning of a day. */
export const toDay = (client: DemoClient, day: string) => client.move(`${day}T09:00:00+08:00`);

/** Whether a number of working days from a day stays within the years whose holidays are published:
 *  beyond them a period is provisional, nothing happens by itself, and no notice would ever close. */
export async function reaches(client: DemoClient, from: string, length: number): Promise<boolean> {
  return !(await workingDays(client, from, length)).provisional;
}

export function notYet(tell: (line: string) => void): void {
  tell(
    '   演示时钟已近尚未公布放假安排的年份，期限只能暂定，公示不会自动期满；请换新的数据目录重演。',
  );
  tell(
    '   The clock is near a year whose holidays are not published: periods are provisional and no',
  );
  tell('   notice closes by itself. Play it again with a new data directory.');
}
