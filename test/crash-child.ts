/** A register that works without a pause until somebody kills it: `crash-child.ts DATA_DIR`. Says on
 *  stdout, one line each, what it has been told is done. */
import { writeSync } from 'node:fs';
import { openInstance } from '../src/app/instance.ts';
import type { House } from '../src/app/house.ts';
import { readSettings } from '../src/app/settings.ts';
import { orThrow } from '../src/base/refusal.ts';
import { people, settle } from './people.ts';
import { disputed, draft, inNotice, say } from './story.ts';

const [dataDir = ''] = process.argv.slice(2);
const { house } = await openInstance(orThrow(readSettings({ DATA_DIR: dataDir })));

/** Written at once: what stands in a buffer when the process dies was never acknowledged. */
const acknowledge = (...words: (string | number)[]): void =>
  void writeSync(1, `${words.join(' ')}\n`);

async function type(on: House, worker: number): Promise<never> {
  for (let n = 0; ; n += 1) {
    const key = `${process.pid}/${worker}/${n}`;
    const opened = await draft(on, key);
    acknowledge('opened', opened.caseId, opened.version, key);
    for (let edit = 0; edit < 4; edit += 1) {
      const values = { usable: `第${edit}稿` };
      const does = say(on, opened.caseId);
      const { version } = await does(people.editor, 'attachMaterial', {
        group: 'scenario',
        values,
      });
      acknowledge('done', opened.caseId, version);
    }
  }
}

async function dispute(on: House): Promise<never> {
  for (let n = 0; ; n += 1) {
    const parent = await inNotice(on, `被异议的名录${n}`);
    acknowledge('done', parent.caseId, parent.version);
    const { caseId } = await disputed(on, parent.caseId);
    const upheld = await say(on, caseId)(people.referee, 'uphold', { reasons: '权属确有争议' });
    acknowledge('done', caseId, upheld.version);
  }
}

if ((await house.pool.query('SELECT 1 FROM organisation LIMIT 1')).rows.length === 0) {
  await settle(house);
}
await Promise.all([type(house, 1), type(house, 2), type(house, 3), dispute(house), dispute(house)]);
