import type { Json } from '../../../base/json.ts';
import { isUuid } from '../../../base/id.ts';
import { text, type Text } from '../../../base/text.ts';

/** The part of JSON Schema that declarations of acts use, with the marks they carry. */
export interface Schema {
  readonly type?: string;
  /** "中文 English". */
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  /** The value is the id of an uploaded file, or a list of such ids. */
  readonly 'x-file'?: boolean;
  /** The value names an entry of the register, by its code or its case. */
  readonly 'x-entry'?: boolean;
  /** Whom the field is for, where not for everybody: who files for another, who is not the holder, or
   *  what rests on an authorisation. */
  readonly 'x-for'?: 'agent' | 'others' | 'authorised';
  /** They cannot leave it empty. */
  readonly 'x-needed'?: boolean;
  /** What is otherwise for everybody but the holder of the entry, the office among them: only these
   *  values, or not to be left empty. */
  readonly 'x-not-holder'?: { readonly among?: readonly string[]; readonly needed?: boolean };
  /** Of a list to choose from, only these. */
  readonly only?: readonly string[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly contentEncoding?: string;
  readonly default?: Json;
  /** The name of a list of the rule pack to choose from, such as `refusalGrounds`. */
  readonly options?: string;
}

export type Values = Readonly<Record<string, Json | undefined>>;

export type Kind =
  | 'agree'
  | 'bool'
  | 'choice'
  | 'choices'
  | 'corrections'
  | 'creditCode'
  | 'date'
  | 'entry'
  | 'file'
  | 'files'
  | 'ground'
  | 'json'
  | 'lines'
  | 'list'
  | 'long'
  | 'number'
  | 'object'
  | 'text'
  | 'uuid';

/** How a value is asked for on the screen: decided by its schema and its name alone. */
export function kindOf(schema: Schema, name = ''): Kind {
  if (schema.const === true) return 'agree';
  if (schema['x-file']) return schema.type === 'array' ? 'files' : 'file';
  if (schema['x-entry']) return 'entry';
  if (schema.options !== undefined) return 'ground';
  if (schema.enum) return 'choice';
  switch (schema.type) {
    case 'boolean':
      return 'bool';
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      if (schema.items?.enum) return 'choices';
      if (correctsItems(schema.items)) return 'corrections';
      if (schema.items?.type === 'string') return 'lines';
      return schema.items?.type === 'object' ? 'list' : 'json';
    case 'object':
      return schema.properties ? 'object' : 'json';
    case 'string':
      return kindOfString(schema, name);
    default:
      return 'json';
  }
}

/** Rows of an item of the register and the value it should have. */
const correctsItems = ({ properties = {} }: Schema = {}): boolean =>
  Object.keys(properties).length === 2 &&
  properties['item']?.enum !== undefined &&
  properties['value']?.type === 'string';

function kindOfString(schema: Schema, name: string): Kind {
  if (schema.format === 'date') return 'date';
  if (schema.format === 'uuid') return 'uuid';
  if (/creditCode$/i.test(name)) return 'creditCode';
  return (schema.maxLength ?? 0) > 200 ? 'long' : 'text';
}

/** The schema without the fields that are not for this reader; what only others must say is needed
 *  once it is known that the reader is one of them. */
export function fieldsFor(
  schema: Schema,
  without: readonly Schema['x-for'][],
  isOther: boolean,
): Schema {
  const kept = Object.entries(schema.properties ?? {}).filter(
    ([, one]) => one['x-for'] === undefined || !without.includes(one['x-for']),
  );
  const needed = kept.flatMap(([name, one]) => (isOther && one['x-needed'] ? [name] : []));
  const required = [...(schema.required ?? []), ...needed];
  return { ...schema, properties: Object.fromEntries(kept), required };
}

/** The schema as it is for somebody who is not the holder of the entry it is about. */
export function forNotHolder(schema: Schema): Schema {
  const all = Object.entries(schema.properties ?? {});
  const needed = all.flatMap(([name, one]) => (one['x-not-holder']?.needed ? [name] : []));
  const properties = all.map(([name, one]): [string, Schema] => {
    const { among: only, needed: asked } = one['x-not-holder'] ?? {};
    const least = asked && one.type === 'array' ? { minItems: 1 } : {};
    return [name, { ...one, ...(only ? { only } : {}), ...least }];
  });
  const required = [...(schema.required ?? []), ...needed];
  return { ...schema, properties: Object.fromEntries(properties), required };
}

/** What a form begins with: the defaults of its schema, and where there is only one choice, that. */
export function initial(schema: Schema): Values {
  const found: Record<string, Json> = {};
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    const [sole, ...others] = one.only ?? [];
    if (one.default !== undefined) found[name] = one.default;
    else if (sole !== undefined && others.length === 0) found[name] = sole;
  }
  return found;
}

