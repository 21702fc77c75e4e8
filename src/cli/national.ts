import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { orThrow } from '../base/refusal.ts';
import { linkKey } from '../app/national/key.ts';
import { registrarsIn } from '../app/read-keys.ts';
import { readSettings } from '../app/settings.ts';
import { packs } from '../law/packs.ts';

const USAGE = `shuji national key                 打印本平台的报送公钥，交对方登记 print the lines the other side needs
shuji national status              报送状态 how handing over stands
shuji national reconcile [--check] 对账并补报；--check 只核对 compare and set right; --check compares only
                         --disown  并请对方撤下本平台没有的条目 and have entries struck that are not ours
shuji national serve               模拟的国家平台（仅供演示） a stand-in for the national side, for demonstrations`;

/** The link with the national platform, from the command line. */
export async function national(args: readonly string[]): Promise<number> {
  const [what, ...rest] = args;
  if (what === 'key' && rest.length === 0) return key();
  if (what === 'serve') return (await import('./national-serve.ts')).serveNational(rest);
  if (what === 'status' && rest.length === 0) return (await import('./national-ask.ts')).status();
  const options = new Set(rest);
  const known = rest.every((one) => one === '--check' || one === '--disown');
  const both = options.has('--check') && options.has('--disown');
  if (what === 'reconcile' && known && !both) {
    const heal = !options.has('--check');
    return (await import('./national-ask.ts')).reconcile({ heal, disown: options.has('--disown') });
  }
  const help = what === 'help' || what === '--help';
  (help ? console.log : console.error)(USAGE);
  return help ? 0 : 2;
}

/** A line for each registrar this instance speaks for: those of the rule packs, and who came after them,
 *  known by their document keys. */
function key(): number {
  const settings = orThrow(readSettings(process.env));
  const { publicKey } = linkKey(settings);
  const named = new Map(
    packs
      .filter(({ refines }) => refines !== null)
      .map(({ profile: { registrar } }) => [registrar.creditCode, registrar.name.zh]),
  );
  const folder = join(settings.dataDir, 'keys');
  const signing = existsSync(folder) ? registrarsIn(folder) : [];
  for (const code of new Set([...named.keys(), ...signing]))
    console.log(`${code} ${publicKey} # ${named.get(code) ?? '继任登记机构 successor'}`);
  return 0;
}
