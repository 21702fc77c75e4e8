import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { orThrow, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Setting } from '../settings-table.ts';
import { readLogList, type WatchedLog } from '../witness/log-list.ts';

/** One who cosigns on its own, without a register. */
export type CosignerRole = 'witness' | 'mirror';

export interface CosignerSettings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** The name of its keys. */
  readonly name: string;
  readonly logs: readonly WatchedLog[];
}

const PORTS: Readonly<Record<CosignerRole, string>> = { witness: '8421', mirror: '8422' };
const LIST_MAX = 64 * 1024 * 1024;
/** What a key may be called (c2sp.org/signed-note); 255 bytes at most for ML-DSA-44. */
const NAME = /^[^\p{White_Space}\p{Cc}+]+$/u;

/** Every environment variable of a standalone witness or mirror. */
export const cosignerTable = (role: CosignerRole): readonly Setting[] => [
  {
    name: 'PORT',
    default: PORTS[role],
    help: text('监听端口；0 表示任选一个空闲端口。', 'Port to listen on; 0 takes any free one.'),
  },
  {
    name: 'HOST',
    default: '127.0.0.1',
    help: text(
      '监听地址；对外服务时设为 0.0.0.0，并在前面放置 TLS 代理。',
      'Address to listen on; 0.0.0.0 to serve others, behind a TLS proxy.',
    ),
  },
  {
    name: 'DATA_DIR',
    default: './data',
    help: text(
      '数据目录：密钥与所记的检查点。不得用旧备份恢复：忘记见过的大小，就可能给两种历史共签。',
      'Folder of the keys and of what was seen. Never restore it from an old backup: who forgets a size may cosign two histories.',
    ),
  },
  {
    name: nameOf(role, 'NAME'),
    help: text(
      '本共签者的名称，如 witness.example.gov.cn/w1；首次启动后不能更改，见证人与镜像不得同名。',
      'The name of this cosigner, such as witness.example.gov.cn/w1; fixed on first start, and never the same for a witness and a mirror.',
    ),
  },
  {
    name: nameOf(role, 'LOGS'),
    help: text(
      '日志清单文件：每行“log <验证密钥>”，或见证网络的 vkey 清单。',
      'File with the logs: a line `log <vkey>` each, or a list of the witness network.',
    ),
  },
];

function nameOf(role: CosignerRole, what: 'NAME' | 'LOGS'): string {
  return `SHUJI_${role.toUpperCase()}_${what}`;
}

/** Reads the settings and the file of the logs; an empty variable counts as absent. */
export function readCosignerSettings(
  role: CosignerRole,
  env: Readonly<Record<string, string | undefined>>,
): CosignerSettings {
  const given = (variable: string): string =>
    env[variable]?.trim() ||
    (cosignerTable(role).find(({ name }) => name === variable)?.default ?? '');
  const name = given(nameOf(role, 'NAME'));
  const port = /^\d{1,5}$/.test(given('PORT')) ? Number(given('PORT')) : Infinity;
  const list = resolve(given(nameOf(role, 'LOGS')) || '.');
  const listed = statSync(list, { throwIfNoEntry: false });
  const wrong = [
    ...(port <= 65_535 ? [] : ['PORT']),
    ...(NAME.test(name) && Buffer.byteLength(name) <= 255 ? [] : [nameOf(role, 'NAME')]),
    ...(listed?.isFile() && listed.size <= LIST_MAX ? [] : [nameOf(role, 'LOGS')]),
  ];
  if (wrong.length > 0) return orThrow<CosignerSettings>(invalid(wrong));
  const logs = readLogList(readFileSync(list, 'utf8'));
  return { port, host: given('HOST'), dataDir: resolve(given('DATA_DIR')), name, logs };
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
    { names: [...names] },
  );
