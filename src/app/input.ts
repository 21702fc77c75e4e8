import type { z } from 'zod';
import type { JsonObject } from '../base/json.ts';
import { refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';

/** Reads an act's input by its own schema; the refusal names each place that is wrong. */
export function parseInput(
  schema: z.ZodType<unknown>,
  input: JsonObject,
  law: readonly string[],
): { value: unknown } | Refusal {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { value: parsed.data };
  const issues = parsed.error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.').slice(0, 200),
    message: whyWrong(issue.message),
  }));
  const places = issues.map((i) => i.path || '（根）').join('、');
  return refuse(
    'INPUT_INVALID',
    text(
      `填写内容不符合要求：${places}。`,
      `The input is not as asked: ${issues.map((i) => `${i.path || '(root)'}: ${i.message}`).join('; ')}.`,
    ),
    law,
    'unprocessable',
    { issues },
  );
}

/** A validator's remark as a person may read it: what is absent is missing, not `undefined`. */
export const whyWrong = (message: string): string =>
  message.replace(/^Invalid input: expected .*, received undefined$/, 'is missing').slice(0, 200);
