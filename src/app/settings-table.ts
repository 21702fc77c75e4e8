import type { Text } from '../base/text.ts';

/** One environment variable. `secret`: its value is never shown. */
export interface Setting {
  readonly name: string;
  readonly default?: string;
  readonly secret?: true;
  readonly help: Text;
}

/** Every environment variable the program reads, in the order `shuji config` lists them. */
export const SETTINGS = [
  {
    name: 'SHUJI_MODE',
    default: 'demo',
    help: {
      zh: '运行方式：demo（演示，含演示账号与时间机）或 production（正式）。',
      en: 'demo (with demonstration accounts and the time machine) or production.',
    },
  },
  {
    name: 'PORT',
    default: '8420',
    help: {
      zh: '监听端口；0 表示任选一个空闲端口。',
      en: 'Port to listen on; 0 takes any free one.',
    },
  },
  {
    name: 'HOST',
    default: '127.0.0.1',
    help: {
      zh: '监听地址；对外服务时设为 0.0.0.0，并在前面放置 TLS 代理。',
      en: 'Address to listen on; 0.0.0.0 to serve others, behind a TLS proxy.',
    },
  },
  {
    name: 'SHUJI_PUBLIC_URL',
    help: {
      zh: '公众访问的网址，写入证书与查询码；缺省为 http://HOST:PORT。',
      en: 'The address people use, printed on certificates; http://HOST:PORT when absent.',
    },
  },
  {
    name: 'SHUJI_TRUSTED_PROXIES',
    help: {
      zh: '可信代理的地址或网段，以逗号分隔（如 127.0.0.1,10.0.0.0/8）；只采信它们写的 X-Forwarded-For。缺省一律不采信。',
      en: 'Addresses or ranges of the proxies in front, separated by commas (127.0.0.1,10.0.0.0/8): only their X-Forwarded-For is believed. Absent: nobody’s.',
    },
  },
  {
    name: 'DATA_DIR',
    default: './data',
    help: {
      zh: '数据目录：内置数据库、文件、密钥。须备份。',
      en: 'Folder of the embedded database, files and key. Back it up.',
    },
  },
  {
    name: 'DATABASE_URL',
    secret: true,
    help: {
      zh: '外部 PostgreSQL（15 或更高）的连接串；缺省使用 DATA_DIR 下的内置数据库。',
      en: 'A PostgreSQL server (15 or later); absent: the embedded one under DATA_DIR.',
    },
  },
  {
    name: 'SHUJI_DATABASE_POOL',
    default: '10',
    help: { zh: '数据库连接数上限（2 至 100）。', en: 'Database connections at most (2 to 100).' },
  },
  {
    name: 'SHUJI_SECRET',
    secret: true,
    help: {
      zh: '主密钥，64 个十六进制数字（openssl rand -hex 32）。丢失则密文无法恢复。',
      en: 'Master key, 64 hexadecimal digits (openssl rand -hex 32). Lost key, lost sealed data.',
    },
  },
  {
    name: 'SHUJI_SECRET_FILE',
    help: {
      zh: '存放主密钥的文件，他人不可读；缺省为 DATA_DIR/secret.key，演示方式下自动生成。',
      en: 'File with the master key, not readable by others; DATA_DIR/secret.key when absent, generated in demo mode.',
    },
  },
  {
    name: 'SHUJI_FILE_LIMIT_BYTES',
    default: '104857600',
    help: { zh: '单个上传文件的字节上限。', en: 'Largest uploaded file, in bytes.' },
  },
  {
    name: 'SHUJI_S3_URL',
    help: {
      zh: 'S3 兼容存储桶的网址；缺省存放在 DATA_DIR。',
      en: 'Address of an S3-compatible bucket; absent: files stay under DATA_DIR.',
    },
  },
  {
    name: 'SHUJI_S3_REGION',
    default: 'auto',
    help: { zh: 'S3 区域。', en: 'S3 region.' },
  },
  {
    name: 'SHUJI_S3_ACCESS_KEY_ID',
    secret: true,
    help: { zh: 'S3 访问标识。', en: 'S3 access key id.' },
  },
  {
    name: 'SHUJI_S3_SECRET_ACCESS_KEY',
    secret: true,
    help: { zh: 'S3 访问密钥。', en: 'S3 secret access key.' },
  },
  {
    name: 'SHUJI_CLAMD_SOCKET',
    help: {
      zh: 'ClamAV 套接字：路径或 主机:端口；缺省不扫描，并如实标注。',
      en: 'ClamAV socket, a path or host:port; absent: files are shown as not scanned.',
    },
  },
  {
    name: 'SHUJI_SMTP_URL',
    secret: true,
    help: {
      zh: '发送邮件的服务器（smtp:// 或 smtps://）；缺省只发站内通知。',
      en: 'Mail server (smtp:// or smtps://); absent: notices stay in the inbox.',
    },
  },
  {
    name: 'SHUJI_WEBHOOK_URL',
    secret: true,
    help: {
      zh: '接收事件通知的网址（http:// 或 https://）。',
      en: 'Address that is told of events (http:// or https://).',
    },
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]['name'];
