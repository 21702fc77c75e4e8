import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';

/** One finding of the automatic pre-check. Facts only: a person decides. A `gap` stops the
 *  submission because the form is incomplete by its own list; a `warning` never stops anything. */
export interface Finding {
  readonly item: string;
  readonly level: 'gap' | 'warning';
  readonly code: string;
  readonly says: Text;
  readonly law: readonly string[];
  /** Who alone can supply it, where it is not the filer. */
  readonly party?: 'coOwner';
}

/** A finding that stops the submission. */
export function gap(
  item: string,
  code: string,
  zh: string,
  en: string,
  law: readonly string[],
): Finding {
  return { item, level: 'gap', code, says: text(zh, en), law };
}
