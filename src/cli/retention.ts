import { openInstance } from '../app/instance.ts';
import { retentionReport } from '../app/erasure/retention.ts';
import { readSettings } from '../app/settings.ts';
import { orThrow } from '../base/refusal.ts';
import { retentionTitles } from '../law/retention.ts';

/** `shuji retention`: what is past the retention that is set; deletes nothing. */
export async function retention(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    console.error(
      'shuji retention   列出已过保存期限的 what is past its retention (SHUJI_RETENTION)',
    );
    return 2;
  }
  const settings = orThrow(readSettings(process.env));
  const instance = await openInstance(settings);
  try {
    for (const row of await retentionReport(instance.house, settings.retention)) {
      const { zh, en } = retentionTitles[row.class];
      const place = row.jurisdiction === null ? '' : `${row.jurisdiction} `;
      const kept = row.years === null ? '一直保存 kept for good' : `${row.years} 年 years`;
      console.log(`${place}${zh} ${en}：${kept}，已过期限 past: ${row.past}`);
      for (const { caseId, since } of row.cases) console.log(`  ${caseId} ${since}`);
    }
    console.log(
      '只列出，不删除：由登记机构人员就事项提出“个人信息依法清空”，两人决定。\nListed only: an officer proposes an erasure for a case, and two people decide it.',
    );
    return 0;
  } finally {
    await instance.close();
  }
}
