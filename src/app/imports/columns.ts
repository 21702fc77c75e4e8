import { text, type Text } from '../../base/text.ts';
import type { MaterialField, MaterialGroup, RulePack } from '../../law/types.ts';
import { plain } from './values.ts';

/** A column that an import understands: a field of the material list, or one of the opening act. */
export interface Column {
  /** `dataResource.name`, `objectKind`. */
  readonly id: string;
  /** What the template calls it. */
  readonly label: Text;
  readonly group: MaterialGroup;
  readonly field: MaterialField;
  /** `filled`: taken over. `own`: compared with the account. `paper`: a file, uploaded in the draft. */
  readonly use: 'filled' | 'own' | 'paper';
  readonly names: readonly string[];
}

const choice = (value: string, zh: string, en: string) => ({ value, label: text(zh, en) });
const openingField = (
  id: string,
  type: MaterialField['type'],
  label: Text,
  help: Text,
  more: Partial<MaterialField> = {},
): MaterialField => ({ id, type, label, help, required: 'optional', basis: 'inf', ...more });

/** What the opening act asks, as if it were a group of the material list. */
export const OPENING: MaterialGroup = {
  id: 'opening',
  label: text('申请', 'Application'),
  law: ['NAT-REG-7', 'BJ-REG-7', 'CQ-REG-8'],
  required: 'always',
  basis: 'inf',
  fields: [
    openingField(
      'objectKind',
      'enum',
      text('登记对象', 'Object'),
      text('资源、产品或者服务；留空按导入时的选择。', 'Empty: as chosen for the import.'),
      {
        options: [
          choice('resource', '资源', 'Resource'),
          choice('resource', '数据资源', 'Data resource'),
          choice('product', '产品', 'Product'),
          choice('product', '数据产品', 'Data product'),
          choice('service', '服务', 'Service'),
          choice('service', '数据服务', 'Data service'),
        ],
      },
    ),
    openingField(
      'inScope',
      'bool',
      text('已纳入授权运营范围', 'Within authorised operation'),
      text('是或者否；留空按导入时的选择。', 'Yes or no; empty: as chosen for the import.'),
    ),
    openingField(
      'suppliedOn',
      'date',
      text('首次提供或交付日期', 'First supply or delivery'),
      text('如2026-03-02。', 'Such as 2026-03-02.'),
    ),
  ],
};

/** What the account says already; a sheet that says otherwise is about somebody else. */
const OWN = new Set(['subject.name', 'subject.creditCode']);
/** Filled in from the account and from the mandate. */
const GIVEN = new Set(['subject.subjectKind', 'subject.district']);

const drawn = new WeakMap<RulePack, readonly Column[]>();

/** Every column that an import under these rules understands, in the order of the template. */
export function columnsOf(rules: RulePack): readonly Column[] {
  const known = drawn.get(rules) ?? drawColumns(rules);
  drawn.set(rules, known);
  return known;
}

function drawColumns(rules: RulePack): Column[] {
  const groups = [OPENING, ...rules.profile.materials.first.filter((g) => g.id !== 'agency')];
  const places = groups
    .flatMap((group) => group.fields.map((field) => ({ group, field, id: idOf(group, field) })))
    .filter(({ id }) => !GIVEN.has(id));
  const alone = ({ label }: MaterialField): boolean =>
    places.filter(({ field }) => field.label.zh === label.zh).length === 1;
  return places.map(({ group, field, id }): Column => {
    const whole = text(
      `${group.label.zh}·${field.label.zh}`,
      `${group.label.en} · ${field.label.en}`,
    );
    return {
      id,
      label: alone(field) ? field.label : whole,
      group,
      field,
      use: field.type === 'file' ? 'paper' : OWN.has(id) ? 'own' : 'filled',
      names: [id, field.label.zh, field.label.en, whole.zh, whole.en].map(headed),
    };
  });
}

const idOf = (group: MaterialGroup, field: MaterialField): string =>
  group.id === OPENING.id ? field.id : `${group.id}.${field.id}`;

/** As headers are compared: without hints in brackets, marks of what is required, and dividers. */
const headed = (s: string): string =>
  plain(s)
    .replaceAll(/\([^()]*\)/g, '')
    .replaceAll(/[*·/:：.．_-]/g, '');

/** The column a header means; null: more than one. */
export function columnNamed(columns: readonly Column[], header: string): Column | null | undefined {
  const asked = headed(header);
  if (asked === '') return undefined;
  const found = columns.filter(({ names }) => names.includes(asked));
  return found.length > 1 ? null : found[0];
}
