import { createHash } from 'node:crypto';
import { policiesOf } from '../app/archive/case-evidence.ts';
import { CHECKPOINT, WITNESSED } from '../app/log/files.ts';
import { procedures } from '../app/procedures.ts';
import { jurisdictions } from '../law/packs.ts';
import type { SuiteId } from '../log/suite.ts';
import { placeWord } from '../web/portal/labels.ts';
import type { Inlined } from '../web/portal/verify/offline.ts';
import type { Trust } from '../web/verifier/trust.ts';
import { builtPage } from './built-page.ts';
import { stylesheet } from './portal/assets.ts';
import type { Services } from './services.ts';

const { file: built, script, assets } = builtPage('verifier');

export const verifierScript = script;
export const verifierAssets = assets;

/** The words for what entries name: an exported case shows them far from here. */
const WORDS: Trust['words'] = Object.fromEntries([
  ...procedures.flatMap(({ name, title, events }) => [
    [name, title] as const,
    ...Object.entries(events).map(([type, event]) => [type, event.title] as const),
  ]),
  ...jurisdictions.map((place) => [place, placeWord(place)] as const),
]);

/** What a check of this instance's files is to believe, as it stands now. */
export async function trustOf({
  house,
  log,
  results,
  publicUrl,
}: Pick<Services, 'house' | 'log' | 'results' | 'publicUrl'>): Promise<Trust> {
  const head = async (suite: SuiteId): Promise<string | null> => {
    const note =
      (await log.store.read(WITNESSED[suite])) ?? (await log.store.read(CHECKPOINT[suite]));
    return note?.toString('utf8') ?? null;
  };
  const [policy, sha256, sm3] = await Promise.all([policiesOf(log), head('sha256'), head('sm3')]);
  const { keys, certificates, timestamps } = results;
  return {
    site: publicUrl,
    at: house.time.now(),
    policy,
    heads: { sha256, sm3 },
    keys,
    certificates,
    timestamps,
    words: WORDS,
  };
}

const sourceOf = (content: string): string =>
  `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** What goes inside the file that works offline; undefined before it is built. The policy is of the
 *  exact bytes between the tags. */
export function inlined(): Inlined | undefined {
  const script = built('offline.js')?.toString('utf8').trim();
  if (script === undefined) return undefined;
  const style = stylesheet.trim();
  const policy = `default-src 'none'; img-src data:; script-src ${sourceOf(script)}; style-src ${sourceOf(style)}; base-uri 'none'; form-action 'none'`;
  return { script, style, policy };
}
