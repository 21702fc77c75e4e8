import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseEvidence } from '../src/app/archive/case-evidence.ts';
import type { DemoClient, DemoPerson } from '../src/cli/demo-client.ts';
import { playStory } from '../src/cli/demo-story.ts';
import { suites } from '../src/log/node-suites.ts';
import { parsePolicy, type Policy } from '../src/log/policy.ts';
import { clientOf, openDoor, type Door } from './contract.ts';
import { ROOT } from './tree.ts';

/** A served instance with one registration on its log, and a folder for what somebody takes home. */
export interface Scene {
  readonly door: Door;
  readonly client: DemoClient;
  /** The registration, whose result has been given. */
  readonly caseId: string;
  /** Writes a file into the folder and answers its path. */
  write(name: string, what: unknown): string;
  published(path: string): Promise<string>;
  /** The policies a reader has fetched from the log and decided to trust. */
  policies(): Promise<Policy[]>;
  /** Until every event of a case is under witnessed heads, which takes a few seconds at most. */
  witnessed(who: DemoPerson, caseId: string): Promise<CaseEvidence>;
  close(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'shuji-evidence-'));
  const door = await openDoor();
  const client = clientOf(door);
  await playStory(client, 'beijing', () => undefined);
  const holder = await client.as('bj-min-zheng');
  const { items } = await holder.get<{ items: { id: string }[] }>(
    '/api/cases?mine=true&procedure=reg.first&status=REGISTERED',
  );
  const published: Scene['published'] = async (path) =>
    String(await door.services.log.store.read(path));
  return {
    door,
    client,
    caseId: items[0]?.id ?? '',
    write(name, what) {
      const path = join(folder, name);
      writeFileSync(path, typeof what === 'string' ? what : JSON.stringify(what));
      return path;
    },
    published,
    policies: () =>
      Promise.all(
        ['policy', 'sm3/policy'].map(async (path) => {
          const policy = parsePolicy(await published(path), suites.sha256);
          assert.ok(!('fault' in policy));
          return policy;
        }),
      ),
    async witnessed(who, caseId) {
      for (let tries = 0; tries < 100; tries += 1) {
        const evidence = await who.get<CaseEvidence>(`/api/cases/${caseId}/proof`);
        if (evidence.events.every((e) => e.published && e.witnessed)) return evidence;
        await sleep(100);
      }
      return assert.fail('十秒内没有见证');
    },
    async close() {
      await door.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The command as somebody without any instance at hand runs it. */
export async function shuji(...args: readonly string[]) {
  const env = { PATH: process.env['PATH'], DATA_DIR: join(tmpdir(), 'shuji-no-such-folder') };
  const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], { env });
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, says: (await out) + (await err) };
}

/** The same shape, to be written into. */
export type Loose<T> = {
  -readonly [K in keyof T]: T[K] extends object | null ? Loose<T[K]> : T[K];
};
