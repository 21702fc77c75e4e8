import fc from 'fast-check';
import { packs } from '../src/law/packs.ts';

/** JSON Schema as far as it is read here. */
export type Schema = { [key: string]: unknown };

/** What nobody should type. */
export const HOSTILE = [
  'constructor',
  '__proto__',
  'toString',
  '',
  ' ',
  '0',
  "';--",
  '<b>',
  '\u202e',
  '身份',
  'x'.repeat(5000),
  '2026-02-30',
  '2026-02-09',
  '9999-12-31',
  '-1',
  '1e9',
  '😀',
  '\t\n',
];

/** What some act somewhere asks for. */
const SOUND = [
  ...packs.flatMap((p) => p.profile.materials.first.map((g) => g.id)),
  ...packs.flatMap((p) => p.profile.reviewGrounds.map((g) => g.id)),
  'scenario.forbidden',
  'dataResource.name',
  '按要求补充完善后再行提交。',
  '2026-02-05',
];

const DATES = ['2026-02-05', '2026-02-09', '2026-12-31', '2027-06-30'];
const SENTENCES = ['按要求补充完善后再行提交。', '某某中心', '13800138000'];

/** Input for an act by its own schema: mostly of the right shape, with anything in its places. */
export function inputFor(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const words = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.constantFrom(...ids),
    { weight: 4, arbitrary: fc.constantFrom(...SOUND) },
    fc.string({ maxLength: 40 }),
  );
  const anything = fc.oneof(
    words,
    fc.jsonValue({ maxDepth: 3 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  // Mostly what the place asks for, or hardly an act would ever get as far as being decided.
  const wordsFor = ({ format, pattern }: Schema): fc.Arbitrary<unknown> => {
    if (format === 'uuid')
      return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...ids) }, words);
    const date = typeof pattern === 'string' && /-.*-/.test(pattern);
    const fit = fc.constantFrom(...(date || format === 'date' ? DATES : SENTENCES));
    return fc.oneof({ weight: 3, arbitrary: fit }, words);
  };
  const of = (s: Schema | string, depth: number): fc.Arbitrary<unknown> => {
    if (depth > 5) return anything;
    // `items: 'file'` stands for the id of an upload.
    if (typeof s === 'string') return words;
    if ('const' in s) return fc.constant(s['const']);
    if (Array.isArray(s['enum'])) return fc.constantFrom(...(s['enum'] as unknown[]));
    if (Array.isArray(s['anyOf']))
      return fc.oneof(...(s['anyOf'] as Schema[]).map((o) => of(o, depth + 1)));
    if (s['type'] === 'array')
      return fc.array(of((s['items'] ?? {}) as Schema, depth + 1), { maxLength: 4 });
    if (s['type'] === 'boolean') return fc.boolean();
    if (s['type'] === 'integer' || s['type'] === 'number')
      return fc.oneof(fc.integer(), fc.constantFrom(0, -1, 1e9, 3.5));
    if (s['type'] === 'string') return wordsFor(s);
    if (s['type'] !== 'object') return anything;
    const known = Object.entries((s['properties'] ?? {}) as Record<string, Schema>);
    const fields = Object.fromEntries(
      known.map(([k, v]) => [
        k,
        fc.oneof({ weight: 20, arbitrary: of(v, depth + 1) }, { weight: 1, arbitrary: anything }),
      ]),
    );
    const shaped = fc.record(fields, { requiredKeys: (s['required'] ?? []) as string[] });
    return known.length > 0
      ? shaped
      : fc.dictionary(
          fc.constantFrom(...HOSTILE.slice(0, 6), 'name', 'contactName', 'undertaking', 'subject'),
          anything,
          { maxKeys: 3 },
        );
  };
  return fc.oneof({ weight: 9, arbitrary: of(schema, 0) }, { weight: 1, arbitrary: anything });
}
