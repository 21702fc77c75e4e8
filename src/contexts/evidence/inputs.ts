import { z } from 'zod';
import { isSound, UNSOUND } from '../../base/sound-text.ts';

/** Words of a person: trimmed, bounded, all of it to be seen. */
export const words = (most: number, least = 1) =>
  z.string().trim().min(least).max(most).refine(isSound, UNSOUND);

/** SHA-256 or SM3 in hex; one spelling is kept. */
export const digest = z
  .string()
  .trim()
  .regex(/^[0-9a-fA-F]{64}$/)
  .transform((s) => s.toLowerCase());

/** A credit code as somebody types it; the act checks it. */
export const creditCode = z.string().trim().max(40);

export const file = z.uuid();

/** A file as a case keeps it. */
export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
}

export type Files = Readonly<Record<string, KeptFile>>;

export const kept = ({
  id,
  name,
  sha256,
}: KeptFile): { id: string; name: string; sha256: string } => ({
  id,
  name,
  sha256,
});
