import type { Json } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import { matters } from './matters.ts';
import type { RulePack } from './types.ts';

/** One matter in which two places differ: the values as data and as words, and both their articles. */
export interface Difference {
  readonly path: string;
  readonly label: Text;
  readonly a: Json;
  readonly b: Json;
  readonly words: { readonly a: Text; readonly b: Text };
  /** Articles of `a`, then those of `b`. */
  readonly law: readonly string[];
}

/** Every matter in which two packs differ, with words in both languages and the articles of both. */
export function differences(a: RulePack, b: RulePack): readonly Difference[] {
  const found: Difference[] = [];
  for (const matter of matters) {
    const [left, right] = [matter.value(a.profile), matter.value(b.profile)];
    if (JSON.stringify(left) === JSON.stringify(right)) continue;
    found.push({
      path: matter.path,
      label: matter.label,
      a: left,
      b: right,
      words: { a: matter.words(a.profile), b: matter.words(b.profile) },
      law: [...new Set([...matter.law(a.profile), ...matter.law(b.profile)])],
    });
  }
  return found;
}
