import { z } from 'zod';
import { plainDate } from '../../base/plain-date.ts';
import { isRefusal } from '../../base/refusal.ts';
import { isSound, UNSOUND } from '../../base/sound-text.ts';

/** A real calendar day, YYYY-MM-DD. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((s) => !isRefusal(plainDate(s)), '日期不存在 not a real date')
  .meta({ format: 'date' });

/** Words of a person: trimmed, bounded, all of it to be seen. */
export const words = (most: number, least = 1) =>
  z.string().trim().min(least).max(most).refine(isSound, UNSOUND);

/** Reasons given to a person: never a single word. */
export const reasons = words(2000, 5);
