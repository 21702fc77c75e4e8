import { readFileSync } from 'node:fs';
import { orThrow } from '../../base/refusal.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import { importCatalogue, readCatalogueCsv } from '../imports/catalogue.ts';
import { seedPeople } from './people.ts';
import type { House } from '../house.ts';

const SEEDED = statement('demo_catalogue_seeded', 'SELECT 1 FROM catalogue_item LIMIT 1');

/** People and the catalogue list of the demonstration; does nothing where they stand already. */
export async function seedDemo(house: House): Promise<void> {
  const runner = runnerOf(house.pool);
  await seedPeople(runner, house.time.now());
  if ((await runner.run(SEEDED, [])).length > 0) return;
  const csv = readFileSync(new URL('./data/beijing-open-catalog.csv', import.meta.url));
  await importCatalogue(runner, orThrow(readCatalogueCsv(csv)), house.time.now(), true);
}
