import { checkCreditCode } from '../../base/credit-code.ts';
import { isIndustry } from '../../base/industry.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { plainDate } from '../../base/plain-date.ts';
import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { isRegion } from '../../base/region.ts';
import { isSound } from '../../base/sound-text.ts';
import { text } from '../../base/text.ts';
import type { MaterialField, MaterialGroup } from '../../law/types.ts';

/** What is known of an uploaded file when an act refers to it. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly scan: string;
  readonly signature: JsonObject;
  readonly org: string | null;
}

export type Dossier = Readonly<Record<string, JsonObject>>;

/** A value by its path (`evidence.mode`) in the dossier or among the facts beside it. */
export function lookup(dossier: Dossier, facts: JsonObject): (path: string) => Json | undefined {
  return (path) => {
    const [head = '', field] = path.split('.');
    return field === undefined ? facts[head] : dossier[head]?.[field];
  };
}

/** Reads what an applicant put into one material group: every field known, of its type, in bounds.
 *  A draft may be incomplete; what stands in it must be sound. Empty values clear a field. */
export function readMaterial(
  group: MaterialGroup,
  values: Readonly<Record<string, Json>>,
  files: Readonly<Record<string, FileRef>>,
): Record<string, Json> | Refusal {
  const read: Record<string, Json> = {};
  for (const [id, value] of Object.entries(values)) {
    const field = group.fields.find((f) => f.id === id);
    if (!field) return unknownField(group, id);
    const sound = value === '' || value === null ? null : readField(group, field, value, files);
    if (isRefusal(sound)) return sound;
    read[id] = sound;
  }
  return read;
}

function readField(
  group: MaterialGroup,
  field: MaterialField,
  value: Json,
  files: Readonly<Record<string, FileRef>>,
): Json | Refusal {
  switch (field.type) {
    case 'string':
    case 'text':
      return readText(group, field, value);
    case 'bool':
      return typeof value === 'boolean' ? value : wrong(group, field, '是或否', 'yes or no');
    case 'int':
      return Number.isSafeInteger(value) ? value : wrong(group, field, '整数', 'a whole number');
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value)
        ? value
        : wrong(group, field, '数字', 'a number');
    case 'date': {
      const day = typeof value === 'string' ? plainDate(value) : undefined;
      return day === undefined || isRefusal(day)
        ? wrong(group, field, '真实存在的日期', 'a real date')
        : day;
    }
    case 'enum':
      return field.options?.some((o) => o.value === value)
        ? value
        : wrong(group, field, '所列选项之一', 'one of the options');
    case 'enums':
      return readChoices(group, field, value);
    case 'creditCode': {
      const checked = checkCreditCode(typeof value === 'string' ? value : '');
      return checked.ok ? checked.code : checked.refusal;
    }
    case 'industry':
      return typeof value === 'string' && isIndustry(value)
        ? value
        : wrong(group, field, '国民经济行业分类（GB/T 4754）代码', 'a GB/T 4754 industry code');
    case 'region':
      return typeof value === 'string' && isRegion(value)
        ? value
        : wrong(group, field, '行政区划（GB/T 2260）代码', 'a GB/T 2260 region code');
    case 'file':
      return readFile(group, field, value, files);
    case 'organisations':
      return readOrganisations(group, field, value);
    default:
      return field.type satisfies never;
  }
}

/** Parts the values of one material group: personal information on one side, the rest on the
 *  other. A value the group does not know counts as personal. */
export function withoutPersonal(
  group: MaterialGroup,
  values: JsonObject,
): { open: JsonObject; personal: JsonObject } {
  const open: Record<string, Json | undefined> = {};
  const personal: Record<string, Json | undefined> = {};
  for (const [id, value] of Object.entries(values)) {
    const field = group.fields.find((f) => f.id === id);
    (field && !field.personal ? open : personal)[id] = value;
  }
  return { open, personal };
}

