import '../base/require-node.ts';
import { Refused } from '../base/refusal.ts';
import { commands } from './commands.ts';

const [name = 'help', ...args] = process.argv.slice(2);
const command = commands[name];

if (!command || name === 'help' || name === '--help') {
  console.log('shuji 数籍\n');
  for (const [each, { help }] of Object.entries(commands)) {
    console.log(`  shuji ${each.padEnd(9)} ${help.zh}\n${' '.repeat(18)}${help.en}`);
  }
  process.exitCode = command || name === 'help' || name === '--help' ? 0 : 2;
} else {
  try {
    process.exitCode = await (await command.load())(args);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`${error.refusal.sentence.zh}\n${error.refusal.sentence.en}`);
    process.exitCode = 1;
  }
}
