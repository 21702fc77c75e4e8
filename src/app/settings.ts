import { resolve } from 'node:path';
import { refuse } from '../base/refusal.ts';
import type { Refusal } from '../base/refusal.ts';
import type { Text } from '../base/text.ts';
import type { ClamdAddress } from '../store/clamd.ts';
import { RETENTION_CLASSES, type RetentionClass } from '../law/retention.ts';
import { trustedProxies, type TrustedProxies } from './accounts/client-address.ts';
import { SETTINGS } from './settings-table.ts';
import type { Setting, SettingName } from './settings-table.ts';

export interface Settings {
  readonly mode: 'demo' | 'production';
  /** A new demonstration is played two months of work first. */
  readonly demoCity: boolean;
  readonly port: number;
  readonly host: string;
  /** Without a slash at the end; absent: what the server listens on. */
  readonly publicUrl: string | undefined;
  /** Whose word about the caller's address is taken; nobody's when not set. */
  readonly proxies: TrustedProxies | undefined;
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly poolSize: number;
  /** The master key as given, 64 hexadecimal digits; absent: it stands in `secretFile`. */
  readonly secret: string | undefined;
  /** Absolute. */
  readonly secretFile: string;
  readonly fileLimitBytes: number;
  /** Years, where the office has set any. */
  readonly retention: Partial<Readonly<Record<RetentionClass, number>>>;
  readonly s3: S3Address | undefined;
  readonly clamd: ClamdAddress | undefined;
  readonly smtpUrl: string | undefined;
  readonly webhookUrl: string | undefined;
  /** The authority that stamps documents; absent: the instance's own. */
  readonly tsaUrl: string | undefined;
  /** A PEM file, absolute. */
  readonly tsaCertificates: string | undefined;
  readonly national: NationalSettings;
  /** The service for real-name checks. */
  readonly identity: { readonly url: string | undefined; readonly token: string | undefined };
  readonly log: LogSettings;
}

/** The link with the national platform. */
export interface NationalSettings {
  /** Without a slash at the end; absent: changes wait in the queue. */
  readonly url: string | undefined;
  /** Absolute; absent: under the data folder. */
  readonly keyFile: string | undefined;
}

/** The verifiable log; files by absolute path. */
export interface LogSettings {
  readonly host: string;
  readonly store: 'folder' | 's3';
  readonly policy: string | undefined;
  readonly policySm3: string | undefined;
  readonly mirrors: string | undefined;
  readonly peers: string | undefined;
  readonly mirrorOf: string | undefined;
  /** What a signing service asks for, and what this program's own asks for. */
  readonly signerToken: string | undefined;
  readonly reserveBytes: number;
  readonly anchorSeconds: number;
  readonly chainGateway: string | undefined;
}

