import { orThrow } from '../base/refusal.ts';
import { openInstance } from '../app/instance.ts';
import { rebuild as rebuildAll, type Rebuilt } from '../app/backup/rebuild.ts';
import { readSettings } from '../app/settings.ts';
import { progress } from './progress.ts';

const USAGE = `shuji rebuild          从事件重建列表、时钟与公示 rebuild what is read from the events
shuji rebuild --check  只核对，不改动；有差异时退出码为1 compare only; exits 1 on a difference`;

/** Rebuilds, or with `--check` compares, everything that is read from the events. */
export async function rebuild(args: readonly string[]): Promise<number> {
  const check = args[0] === '--check';
  if (args.length > (check ? 1 : 0)) {
    console.error(USAGE);
    return 2;
  }
  const instance = await openInstance(orThrow(readSettings(process.env)));
  const line = progress();
  try {
    const done = await rebuildAll(instance.house, {
      check,
      progress: ({ cases, events }) => line.show(`${cases} 件 cases, ${events} 个事件 events`),
    });
    line.end();
    report(done);
    const unread = done.examples.some((d) => d.table === 'event');
    return done.differing > 0 && (check || unread) ? 1 : 0;
  } finally {
    await instance.close();
  }
}

/** What was compared, and where it differed. */
export function report({ cases, events, differing, examples }: Rebuilt): void {
  console.log(`${cases} 件 cases, ${events} 个事件 events, ${differing} 处差异 differences`);
  for (const { caseId, table, why = '' } of examples) console.log(`  ${caseId} ${table} ${why}`);
}
