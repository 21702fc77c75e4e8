import { importCatalogue } from '../src/app/imports/catalogue.ts';
import { driftRound } from '../src/app/drift.ts';
import type { House } from '../src/app/house.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { ITEM } from './people.ts';

const item = (name: string) => ({
  id: ITEM,
  department: '北京市民政局',
  name,
  summary: '全市养老机构基本信息，包括机构名称、地址、床位数、联系电话等字段',
  theme: '社会保障',
  formats: 'CSV',
  updatedAt: '2026-01-05',
});

/** The catalogue item that the drafts and entries are linked to is renamed, and named again as it was. */
export async function catalogueMoves(house: House): Promise<void> {
  for (const name of ['养老服务机构名录', '养老机构名录']) {
    await importCatalogue(runnerOf(house.pool), [item(name)], house.time.now(), true);
    await driftRound(house);
  }
}
