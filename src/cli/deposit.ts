import { checkDeposit, showDigest } from './deposit-check.ts';
import { makeDeposit } from './deposit-make.ts';
import { DEPOSIT_USAGE } from './deposit-words.ts';

const WORK = new Map([
  ['make', makeDeposit],
  ['check', checkDeposit],
  ['digest', showDigest],
]);

/** Exit 0: done, or equal; 1: not equal, or no manifest; 2: asked wrongly. */
export async function deposit(args: readonly string[]): Promise<number> {
  if (args[0] === '--help') {
    console.log(DEPOSIT_USAGE);
    return 0;
  }
  const code = await WORK.get(args[0] ?? '')?.(args.slice(1));
  if (code === undefined) console.error(DEPOSIT_USAGE);
  return code ?? 2;
}
