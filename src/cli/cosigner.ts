import { join } from 'node:path';
import type { Hono } from 'hono';
import { cosignerSigners } from '../app/log/cosigner-keys.ts';
import {
  cosignerTable,
  readCosignerSettings,
  type CosignerRole,
} from '../app/log/cosigner-settings.ts';
import type { OpeningWitness, Witness } from '../app/witness/witness.ts';
import { listen } from './listen.ts';

/** How a standalone witness or mirror is opened and served. */
export interface Cosigner<T extends Witness> {
  readonly role: CosignerRole;
  readonly open: (opening: OpeningWitness) => T;
  readonly routes: (opened: T) => Hono;
}

/** Serves a cosigner by its environment; the lines after the ready line belong in a policy. */
export async function serveCosigner<T extends Witness>(
  { role, open, routes }: Cosigner<T>,
  args: readonly string[],
): Promise<number> {
  if (args.length > 0) return usage(role, args);
  const { dataDir, name, logs, host, port } = readCosignerSettings(role, process.env);
  const cosigner = open({
    folder: join(dataDir, role),
    name,
    signers: cosignerSigners(dataDir, role, name),
    logs,
    now: () => Math.floor(Date.now() / 1000),
  });
  try {
    await cosigner.ready;
    const ready = (url: string): void =>
      console.log([`shuji ${role} ready ${url}`, ...cosigner.vkeys].join('\n'));
    await listen({ fetch: routes(cosigner).fetch, host, port, ready });
  } finally {
    await cosigner.close();
  }
  return 0;
}

function usage(role: CosignerRole, args: readonly string[]): number {
  const asked = args.length === 1 && (args[0] === '--help' || args[0] === 'help');
  const lines = cosignerTable(role).flatMap(({ name, default: preset, help }) => [
    preset === undefined ? name : `${name}=${preset}`,
    `    ${help.zh}`,
    `    ${help.en}`,
  ]);
  const say = asked ? console.log : console.error;
  say([`shuji ${role}`, ...lines].join('\n'));
  return asked ? 0 : 2;
}
