import { canonical } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';

/** The value in the text; undefined where it is no JSON. */
export function parsed(written: string): Json | undefined {
  try {
    return JSON.parse(written) as Json;
  } catch {
    return undefined;
  }
}

/** Whether the text is the canonical form of the value; nested too deeply is no. */
export function isCanonical(value: Json, written: string): boolean {
  try {
    return canonical(value) === written;
  } catch {
    return false;
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isString = (value: unknown): value is string => typeof value === 'string';

/** The items of a list; none of anything else. */
export const itemsOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

/** A member that is text; undefined for any other. */
export function textAt(value: unknown, name: string): string | undefined {
  const member = isObject(value) ? value[name] : undefined;
  return isString(member) ? member : undefined;
}
