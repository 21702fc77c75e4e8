import { orThrow, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { openInstance, type Instance } from '../app/instance.ts';
import { counterparts } from '../app/national/counterparts.ts';
import { openLink } from '../app/national/link.ts';
import { NATIONAL } from '../app/national/port.ts';
import type { Report } from '../app/national/settle.ts';
import { linkStatus } from '../app/national/status.ts';
import { readSettings, type Settings } from '../app/settings.ts';
import { runnerOf } from '../store/transaction.ts';

async function withInstance<T>(
  work: (instance: Instance, settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = orThrow(readSettings(process.env));
  const instance = await openInstance(settings);
  try {
    return await work(instance, settings);
  } finally {
    await instance.close();
  }
}

/** Prints how handing over stands; 1 when somebody has to look. */
export const status = (): Promise<number> =>
  withInstance(async ({ house }, settings) => {
    const configured = settings.national.url !== undefined;
    const now = await linkStatus(runnerOf(house.pool), NATIONAL, Date.now(), configured);
    console.log(JSON.stringify(now, null, 2));
    return now.state === 'alarm' ? 1 : 0;
  });

/** Compares both registers, sets right what can be, and prints the report; 1 when a difference is left. */
export const reconcile = (options: { heal: boolean; disown: boolean }): Promise<number> =>
  withInstance(async ({ house }, settings) => {
    const [counterpart] = counterparts(house, settings);
    if (!counterpart) throw new Refused(noAddress());
    const stopping = new AbortController();
    const stop = (): void => stopping.abort();
    process.once('SIGTERM', stop).once('SIGINT', stop);
    const link = openLink(house, counterpart, (error) => console.error(String(error)));
    try {
      const report = await link.reconcile(options, stopping.signal);
      if (!report) throw new Refused(link.sends() ? notAnswered() : inUse());
      await link.noteRound(stopping.signal);
      print(report);
      return report.differences === 0 ? 0 : 1;
    } finally {
      await link.close();
    }
  });

function print(report: Report): void {
  const { ours, theirs, pending, differences, turns, healed, adopted, disowned } = report;
  console.log(`本平台 ours ${ours}，对方 theirs ${theirs}，在途 pending ${pending}`);
  const found = Object.entries(report.found).filter(([, n]) => n > 0);
  console.log(`发现 found: ${found.map(([kind, n]) => `${kind} ${n}`).join(', ') || '0'}`);
  console.log(
    `补报 handed over again ${healed}，认领 believed ${adopted}，撤下 struck ${disowned}`,
  );
  for (const { kind, code, fields, have } of report.examples) {
    const what = fields.map(
      (f) => `${f.field}: ${JSON.stringify(f.ours)} / ${JSON.stringify(f.theirs)}`,
    );
    console.log(`  ${kind} ${code} (${have}) ${what.join('; ')}`);
  }
  console.log(`${turns} 轮后差异 differences after ${turns}: ${differences}`);
}

const noAddress = () =>
  refuse(
    'NATIONAL_LINK_OFF',
    text('请先设置 SHUJI_NATIONAL_URL。', 'Set SHUJI_NATIONAL_URL first.'),
  );

const inUse = () =>
  refuse(
    'NATIONAL_LINK_IN_USE',
    text(
      '另一进程正在报送，请通过其接口发起对账（POST /api/national/reconciliations）。',
      'Another process holds the link: ask it to compare (POST /api/national/reconciliations).',
    ),
    [],
    'conflict',
  );

const notAnswered = () =>
  refuse(
    'NATIONAL_NOT_ANSWERED',
    text('对方没有应答，稍后再试。', 'The other side does not answer; try again later.'),
    [],
    'busy',
  );
