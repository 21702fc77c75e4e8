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
    name: 'SHUJI_DEMO_CITY',
    default: 'off',
    help: {
      zh: '演示方式首次启动时，先演出此前两个月的六十件申请：on 或 off（npm start 缺省为 on）。',
      en: 'A demonstration plays sixty applications of the two months before it at its first start: on or off (npm start says on).',
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
    name: 'SHUJI_RETENTION',
    help: {
      zh: '保存期限（年），如 drafts=3,terminated=10；类别：registered、terminated、drafts、operations、accounts。五部规则都没有规定年数，缺省一直保存；期满只列入报告，不自动删除。',
      en: 'Retention in years, as drafts=3,terminated=10; of registered, terminated, drafts, operations, accounts. No text names a number: kept for good unless set. What is past it is reported and never deleted by itself.',
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
  {
    name: 'SHUJI_TSA_URL',
    help: {
      zh: '时间戳服务（RFC 3161）的网址，确认单由它加盖时间戳；缺省由本平台自行签发，查验时标明为自证时间戳。',
      en: 'Time-stamping service (RFC 3161) that stamps the sheets; absent: this platform itself, shown as self-asserted.',
    },
  },
  {
    name: 'SHUJI_TSA_CERTIFICATES',
    help: {
      zh: '所信任的时间戳服务（或直接签发其证书的机构）的证书，PEM 文件；换用服务时保留旧证书。缺省不核验服务的身份，并如实标注。',
      en: 'PEM file with the certificates of the services trusted, or of their direct issuers; keep the old ones when changing. Absent: shown as not verified.',
    },
  },
  {
    name: 'SHUJI_IDENTITY_URL',
    help: {
      zh: '身份核验服务的网址（POST JSON：code、name、operator）；缺省时演示用模拟服务，正式运行由人工核对。',
      en: 'Address of a service for real-name checks (POST of code, name, operator as JSON); absent: a simulator in demo mode, officers by hand in production.',
    },
  },
  {
    name: 'SHUJI_IDENTITY_TOKEN',
    secret: true,
    help: { zh: '身份核验服务的访问令牌。', en: 'Bearer token for that service.' },
  },
  {
    name: 'SHUJI_NATIONAL_URL',
    help: {
      zh: '国家公共数据资源登记平台（或省级汇聚平台）接口的网址；缺省时报送排队等候。',
      en: 'Address of the interface of the national platform; absent: what is to be handed over waits in its queue.',
    },
  },
  {
    name: 'SHUJI_NATIONAL_KEY_FILE',
    help: {
      zh: '报送请求的签名私钥（Ed25519，PEM），他人不可读；缺省为 DATA_DIR/keys/national.pem，首次使用时生成。公钥用 shuji national key 取得，交对方登记。',
      en: 'Ed25519 private key (PEM) that signs what is handed over, not readable by others; DATA_DIR/keys/national.pem when absent, made on first use. `shuji national key` prints the public half for the other side.',
    },
  },
  {
    name: 'SHUJI_LOG_HOST',
    help: {
      zh: '目录链名称的开头（域名），首次启动时定下；缺省取自 SHUJI_PUBLIC_URL，演示方式下为 demo.shuji.invalid。',
      en: 'The host the log is named after, fixed on first start; from SHUJI_PUBLIC_URL when absent, demo.shuji.invalid in demo mode.',
    },
  },
  {
    name: 'SHUJI_LOG_STORE',
    default: 'folder',
    help: {
      zh: '目录链公开文件的存放处：folder（DATA_DIR/log）或 s3（SHUJI_S3_URL 下的 log/）。',
      en: 'Where the public files of the log are kept: folder (DATA_DIR/log) or s3 (log/ in the bucket of SHUJI_S3_URL).',
    },
  },
  {
    name: 'SHUJI_LOG_POLICY',
    help: {
      zh: '见证策略文件（C2SP tlog-policy 格式，列出见证人与法定数）；演示方式下缺省为三个内置演示见证人中的两个。',
      en: 'File with the witness policy (C2SP tlog-policy: witnesses and quorum); in demo mode two of three built-in demonstration witnesses when absent.',
    },
  },
  {
    name: 'SHUJI_LOG_POLICY_SM3',
    help: {
      zh: '国密日志（SM3/SM2）的见证策略文件，格式同上。',
      en: 'The same for the SM3 twin of the log.',
    },
  },
  {
    name: 'SHUJI_LOG_MIRRORS',
    help: {
      zh: '镜像文件，每行“<验证密钥> <网址>”；目录链会把记录推送到这些镜像。',
      en: 'File of mirrors, a line `<vkey> <url>` each: the log pushes its entries to them.',
    },
  },
  {
    name: 'SHUJI_LOG_PEERS',
    help: {
      zh: '市区两级对接的日志文件，每行“log <验证密钥> <网址>”；定期把它们的检查点锚定到本日志。',
      en: 'File of the logs of the other level, a line `log <vkey> <url>` each: their checkpoints are anchored here.',
    },
  },
  {
    name: 'SHUJI_MIRROR_LOGS',
    help: {
      zh: '本实例为哪些日志作镜像：文件，每行“log <验证密钥>”；镜像开在 /mirror 下。',
      en: 'The logs this instance is a mirror of: a file with a line `log <vkey>` each; served under /mirror.',
    },
  },
  {
    name: 'SHUJI_ANCHOR_SECONDS',
    default: '3600',
    help: {
      zh: '每隔多少秒锚定一次：检查点加盖时间戳、存入外部链、互相锚定（1 至 86400）。',
      en: 'Seconds between two anchors (1 to 86400): time-stamps, deposits with another chain, checkpoints of the other level.',
    },
  },
  {
    name: 'SHUJI_CHAIN_GATEWAY_URL',
    secret: true,
    help: {
      zh: '外部链（司法链、长安链等）网关的网址，只送检查点的摘要；缺省不送。',
      en: 'Gateway of another chain (a court’s, ChainMaker): only digests of checkpoints go there; none when absent.',
    },
  },
  {
    name: 'SHUJI_SIGNER_TOKEN',
    secret: true,
    help: {
      zh: '签名服务（shuji signer）的口令，至少 32 个字符，登记机和签名机设为相同；签名服务监听非本机地址时必须设置。',
      en: 'The token of the signing service (shuji signer), 32 characters at least, the same on both machines; needed where it listens to others than its own machine.',
    },
  },
  {
    name: 'SHUJI_DISK_RESERVE_BYTES',
    default: '268435456',
    help: {
      zh: '磁盘须留出的字节数；不足时暂停办理，腾出后自动继续。',
      en: 'Bytes of disk that must stay free; below, nothing is accepted until there is room again.',
    },
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]['name'];
