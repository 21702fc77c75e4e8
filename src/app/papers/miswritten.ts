import { isRefusal } from '../../base/refusal.ts';
import { text, type Text } from '../../base/text.ts';
import { codeScheme } from '../../contexts/credential/code-scheme.ts';
import { checkQueryCode } from '../../contexts/credential/query-code.ts';

/** What no office ever gave, by its own check character or shape: most often it was copied wrongly, and
 *  whoever holds a genuine sheet should not take it for a forgery. Undefined: it could be a code.
 *  `schemes`: names of the schemes registration codes are made by. */
export function miswritten(typed: string, schemes: readonly string[]): Text | undefined {
  const written = typed.slice(0, 200);
  const query = checkQueryCode(written);
  if (!isRefusal(query)) return undefined;
  const checks = schemes.map((name) => codeScheme(name).check(written));
  if (checks.some(({ ok }) => ok)) return undefined;
  const [first] = checks.flatMap((check) => (check.ok ? [] : [check.refusal]));
  const why = /^\s*DJ/i.test(written) && first ? first : query;
  return text(
    `很可能是抄写有误：${why.sentence.zh}`,
    `It was probably copied wrongly. ${why.sentence.en}`,
  );
}