function readText(group: MaterialGroup, field: MaterialField, value: Json): Json | Refusal {
  const most = field.maxLength ?? (field.type === 'text' ? 4000 : 200);
  if (typeof value !== 'string') return wrong(group, field, '文字', 'text');
  const trimmed = value.trim();
  if (!isSound(trimmed))
    return wrong(
      group,
      field,
      '不含看不见的字符的文字',
      'text without characters that cannot be seen',
    );
  if ([...trimmed].length > most)
    return wrong(group, field, `不超过${most}字的文字`, `at most ${most} characters`);
  return trimmed === '' ? null : trimmed;
}

function readChoices(group: MaterialGroup, field: MaterialField, value: Json): Json | Refusal {
  const known = new Set(field.options?.map((o) => o.value));
  const chosen = Array.isArray(value) ? [...new Set(value as readonly Json[])] : [];
  const sound = Array.isArray(value) && chosen.every((v) => typeof v === 'string' && known.has(v));
  return sound ? chosen : wrong(group, field, '所列选项中的若干项', 'a choice among the options');
}

function readFile(
  group: MaterialGroup,
  field: MaterialField,
  value: Json,
  files: Readonly<Record<string, FileRef>>,
): Json | Refusal {
  const id = typeof value === 'string' ? value : isFileValue(value) ? value.id : '';
  const file = files[id];
  if (!file) {
    return refuse(
      'FILE_UNKNOWN',
      text(
        `“${field.label.zh}”所引用的文件不存在或不属于本单位。`,
        `The file given for "${field.label.en}" does not exist or is not yours.`,
      ),
      group.law,
    );
  }
  if (field.formats && !field.formats.includes(file.type)) {
    return wrong(
      group,
      field,
      `${field.formats.map(formatWord).join('、')}格式的文件`,
      `a file of type ${field.formats.map(formatWord).join(', ')}`,
    );
  }
  return { ...file };
}

/** As people call the kind of a file. */
const formatWord = (type: string): string => FORMATS[type] ?? type;
const FORMATS: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'application/ofd': 'OFD',
  'image/jpeg': 'JPG',
  'image/png': 'PNG',
};

export const isFileValue = (
  value: Json | undefined,
): value is JsonObject & { id: string; sha256: string } =>
  typeof value === 'object' && value !== null && 'id' in value && 'sha256' in value;

const MOST_ORGANISATIONS = 20;

function readOrganisations(
  group: MaterialGroup,
  field: MaterialField,
  value: Json,
): Json | Refusal {
  if (!Array.isArray(value) || value.length > MOST_ORGANISATIONS) {
    return wrong(
      group,
      field,
      `不超过${MOST_ORGANISATIONS}个单位的名单`,
      `a list of at most ${MOST_ORGANISATIONS} organisations`,
    );
  }
  const read: { name: string; creditCode: string }[] = [];
  for (const item of value as readonly Json[]) {
    const { name, creditCode } = (item ?? {}) as { name?: unknown; creditCode?: unknown };
    if (
      typeof name !== 'string' ||
      name.trim() === '' ||
      [...name].length > 200 ||
      !isSound(name)
    ) {
      return wrong(group, field, '单位名称', 'the name of each organisation');
    }
    const checked = checkCreditCode(typeof creditCode === 'string' ? creditCode : '');
    if (!checked.ok) return checked.refusal;
    if (read.some((r) => r.creditCode === checked.code)) continue;
    read.push({ name: name.trim(), creditCode: checked.code });
  }
  return read;
}

function wrong(group: MaterialGroup, field: MaterialField, zh: string, en: string): Refusal {
  return refuse(
    'MATERIAL_VALUE',
    text(
      `“${group.label.zh}”中的“${field.label.zh}”应为${zh}。`,
      `"${field.label.en}" in "${group.label.en}" must be ${en}.`,
    ),
    group.law,
    'unprocessable',
    { group: group.id, field: field.id },
  );
}

function unknownField(group: MaterialGroup, id: string): Refusal {
  return refuse(
    'MATERIAL_UNKNOWN',
    text(
      `材料“${group.label.zh}”中没有名为“${id.slice(0, 40)}”的项目。`,
      `"${group.label.en}" has no item "${id.slice(0, 40)}".`,
    ),
    group.law,
  );
}
