import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { orThrow, refuse, type Refusal } from '../base/refusal.ts';
import { moment } from '../base/plain-date.ts';
import { text } from '../base/text.ts';
import { openNationalSide } from '../app/national/side.ts';
import { readSenders, type Senders } from '../app/national/senders.ts';
import type { Setting } from '../app/settings-table.ts';
import { nationalCodeScheme, type NationalCodeScheme } from '../contexts/network/national-codes.ts';
import { nationalSideRoutes } from '../http/national-side.ts';
import { listen } from './listen.ts';

/** Every environment variable of the simulated national side. */
const TABLE: readonly Setting[] = [
  {
    name: 'PORT',
    default: '8440',
    help: text('监听端口；0 表示任选一个空闲端口。', 'Port to listen on; 0 takes any free one.'),
  },
  { name: 'HOST', default: '127.0.0.1', help: text('监听地址。', 'Address to listen on.') },
  {
    name: 'DATA_DIR',
    default: './data-national',
    help: text('数据目录，须与登记平台的不同。', 'Its folder; never that of a register.'),
  },
  {
    name: 'SHUJI_MODE',
    default: 'demo',
    help: text(
      'demo 时可经 /control 使其变慢、停机、重复、拒收；production 时没有这一接口。',
      'demo: /control makes it slow, down, duplicating or refusing; production: there is no such door.',
    ),
  },
  {
    name: 'SHUJI_NATIONAL_SENDERS',
    help: text(
      '报送单位清单文件，每行“统一社会信用代码 公钥”，由 shuji national key 打印。',
      'File of the senders, a line `<credit code> <public key>` each, as `shuji national key` prints.',
    ),
  },
  {
    name: 'SHUJI_NATIONAL_CODES',
    default: 'demo-serial',
    help: text(
      '编码方式：demo-serial 或 demo-digest，均为演示编码。',
      'How codes are made: demo-serial or demo-digest, both for demonstration only.',
    ),
  },
];

/** Serves a stand-in for the national platform: a second process of this program in the role
 *  `national`, which takes what registers hand over, gives demonstration codes and can be made to fail. */
export async function serveNational(args: readonly string[]): Promise<number> {
  if (args.length > 0) return usage(args);
  const { port, host, folder, senders, scheme, controls } = orThrow(settingsFrom(process.env));
  const side = openNationalSide({
    folder,
    scheme,
    today: () => moment(Date.now()).slice(0, 10),
  });
  try {
    const app = nationalSideRoutes({
      side,
      senders,
      nowSeconds: () => Math.floor(Date.now() / 1000),
      chance: Math.random,
      controls,
    });
    const ready = (url: string): void =>
      console.log(
        `shuji national ready ${url}\n模拟的国家平台，仅供演示。A stand-in, for demonstrations only.`,
      );
    await listen({ fetch: app.fetch, host, port, ready });
  } finally {
    side.close();
  }
  return 0;
}

interface SideSettings {
  readonly port: number;
  readonly host: string;
  readonly folder: string;
  readonly senders: Senders;
  readonly scheme: NationalCodeScheme;
  readonly controls: boolean;
}

function settingsFrom(env: Readonly<Record<string, string | undefined>>): SideSettings | Refusal {
  const given = (name: string): string =>
    env[name]?.trim() || (TABLE.find((one) => one.name === name)?.default ?? '');
  const port = /^\d{1,5}$/.test(given('PORT')) ? Number(given('PORT')) : Infinity;
  const scheme = nationalCodeScheme(given('SHUJI_NATIONAL_CODES'));
  const list = given('SHUJI_NATIONAL_SENDERS');
  const wrong = [
    ...(port <= 65_535 ? [] : ['PORT']),
    ...(scheme ? [] : ['SHUJI_NATIONAL_CODES']),
    ...(list === '' ? ['SHUJI_NATIONAL_SENDERS'] : []),
  ];
  if (!scheme || wrong.length > 0) return invalid(wrong);
  return {
    port,
    host: given('HOST'),
    folder: join(resolve(given('DATA_DIR')), 'national'),
    senders: readSenders(readFileSync(list, 'utf8')),
    scheme,
    controls: given('SHUJI_MODE') === 'demo',
  };
}

const invalid = (names: readonly string[]): Refusal =>
  refuse(
    'SETTINGS_INVALID',
    text(
      `设置缺少或有误：${names.join('、')}。`,
      `Settings missing or wrong: ${names.join(', ')}.`,
    ),
    [],
    'malformed',
  );

function usage(args: readonly string[]): number {
  const asked = args.length === 1 && (args[0] === '--help' || args[0] === 'help');
  const lines = TABLE.flatMap(({ name, default: preset, help }) => [
    preset === undefined ? name : `${name}=${preset}`,
    `    ${help.zh}`,
    `    ${help.en}`,
  ]);
  (asked ? console.log : console.error)(['shuji national serve', ...lines].join('\n'));
  return asked ? 0 : 2;
}
