import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { refuse, Refused } from '../base/refusal.ts';

/** How PostgreSQL is run: the words put before its command, and who then owns its folder. */
export interface Guard {
  readonly prefix: readonly string[];
  /** Set when the folder has to be handed to another user. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * PostgreSQL refuses to run as root, and initdb refuses a user without a name. Inside a user
 * namespace we are somebody else to it while the files stay ours; where namespaces are closed
 * (most containers) root can still step down to an ordinary user. Throws `Refused` when neither works.
 */
export function findGuard(folder: string): Guard {
  if (process.platform === 'win32') return { prefix: [] };
  const orphanGuard = works('setpriv', ['--pdeathsig', 'INT', 'true'])
    ? ['setpriv', '--pdeathsig', 'INT']
    : [];
  const owner = ownerOf(folder);
  const foreign = owner !== undefined && owner.uid !== process.getuid?.();
  if (!foreign && !isRoot() && hasName()) return { prefix: orphanGuard };

  const user = ordinaryUser();
  const mapped = ['-U', `--map-user=${user.uid}`, `--map-group=${user.gid}`];
  if (!foreign && works('unshare', [...mapped, 'true'])) {
    return { prefix: ['unshare', ...mapped, ...orphanGuard] };
  }
  return stepDown(owner !== undefined && foreign ? owner : user, orphanGuard);
}

/** The way that hands the folder to an ordinary user and needs no namespace. */
export function stepDown(
  user: { readonly uid: number; readonly gid: number },
  orphanGuard: readonly string[],
): Guard {
  const down = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  if (user.uid !== 0 && isRoot() && works('setpriv', [...down, 'true'])) {
    return { prefix: ['setpriv', ...down, ...orphanGuard], owner: user };
  }
  throw new Refused(
    refuse('DATABASE_NOT_AS_ROOT', {
      zh: '内置数据库不能以 root（或无名用户）身份运行。请改用普通用户启动，或设置 DATABASE_URL 使用外部 PostgreSQL。',
      en: 'The embedded database cannot run as root (or as a user without a name). Run as a normal user, or set DATABASE_URL to use a PostgreSQL server.',
    }),
  );
}

const isRoot = (): boolean => process.getuid?.() === 0;

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 5000 }).status === 0;
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

function ownerOf(folder: string): { uid: number; gid: number } | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && { uid: found.uid, gid: found.gid };
}

/** A user with a name who is not root. */
export function ordinaryUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0 && user.gid > 0);
  const names = ['postgres', 'nobody', 'daemon'];
  const user =
    names.map((name) => users.find((each) => each.name === name)).find((found) => found) ??
    users[0];
  return user ? { uid: user.uid, gid: user.gid } : { uid: 65534, gid: 65534 };
}
