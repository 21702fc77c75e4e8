import { addDays, orThrowDate } from '../base/plain-date.ts';
import type { DemoClient, DemoPerson } from './demo-client.ts';

export type Place = 'beijing' | 'chongqing';

/** The registrar's desks and those who come to them, by the login of their demonstration account. */
export const DESKS = {
  beijing: {
    name: '北京 Beijing',
    intake: 'bj-shou-li',
    review: 'bj-shen-he',
    inspect: 'bj-he-cha',
    issue: 'bj-fa-zheng',
    objection: 'bj-yi-yi',
    authority: 'bj-shu-ju-ju',
    citizen: 'bj-li-ming',
    service: 'bj-di-san-fang',
  },
  chongqing: {
    name: '重庆 Chongqing',
    intake: 'cq-shou-li',
    review: 'cq-shen-he',
    inspect: 'cq-he-cha',
    issue: 'cq-fa-zheng',
    objection: 'cq-yi-yi',
    authority: 'cq-shu-ju-ju',
    citizen: 'cq-zhao-lei',
    service: 'cq-di-san-fang',
  },
} as const;

/** A colleague who reviews inside the unit: whoever typed the dossier may not. */
export async function colleagueOf(client: DemoClient, account: string): Promise<DemoPerson> {
  const { items } = await client.get<{
    items: { account: string; org: string; roles: string[] }[];
  }>('/api/demo/accounts');
  const { org } = await client.as(account);
  const found = items.find(
    (a) => a.org === org && a.roles.includes('registrant_reviewer') && a.account !== account,
  );
  if (!found) throw new Error(`no second reviewer at ${org}`);
  return client.as(found.account);
}

export const daysAfter = (day: string, days: number): string => addDays(orThrowDate(day), days);
export const nextDay = (day: string): string => daysAfter(day, 1);
