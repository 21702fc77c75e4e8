import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesUnder, importsOf, isCode, isTest, read, type Import } from './tree.ts';

/** Which folders each folder may import from, besides itself. This table is the documentation. */
const below: Readonly<Record<string, readonly string[]>> = {
  base: [],
  kernel: ['base'],
  log: ['base', 'kernel'],
  law: ['base'],
  contexts: ['base', 'kernel', 'log', 'law'],
  store: ['base', 'kernel', 'log', 'law', 'contexts'],
  app: ['base', 'kernel', 'log', 'law', 'contexts', 'store'],
  // Its code also runs in a browser; shapes of the two doors may be imported as types.
  web: ['base', 'kernel', 'log', 'law'],
  http: ['base', 'kernel', 'log', 'law', 'contexts', 'store', 'app', 'web'],
  cli: ['base', 'kernel', 'log', 'law', 'contexts', 'store', 'app', 'web', 'http'],
};
/** Which rooms of `app` each room may know, besides itself; the hall is `app` itself, which may know them all. */
const beside: Readonly<Record<string, readonly string[]>> = {
  accounts: ['hall', 'imports'],
  archive: ['hall', 'audit', 'erasure', 'imports', 'log', 'papers'],
  audit: ['hall', 'accounts', 'archive', 'erasure', 'figures', 'log', 'papers'],
  backup: ['hall'],
  demo: ['hall', 'accounts', 'imports', 'papers'],
  desk: ['hall', 'accounts', 'erasure', 'figures', 'national'],
  erasure: ['hall', 'backup', 'desk'],
  facts: ['hall', 'erasure', 'figures', 'seals'],
  figures: ['hall', 'desk', 'imports'],
  files: ['hall', 'seals'],
  fsck: ['log', 'seals'],
  identity: ['hall', 'accounts'],
  imports: ['hall', 'accounts', 'archive'],
  log: ['hall', 'mirror', 'recover', 'seals', 'witness'],
  mirror: ['hall', 'log', 'witness'],
  national: ['hall', 'accounts', 'log'],
  papers: ['hall', 'archive', 'figures', 'log', 'public', 'seals'],
  public: ['hall', 'figures', 'log'],
  reactions: ['hall'],
  recover: ['backup', 'erasure', 'facts', 'identity', 'log'],
  seals: ['hall', 'files'],
  witness: ['hall'],
};
const typesFor: Readonly<Record<string, readonly string[]>> = { web: ['app', 'http'] };

/** Tests and their fixtures may look anywhere; the program may not look at them. */
const program = filesUnder('src').filter((path) => isCode(path) && !isTest(path));
const imports = program.flatMap(importsOf);
const floorOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1];
const roomOf = (path: string): string | undefined =>
  path.startsWith('src/app/') ? (/^src\/app\/([^/]+)\//.exec(path)?.[1] ?? 'hall') : undefined;
const contextOf = (path: string): string | undefined => /^src\/contexts\/([^/]+)\//.exec(path)?.[1];

const none = (found: readonly string[]): void => {
  assert.equal(found.length, 0, `\n${found.join('\n')}`);
};

test('每一层只引用下面的层', () => {
  const breaks = ({ from, to, onlyType }: Import): boolean => {
    const [here, there] = [floorOf(from), floorOf(to)];
    if (here === undefined || there === undefined || here === there) return false;
    const allowed = [...(below[here] ?? []), ...(onlyType ? (typesFor[here] ?? []) : [])];
    return !allowed.includes(there);
  };
  const say = (i: Import): string =>
    `${floorOf(i.from)} may not import ${floorOf(i.to)} (${i.from} -> ${i.to})`;
  none(imports.filter(breaks).map(say));
});

test('每一个文件夹都在分层表里，引用不出源码', () => {
  none(program.filter((path) => !below[floorOf(path) ?? '']).map((p) => `${p} is on no floor`));
  const outside = imports.filter((i) => /^(?:\.\.|test\/)/.test(i.to) || isTest(i.to));
  none(outside.map((i) => `${i.from} may not import ${i.to}, which is no part of the program`));
});

test('app的每一间只认识表里写明的几间，ARCHITECTURE.md写有它做什么', () => {
  const breaks = (i: Import): boolean => {
    const [here, there] = [roomOf(i.from), roomOf(i.to)];
    if (here === undefined || there === undefined || here === there || here === 'hall')
      return false;
    return !beside[here]?.includes(there);
  };
  none(imports.filter(breaks).map((i) => `${i.from} may not know ${roomOf(i.to)} (${i.to})`));
  const told = read('ARCHITECTURE.md');
  const rooms = new Set(
    program.map(roomOf).filter((room) => room !== undefined && room !== 'hall'),
  );
  none([...rooms].filter((r) => !told.includes(`| \`${r}\` |`)).map((r) => `${r} is not told of`));
  const known = new Set(imports.map((i) => `${roomOf(i.from)} ${roomOf(i.to)}`));
  const idle = Object.entries(beside).flatMap(([a, all]) => all.map((b) => `${a} ${b}`));
  none(
    idle.filter((pair) => !known.has(pair)).map((pair) => `${pair}: no longer needed, strike it`),
  );
});

test('各业务领域只通过public.ts相互了解', () => {
  const breaks = ({ from, to }: Import): boolean => {
    const [here, there] = [contextOf(from), contextOf(to)];
    const foreign = here !== undefined && there !== undefined && here !== there;
    return foreign && !to.endsWith('/public.ts');
  };
  none(imports.filter(breaks).map((i) => `${i.from} may know ${contextOf(i.to)}/public.ts only`));
});

test('规则不自带时钟、随机数和输入输出', () => {
  const pure = program.filter((p) => /^src\/(?:base|kernel|law|log|contexts)\//.test(p));
  // Hashing is a value of its input, a package's table is data; all else here is an effect.
  const allowed = new Set(['node:crypto', 'node:module', 'zod', 'sm-crypto-v2']);
  const breaks = (i: Import): boolean => !i.to.startsWith('src/') && !allowed.has(i.to);
  none(
    pure
      .flatMap(importsOf)
      .filter(breaks)
      .map((i) => `${i.from} is pure and may not import ${i.to}`),
  );
  const effect =
    /\b(?:randomBytes|randomUUID|Math\.random|Date\.now|new Date\(\)|Temporal\.Now|process\.env)/;
  none(
    pure.filter((p) => effect.test(read(p))).map((p) => `${p} is pure: ${effect.exec(read(p))}`),
  );
});

test('文件之间没有循环引用', () => {
  const next = Map.groupBy(
    imports.filter((i) => !i.onlyType),
    (i) => i.from,
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' -> '));
    if (done.has(path) || way.includes(path)) return;
    for (const { to } of next.get(path) ?? []) walk(to, [...way, path]);
    done.add(path);
  };
  for (const path of program) walk(path, []);
  none(circles);
});

test('没有转手导出，没有默认导出', () => {
  none(
    imports.filter((i) => i.reexport).map((i) => `${i.from} passes on ${i.to}: import it there`),
  );
  const byDefault = program.filter((p) => /^export default/m.test(read(p)));
  none(byDefault.filter((p) => !p.endsWith('/vite.config.ts')).map((p) => `${p}: give it a name`));
  none(program.filter((p) => /(?:^|\/)index\.tsx?$/.test(p)).map((p) => `${p}: a name, not index`));
});
