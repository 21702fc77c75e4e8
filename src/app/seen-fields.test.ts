import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import type { Json, JsonObject } from '../base/json.ts';
import { procedures } from './procedures.ts';

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
}

/** Credit codes, which the act checks; the answer of an identity service; and a row of a catalogue, which
 *  is read like the fields of a dossier (`readMaterial`). */
const ELSEWHERE = /(?:[cC]reditCode|holder|provider|relations\.0\.code|noteCheck \w+|row\.\w+)$/;
const hostile = [
  '养\u200b老服务数据资源',
  '\u3164'.repeat(30),
  '养\u202e老服务数据资源',
  `养${'\u0301'.repeat(60)}`,
];

/** Each place of free text: its path, and an input with words at it and nothing else. */
function places(
  schema: Schema,
  path: readonly string[],
  put: (v: Json) => Json,
): [string, (v: string) => Json][] {
  if (schema.anyOf) return schema.anyOf.flatMap((one) => places(one, path, put));
  if (schema.type === 'string') {
    const free = !schema.enum && schema.const === undefined && !schema.format && !schema.pattern;
    return free ? [[path.join('.'), put]] : [];
  }
  if (schema.type === 'array' && schema.items)
    return places(schema.items, [...path, '0'], (v) => put([v]));
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    places(inner, [...path, key], (v) => put({ [key]: v })),
  );
}

test('每个事项的每一处文字栏都不收看不见的、叠成堆的字符', () => {
  let seen = 0;
  const open: string[] = [];
  for (const { name, acts } of procedures) {
    for (const [act, { input }] of Object.entries(acts)) {
      const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema;
      for (const [path, put] of places(schema, [], (v) => v as JsonObject)) {
        seen += 1;
        for (const said of hostile) {
          const { error } = input.safeParse(put(said));
          const told = error?.issues.some((issue) => issue.path.join('.') === path);
          if (!told && !ELSEWHERE.test(`${act} ${path}`))
            open.push(`${name} ${act} ${path} ${encodeURI(said.slice(0, 2))}`);
        }
      }
    }
  }
  assert.ok(seen > 40, String(seen));
  assert.deepEqual(open, []);
});
