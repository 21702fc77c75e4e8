import { refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Runner } from '../store/transaction.ts';
import { hasDemoPeople } from './demo/people.ts';

/** Production never opens a database that holds demonstration accounts: their passwords are public. */
export async function refuseDemoPeople(runner: Runner): Promise<Refusal | undefined> {
  if (!(await hasDemoPeople(runner))) return undefined;
  return refuse(
    'PRODUCTION_DEMO_ACCOUNT',
    text(
      '数据库中有演示账号，不能以正式方式启动；请使用新的数据库。',
      'The database holds demonstration accounts; production refuses to start on it. Use a new database.',
    ),
  );
}