export interface S3Address {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from environment variables; an empty one counts as absent. Refuses with all
 * mistakes at once, naming the variables and never their values.
 */
export function readSettings(env: Environment): Settings | Refusal {
  const problems: [SettingName, Text][] = [];
  const bad = (name: SettingName, zh: string, en: string): void => {
    problems.push([name, { zh, en }]);
  };
  const given = (name: SettingName): string | undefined => {
    const setting: Setting | undefined = SETTINGS.find((each) => each.name === name);
    return env[name]?.trim() || setting?.default;
  };
  const whole = (name: SettingName, from: number, to: number): number => {
    const value = given(name) ?? '';
    const number = /^\d{1,15}$/.test(value) ? Number(value) : -1;
    if (number >= from && number <= to) return number;
    bad(name, `应为 ${from} 至 ${to} 的整数`, `a whole number from ${from} to ${to}`);
    return from;
  };
  const address = (name: SettingName, ...schemes: string[]): string | undefined => {
    const value = given(name);
    if (value === undefined) return undefined;
    if (schemes.includes(URL.parse(value)?.protocol.slice(0, -1) ?? '')) return value;
    const list = schemes.map((scheme) => `${scheme}://`);
    bad(name, `应以 ${list.join(' 或 ')} 开头`, `an address with ${list.join(' or ')}`);
    return undefined;
  };

  const mode = given('SHUJI_MODE') === 'production' ? 'production' : 'demo';
  if (given('SHUJI_MODE') !== mode)
    bad('SHUJI_MODE', '应为 demo 或 production', 'demo or production');

  const city = given('SHUJI_DEMO_CITY');
  if (city !== 'on' && city !== 'off') bad('SHUJI_DEMO_CITY', '应为 on 或 off', 'on or off');

  const secret = given('SHUJI_SECRET');
  if (secret !== undefined && !/^[0-9a-f]{64}$/i.test(secret)) {
    bad('SHUJI_SECRET', '应为 64 个十六进制数字', '64 hexadecimal digits');
  }

  const endpoint = address('SHUJI_S3_URL', 'https', 'http');
  const accessKeyId = given('SHUJI_S3_ACCESS_KEY_ID') ?? '';
  const secretAccessKey = given('SHUJI_S3_SECRET_ACCESS_KEY') ?? '';
  if (endpoint !== undefined && accessKeyId === '') {
    bad('SHUJI_S3_ACCESS_KEY_ID', '使用 S3 时必填', 'needed with SHUJI_S3_URL');
  }
  if (endpoint !== undefined && secretAccessKey === '') {
    bad('SHUJI_S3_SECRET_ACCESS_KEY', '使用 S3 时必填', 'needed with SHUJI_S3_URL');
  }

  const clamd = readClamd(given('SHUJI_CLAMD_SOCKET'));
  if (clamd === null) bad('SHUJI_CLAMD_SOCKET', '应为绝对路径或 主机:端口', 'a path or host:port');

  const proxies = trustedProxies(given('SHUJI_TRUSTED_PROXIES'));
  if (proxies === null) {
    bad(
      'SHUJI_TRUSTED_PROXIES',
      '应为以逗号分隔的 IP 地址或网段',
      'addresses or ranges, by commas',
    );
  }

  const dataDir = resolve(given('DATA_DIR') ?? '');
  const publicUrl = address('SHUJI_PUBLIC_URL', 'https', 'http')?.replace(/\/+$/, '');
  const store = given('SHUJI_LOG_STORE') === 's3' ? 's3' : 'folder';
  if (given('SHUJI_LOG_STORE') !== store)
    bad('SHUJI_LOG_STORE', '应为 folder 或 s3', 'folder or s3');
  if (store === 's3' && endpoint === undefined)
    bad('SHUJI_S3_URL', '日志存放在 S3 时必填', 'needed when the log is kept in S3');
  const host = given('SHUJI_LOG_HOST')?.toLowerCase() ?? URL.parse(publicUrl ?? '')?.hostname;
  if (host !== undefined && !/^[a-z0-9.-]{1,200}$/.test(host))
    bad('SHUJI_LOG_HOST', '应为域名', 'a host name');
  const signerToken = given('SHUJI_SIGNER_TOKEN');
  if (signerToken !== undefined && !/^[!-~]{32,512}$/.test(signerToken)) {
    bad('SHUJI_SIGNER_TOKEN', '应为 32 个以上可见字符', '32 visible characters at least');
  }
  const path = (name: SettingName): string | undefined => {
    const value = given(name);
    return value === undefined ? undefined : resolve(value);
  };
  const settings: Settings = {
    mode,
    demoCity: mode === 'demo' && city === 'on',
    port: whole('PORT', 0, 65_535),
    host: given('HOST') ?? '',
    publicUrl,
    proxies: proxies ?? undefined,
    dataDir,
    databaseUrl: address('DATABASE_URL', 'postgres', 'postgresql'),
    poolSize: whole('SHUJI_DATABASE_POOL', 2, 100),
    secret: secret?.toLowerCase(),
    secretFile: resolve(given('SHUJI_SECRET_FILE') ?? `${dataDir}/secret.key`),
    retention: retentionIn(given('SHUJI_RETENTION'), () =>
      bad(
        'SHUJI_RETENTION',
        '应为“类别=年数”，以逗号分隔，1 至 100 年；operations 最少 1 年',
        'kinds with years, 1 to 100, separated by commas',
      ),
    ),
    fileLimitBytes: whole('SHUJI_FILE_LIMIT_BYTES', 1024, 16 * 1024 ** 3),
    s3:
      endpoint === undefined
        ? undefined
        : { endpoint, region: given('SHUJI_S3_REGION') ?? '', accessKeyId, secretAccessKey },
    clamd: clamd ?? undefined,
    smtpUrl: address('SHUJI_SMTP_URL', 'smtp', 'smtps'),
    webhookUrl: address('SHUJI_WEBHOOK_URL', 'https', 'http'),
    tsaUrl: address('SHUJI_TSA_URL', 'https', 'http'),
    tsaCertificates: path('SHUJI_TSA_CERTIFICATES'),
    identity: {
      url: address('SHUJI_IDENTITY_URL', 'https', 'http'),
      token: given('SHUJI_IDENTITY_TOKEN'),
    },
    national: {
      url: address('SHUJI_NATIONAL_URL', 'https', 'http')?.replace(/\/+$/, ''),
      keyFile: path('SHUJI_NATIONAL_KEY_FILE'),
    },
    log: {
      host: host ?? 'demo.shuji.invalid',
      store,
      policy: path('SHUJI_LOG_POLICY'),
      policySm3: path('SHUJI_LOG_POLICY_SM3'),
      mirrors: path('SHUJI_LOG_MIRRORS'),
      peers: path('SHUJI_LOG_PEERS'),
      mirrorOf: path('SHUJI_MIRROR_LOGS'),
      signerToken,
      anchorSeconds: whole('SHUJI_ANCHOR_SECONDS', 1, 86_400),
      chainGateway: address('SHUJI_CHAIN_GATEWAY_URL', 'https', 'http')?.replace(/\/+$/, ''),
      reserveBytes: whole('SHUJI_DISK_RESERVE_BYTES', 0, 2 ** 50),
    },
  };
  return problems.length === 0 ? settings : invalid(problems);
}

/** What `shuji config` lists: every setting with its value, secrets only as set or not. */
export function describeSettings(env: Environment): (Setting & { readonly value: string })[] {
  return SETTINGS.map((setting: Setting) => {
    const given = env[setting.name]?.trim() || undefined;
    const shown = setting.secret && given !== undefined ? '******' : given;
    return { ...setting, value: shown ?? setting.default ?? '' };
  });
}

/** Null when it is neither a path nor host:port. */
function readClamd(value: string | undefined): ClamdAddress | null | undefined {
  if (value === undefined) return undefined;
  if (value.startsWith('/')) return { path: value };
  const [, host, port] = /^([\w.-]{1,253}):(\d{1,5})$/.exec(value) ?? [];
  return host !== undefined && Number(port) <= 65_535 ? { host, port: Number(port) } : null;
}

function invalid(problems: readonly [SettingName, Text][]): Refusal {
  const zh = problems.map(([name, { zh: what }]) => `${name} ${what}`).join('；');
  const en = problems.map(([name, { en: what }]) => `${name}: ${what}`).join('; ');
  return refuse(
    'SETTINGS_INVALID',
    { zh: `设置有误：${zh}。`, en: `Wrong settings: ${en}.` },
    [],
    'malformed',
    {
      names: problems.map(([name]) => name),
    },
  );
}

/** `drafts=3,terminated=10`; `wrong` is told where it is not. */
function retentionIn(value: string | undefined, wrong: () => void): Settings['retention'] {
  const years: Partial<Record<RetentionClass, number>> = {};
  for (const one of (value ?? '').split(',').filter((part) => part.trim() !== '')) {
    const [, name, n] = /^([a-z]+)=(\d{1,3})$/.exec(one.trim()) ?? [];
    const kind = RETENTION_CLASSES.find((known) => known === name);
    if (!kind || years[kind] !== undefined || Number(n) < 1 || Number(n) > 100) wrong();
    else years[kind] = Number(n);
  }
  return years;
}
