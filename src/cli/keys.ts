import { orThrow } from '../base/refusal.ts';
import { CHECKPOINT } from '../app/log/files.ts';
import { addKey, listKeys, newKey, type ListedKey, type Published } from '../app/log/key-ring.ts';
import { retireKey } from '../app/log/key-retire.ts';
import type { RingScheme } from '../app/log/keys.ts';
import { tileStoreOf } from '../app/log/store.ts';
import { readSettings, type Settings } from '../app/settings.ts';

const USAGE = `shuji keys list                            列出目录链的签名密钥 list the keys of the log
shuji keys new SCHEME [--origin ORIGIN]    生成新密钥，与旧密钥同时签名 a new key, signing beside the old
shuji keys add SCHEME URL VKEY             加入签名服务中的密钥 a key behind a signing service
shuji keys add ed25519 'pkcs11:…'          加入密码模块中的密钥 a key in a hardware module
shuji keys retire KEYID [--lost|--stolen]  停用密钥 stop signing with a key
SCHEME: ed25519 | ml-dsa-44 | sm2。--origin 只用于签名机，写目录链的名称
SCHEME: one of the three. --origin is for signing machines: the name of the log`;

const SCHEMES: Readonly<Record<string, RingScheme>> = {
  ed25519: 'ed25519',
  'ml-dsa-44': 'ml-dsa-44-cosignature',
  sm2: 'sm2-sm3',
};

type Asked = (settings: Settings) => Promise<number>;

/** Exit 0: done; 1: refused, or a key that others can read or that is missing; 2: asked wrongly. */
export function keys(args: readonly string[]): Promise<number> {
  const asked = read(args);
  if (!asked) {
    console.error(USAGE);
    return Promise.resolve(2);
  }
  return asked(orThrow(readSettings(process.env)));
}

/** Which command was meant; undefined for none that is known. */
function read(args: readonly string[]): Asked | undefined {
  const { words, origin, state } = options(args);
  const [what = '', first = '', at = '', vkey, ...more] = words ?? [];
  if (what === '' || more.length > 0) return undefined;
  const scheme = SCHEMES[first];
  if (what === 'list' && first === '') return list;
  if (what === 'new' && scheme && at === '') {
    return async (settings) => added(await newKey(holding(settings), scheme, origin));
  }
  if (what === 'add' && scheme && at !== '') {
    const given = { scheme, at, ...(vkey === undefined ? {} : { vkey }) };
    return async (settings) =>
      added(await addKey(holding(settings), given, publishedIn(settings), origin));
  }
  if (what === 'retire' && /^[0-9a-f]{8}$/.test(first) && at === '') {
    return async (settings) =>
      retired(await retireKey(holding(settings), first, state, publishedIn(settings)));
  }
  return undefined;
}

/** The words without the options; none where an option is unknown. */
function options(args: readonly string[]) {
  const words: string[] = [];
  let origin: string | undefined;
  let state: 'retired' | 'lost' | 'stolen' = 'retired';
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] ?? '';
    if (word === '--lost') state = 'lost';
    else if (word === '--stolen') state = 'stolen';
    else if (word === '--origin' && args[i + 1] !== undefined) origin = args[(i += 1)];
    else if (word.startsWith('--')) return { words: undefined, origin, state };
    else words.push(word);
  }
  return { words, origin, state };
}

const holding = ({ dataDir, mode, log }: Settings) => ({
  dataDir,
  mode,
  signerToken: log.signerToken,
});

/** Read only when somebody asks: a signing machine has no such files. */
function publishedIn({ dataDir, s3, log }: Settings): Published {
  return async (suite) => {
    const note = await tileStoreOf({ dataDir, s3, store: log.store }).read(CHECKPOINT[suite]);
    return note?.toString('utf8');
  };
}

function list(settings: Settings): Promise<number> {
  const { origin, keys: all } = listKeys(holding(settings));
  console.log(`${origin}\n`);
  for (const key of all) print(key);
  const wrong = all.filter(
    ({ state, secret }) => state === 'signing' && ['exposed', 'missing'].includes(secret),
  );
  const exposed = all.some(({ secret }) => secret === 'exposed');
  return Promise.resolve(wrong.length > 0 || exposed ? 1 : 0);
}

const STATES = {
  signing: '签名中 signing',
  retired: '已停用，旧签名仍有效 retired; what it signed still counts',
  lost: '已丢失，旧签名仍有效 lost; what it signed still counts',
  stolen: '已失窃，其签名不再采信 stolen; nothing it signed is believed',
} as const;

const SECRETS = {
  private: '文件权限正确 private',
  exposed: '他人可读，请执行 chmod 600 readable by others: run chmod 600',
  missing: '文件不在 no such file',
  elsewhere: '在别处 elsewhere',
} as const;

function print({ keyId, scheme, tree, state, at, secret, verifier }: ListedKey): void {
  console.log(`${keyId}  ${scheme}  ${tree}  ${STATES[state]}`);
  console.log(`  ${at}  ${SECRETS[secret]}\n  ${verifier}`);
}

const AT_NEXT_START =
  '下次启动服务后生效；启动时记入目录链。\nIt takes effect, and is put on the log, at the next start of the server.';

function added(key: ListedKey): number {
  print(key);
  console.log(AT_NEXT_START);
  console.log('请把上面的验证密钥交给每个见证人。Give the verifier key above to every witness.');
  return 0;
}

function retired(key: ListedKey): number {
  print(key);
  console.log(AT_NEXT_START);
  if (key.secret === 'private' || key.secret === 'exposed') {
    console.log(`密钥文件没有删除；重启之后请按规定销毁或封存：keys/${key.at.slice(5)}`);
    console.log('The file was not deleted. After the restart destroy it, or archive it.');
  } else if (key.secret === 'elsewhere') {
    console.log('请在签名机或密码模块中销毁或封存它。Destroy or archive it where it is.');
  }
  if (key.state === 'stolen') {
    console.log('请从策略文件中删去它，并通知每个见证人和镜像：只由它签的检查点一律不再采信。');
    console.log('Remove it from your policy files, and tell every witness and mirror to drop it.');
  }
  return 0;
}
