import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../../store/transaction.ts';
import { guardPrivate, replaceSecret, type Mode } from '../key-file.ts';

const line = z.string().min(1).max(8192);
const keySchema = z.strictObject({
  scheme: z.enum(['ed25519', 'ml-dsa-44-cosignature', 'sm2-sm3']),
  /** `file:<name>` beside the ring, `pkcs11:…`, or the address of a signing service. */
  at: line,
  /** In signed-note form. */
  verifier: line,
  /** `retired`, `lost`: signs no more, what it signed still counts; `stolen`: nothing of it counts. */
  state: z.enum(['signing', 'retired', 'lost', 'stolen']),
});
const originSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,199}(?:\/[a-z0-9][a-z0-9._-]{0,59}){0,4}$/);
const ringSchema = z.strictObject({
  origin: originSchema,
  /** Kept by a signing service: no register starts with such a ring. */
  signer: z.literal(true).optional(),
  keys: z.array(keySchema).min(1).max(32),
});

/** The keys of a log as `log-keys.json` lists them, oldest first. */
export type KeyRing = Readonly<z.infer<typeof ringSchema>>;
export type RingKey = Readonly<z.infer<typeof keySchema>>;
export type KeyState = RingKey['state'];

export const RING = 'log-keys.json';
export const KEYS_MAX = 32;

export const isOrigin = (name: string): boolean => originSchema.safeParse(name).success;

export const keyFolder = (dataDir: string): string => join(dataDir, 'keys');

/** Throws on anything that is no ring. */
export const parseRing = (content: string): KeyRing => ringSchema.parse(JSON.parse(content));

export const formatRing = (ring: KeyRing): string => `${JSON.stringify(ring, undefined, 2)}\n`;

/** The ring of an instance; undefined before its first start. */
export function readRing(dataDir: string, mode: Mode): KeyRing | undefined {
  const path = join(keyFolder(dataDir), RING);
  try {
    guardPrivate(path, mode, 0o600);
    return parseRing(readFileSync(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all: the old ring or the new one is there after a power loss, never half of each. */
export function writeRing(dataDir: string, ring: KeyRing): void {
  const content = formatRing(ring);
  parseRing(content);
  replaceSecret(join(keyFolder(dataDir), RING), content);
}
