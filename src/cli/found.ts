import { readFileSync } from 'node:fs';
import { orThrow } from '../base/refusal.ts';
import { foundingInput } from '../app/accounts/account-inputs.ts';
import { foundAdministrators } from '../app/accounts/accounts.ts';
import { openInstance } from '../app/instance.ts';
import { openOperations } from '../app/accounts/operations.ts';
import { openSessions } from '../app/accounts/sessions.ts';
import { readSettings } from '../app/settings.ts';

/** Founds a production instance: its organisation and the three administrators, from a JSON file
 *  (`-` reads standard input) that holds passwords and should be deleted afterwards. */
export async function found(args: readonly string[]): Promise<number> {
  const [file] = args;
  if (file === undefined) {
    console.error(
      'shuji found FILE.json | -\n{"organisation":{code,name,kind,region},"system":{login,name,password},"security":…,"audit":…}',
    );
    return 2;
  }
  const parsed = foundingInput.safeParse(JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')));
  if (!parsed.success) {
    console.error(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('\n'));
    return 2;
  }
  const instance = await openInstance(orThrow(readSettings(process.env)));
  const { house } = instance;
  const operations = openOperations(house);
  try {
    const sessions = openSessions(house, operations);
    orThrow(await foundAdministrators({ house, operations, sessions }, parsed.data));
    console.log('三个管理员账号已经建立。The three administrators stand.');
    return 0;
  } finally {
    await operations.close();
    await instance.close();
  }
}
