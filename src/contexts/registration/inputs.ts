import { z } from 'zod';
import { plainDate } from '../../base/plain-date.ts';
import { isRefusal } from '../../base/refusal.ts';

/** A real calendar day, YYYY-MM-DD. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((s) => !isRefusal(plainDate(s)), '日期不存在 not a real date')
  .meta({ format: 'date' });

const CONTROL = /(?![\t\n\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;

/** Text that can be shown and kept: no control or direction characters, no broken surrogates. */
export const isSound = (s: string): boolean => !CONTROL.test(s) && s.isWellFormed();

/** Words of a person: trimmed, bounded, without control characters. */
export const words = (most: number, least = 1) =>
  z.string().trim().min(least).max(most).refine(isSound, '含有控制字符 control characters');

/** Reasons given to a person: never a single word. */
export const reasons = words(2000, 5);
