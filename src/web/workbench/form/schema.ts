import type { Json } from '../../../base/json.ts';
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
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
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
  | 'creditCode'
  | 'date'
  | 'entry'
  | 'file'
  | 'files'
  | 'ground'
  | 'json'
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
      return schema.items?.type === 'object' ? 'list' : 'json';
    case 'object':
      return schema.properties ? 'object' : 'json';
    case 'string':
      return kindOfString(schema, name);
    default:
      return 'json';
  }
}

function kindOfString(schema: Schema, name: string): Kind {
  if (schema.format === 'date') return 'date';
  if (schema.format === 'uuid') return 'uuid';
  if (/creditCode$/i.test(name)) return 'creditCode';
  return (schema.maxLength ?? 0) > 200 ? 'long' : 'text';
}

/** What a form begins with: the defaults of its schema. */
export function initial(schema: Schema): Values {
  const found: Record<string, Json> = {};
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    if (one.default !== undefined) found[name] = one.default;
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
    if (kindOf(one) === 'list' && Array.isArray(value) && one.items) {
      for (const [index, row] of (value as readonly Values[]).entries()) {
        Object.assign(found, problemsIn(one.items, row, `${path}.${index}`));
      }
    }
  }
  return found;
}

function wrongIn(schema: Schema, value: Json | undefined, required: boolean): Text | undefined {
  const empty = value === undefined || value === null || value === '';
  if (schema.const === true) return value === true ? undefined : MUST_AGREE;
  if (empty) return required ? NEEDED : undefined;
  if (typeof value === 'string') {
    const length = [...value.trim()].length;
    if (schema.minLength !== undefined && length < schema.minLength)
      return atLeast(schema.minLength);
    if (schema.maxLength !== undefined && length > schema.maxLength)
      return atMost(schema.maxLength);
  }
  if (Array.isArray(value) && value.length < (schema.minItems ?? 0)) return NEEDED;
  return undefined;
}

const NEEDED = text('请填写', 'Please fill this in');
const MUST_AGREE = text('须勾选后才能办理', 'Must be ticked to go on');
const atLeast = (n: number): Text => text(`至少${n}个字`, `At least ${n} characters`);
const atMost = (n: number): Text => text(`不超过${n}个字`, `At most ${n} characters`);