/** What is sent: nothing that was left empty. */
export function filled(values: Values): Record<string, Json> {
  const sent: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue;
    if (typeof value === 'string' && value.trim() === '') continue;
    sent[name] = value;
  }
  return sent;
}

/** What is wrong before anything is sent, by path; the server decides in the end. */
export function problemsIn(schema: Schema, values: Values, under = ''): Record<string, Text> {
  const found: Record<string, Text> = {};
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    const path = under === '' ? name : `${under}.${name}`;
    const value = values[name];
    const wrong = wrongIn(one, value, schema.required?.includes(name) === true);
    if (wrong) found[path] = wrong;
    const kind = kindOf(one);
    if ((kind === 'list' || kind === 'corrections') && Array.isArray(value) && one.items) {
      // Which values may be left empty is for the list of the place to say.
      const rows = kind === 'list' ? one.items : { ...one.items, required: ['item'] };
      for (const [index, row] of (value as readonly Values[]).entries()) {
        Object.assign(found, problemsIn(rows, row, `${path}.${index}`));
      }
    }
  }
  return found;
}

function wrongIn(schema: Schema, value: Json | undefined, required: boolean): Text | undefined {
  const empty = value === undefined || value === null || value === '';
  if (schema.const === true) return value === true ? undefined : MUST_AGREE;
  if (empty) return required ? (schema['x-file'] ? NO_FILE : NEEDED) : undefined;
  if (typeof value === 'string') {
    const length = [...value.trim()].length;
    if (schema.minLength !== undefined && length < schema.minLength)
      return atLeast(schema.minLength);
    if (schema.maxLength !== undefined && length > schema.maxLength)
      return atMost(schema.maxLength);
    return malformed(schema, value.trim());
  }
  if (typeof value === 'number') {
    const { minimum: least, maximum: most } = schema;
    if (least !== undefined && value < least) return noLess(least);
    if (most !== undefined && value > most) return noMore(most);
  }
  if (Array.isArray(value) && value.length < (schema.minItems ?? 0))
    return schema['x-file'] ? NO_FILE : NEEDED;
  return undefined;
}

/** What is wrong with the shape of a word, for the shapes a person can be told about. */
function malformed({ pattern, format }: Schema, value: string): Text | undefined {
  if (pattern === HEX64 && !/^[0-9a-f]{64}$/i.test(value)) return NOT_A_DIGEST;
  if (format === 'uuid' && !isUuid(value.toLowerCase())) return NOT_A_CASE;
  return undefined;
}

/** SHA-256 or SM3, as declarations write it. */
const HEX64 = '^[0-9a-fA-F]{64}$';
const NOT_A_DIGEST = text(
  '摘要应为64位十六进制数（0–9、a–f），请整行复制',
  'A digest has 64 characters of 0–9 and a–f: copy the whole line',
);
const NOT_A_CASE = text(
  '请从列表中选择，或填写完整的编号',
  'Choose from the list, or give the whole number',
);
const noLess = (n: number): Text => text(`不能小于${n}`, `Not less than ${n}`);
const noMore = (n: number): Text => text(`不能大于${n}`, `Not more than ${n}`);
const NEEDED = text('请填写', 'Please fill this in');
const NO_FILE = text('请选择文件', 'Please choose a file');
const MUST_AGREE = text('须勾选后才能办理', 'Must be ticked to go on');
const atLeast = (n: number): Text => text(`至少${n}个字`, `At least ${n} characters`);
const atMost = (n: number): Text => text(`不超过${n}个字`, `At most ${n} characters`);
