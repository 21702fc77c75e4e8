import { text, type Text } from '../../../base/text.ts';
import { toldBefore, type Named } from '../case/gaps.ts';
import type { Schema } from '../form/schema.ts';
import { titleIn } from '../format.ts';
import { shapeOf } from '../model/shapes.ts';
import type { CaseView, ProcedureView } from '../queries.ts';
import type { Checklist } from './checklist.ts';
import { sendsBack } from './ranks.ts';

/** What a petition or a renewal was filed with, item by item, as one notice may name it now. */
export interface Telling {
  readonly act: string;
  /** The field of the act that takes it all. */
  readonly field: string;
  /** Ids of the grounds; empty: the act takes one text, in which the items are written out. */
  readonly grounds: readonly string[];
  readonly items: readonly TellingItem[];
}

interface TellingItem {
  readonly id: string;
  readonly label: Text;
  readonly value: unknown;
  readonly paper: boolean;
  /** Whether it may be named: what stood there unchanged when it was told once may not (BJ-REG-11b). */
  readonly telling: boolean;
}

/** Characters of a notice in one text. */
export const LONGEST_WORDS = 2000;

/** The notice this officer may give now about what is no dossier. Drawn from the declarations: the act
 *  that gives the case back, and the fields of the act by which it comes again. */
export function tellingIn(
  view: Pick<CaseView, 'state' | 'status' | 'actions'>,
  procedure: ProcedureView,
): Telling | undefined {
  const spec = procedure.acts.find(
    (act) =>
      view.actions.some((one) => one.act === act.name) &&
      shapeOf(act.input as Schema) !== 'gaps' &&
      sendsBack(act, view, procedure),
  );
  const again = procedure.acts.find(
    ({ from, to, by }) =>
      spec?.to.some((state) => from.includes(state)) === true &&
      to.includes(view.status) &&
      by.every(({ office, role }) => !office && role !== 'system'),
  );
  const [field, schema] =
    Object.entries((spec?.input as Schema | undefined)?.properties ?? {})[0] ?? [];
  if (!spec || !again || field === undefined || !schema) return undefined;
  const named = schema.items?.properties;
  const listed = named?.['item']?.enum?.map(String);
  const grounds = named?.['ground']?.enum?.map(String) ?? [];
  if (schema.type !== 'string' && (!listed || grounds.length === 0)) return undefined;
  const fields = Object.entries((again.input as Schema).properties ?? {});
  const items = fields.flatMap(([id, one]): TellingItem[] => {
    const value = valueIn(view, id);
    if (listed && !listed.includes(id)) return [];
    if (isEmpty(value) && one['x-for']) return [];
    const title = one.title ?? id;
    return [
      {
        id,
        label: text(titleIn(title, 'zh'), titleIn(title, 'en')),
        value,
        paper: one['x-file'] === true,
        telling: toldBefore(view, 'intake', [id]).length === 0,
      },
    ];
  });
  return { act: spec.name, field, grounds, items };
}

const valueIn = ({ state }: Pick<CaseView, 'state'>, id: string): unknown => {
  const claim = state['claim'] as Readonly<Record<string, unknown>> | null | undefined;
  return claim?.[id] ?? state[id];
};

export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

/** What is marked as a defect, in the order of the fields. */
export const defectsIn = (list: Checklist, items: readonly Pick<TellingItem, 'id'>[]): Named[] =>
  items.flatMap(({ id }) => {
    const found = list[id];
    return found?.as === 'defect'
      ? [{ item: id, ground: found.ground ?? '', reason: found.reason ?? '' }]
      : [];
  });

/** Several defects as one text, each on a line of its own. */
export const writtenOut = (
  defects: readonly Named[],
  labelOf: (item: string) => string,
  between: string,
): string =>
  defects
    .map(({ item, reason }, at) => `${at + 1}. ${labelOf(item)}${between}${reason.trim()}`)
    .join('\n');
