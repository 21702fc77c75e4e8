import { z } from 'zod';
import { plainDate } from '../../base/plain-date.ts';
import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { isSound, UNSOUND } from '../../base/sound-text.ts';
import { text } from '../../base/text.ts';
import type { RulePack } from '../../law/types.ts';
import type { Actor } from '../../kernel/types.ts';

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

export const files = (least: number) => z.array(z.uuid()).min(least).max(20);

/** Files that may accompany something, where the law does not ask for any. */
export const someFiles = z.array(z.uuid()).max(20).default([]);

/** An uploaded file, as far as these procedures keep it: a type, not an interface, because it is JSON. */
export type FileFact = { readonly id: string; readonly name: string; readonly sha256: string };

export type FileFacts = Readonly<Record<string, FileFact>>;

/** The files of these ids; a refusal where one of them is not the actor's. */
export function named(
  ids: readonly string[],
  known: FileFacts,
  law: readonly string[],
): FileFact[] | Refusal {
  const found = ids
    .flatMap((id) => known[id] ?? [])
    .map(({ id, name, sha256 }) => ({ id, name, sha256 }));
  if (found.length === ids.length) return found;
  return refuse(
    'FILE_UNKNOWN',
    text('所引用的文件不存在或不属于您。', 'A file does not exist or is not yours.'),
    law,
  );
}

/** A supervising body acts in its own place only. */
export const foreignPlace = (
  actor: Actor,
  rules: RulePack,
  law: readonly string[],
): Refusal | undefined =>
  rules.profile.scope.regions.some((region) => actor.org?.region.startsWith(region))
    ? undefined
    : refuse(
        'PLACE_NOT_YOURS',
        text('本单位不监督这一地区的登记。', 'Your organisation does not supervise this place.'),
        law,
        'forbidden',
      );
