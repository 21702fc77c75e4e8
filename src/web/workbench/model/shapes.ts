import type { Schema } from '../form/schema.ts';

/** Inputs that have a better place than a plain form. Told by their shape, never by the name of an
 *  act: a procedure added later has the same place on the day it is declared. */
export type Shape = 'deposit' | 'form' | 'gaps' | 'import' | 'material' | 'seal';

export function shapeOf(schema: Schema): Shape {
  const fields = schema.properties ?? {};
  if ('group' in fields && 'values' in fields) return 'material';
  if ('itemId' in fields && 'row' in fields) return 'import';
  if ('file' in fields && 'found' in fields) return 'seal';
  if ('sm3Digest' in fields && 'queryResult' in fields) return 'deposit';
  const gaps = fields['gaps']?.items;
  if (gaps?.properties && 'ground' in gaps.properties) return 'gaps';
  return 'form';
}
