import { orThrowDate } from '../../base/plain-date.ts';
import { text, type Text } from '../../base/text.ts';
import { chainEntriesBelow, chainEntryAt, type ChainEntry } from '../../app/log/chain-entries.ts';
import { growthByDay } from '../../app/log/chain-growth.ts';
import { chainHeads, chainPolicy, sealOf, type ChainHeads } from '../../app/log/chain-heads.ts';
import { demoOrganisations } from '../../app/demo/people.ts';
import type { House } from '../../app/house.ts';
import { proofFile, proverOf } from '../../app/log/proofs.ts';
import type { WitnessState } from '../../app/log/witnesses.ts';
import { procedureByName } from '../../app/procedures.ts';
import { codedAt, publicCase } from '../../app/public/case.ts';
import { roleById } from '../../contexts/identity/roles.ts';
import { DIARY, diaryEvents } from '../../contexts/network/diary.ts';
import { articleById } from '../../law/articles.ts';
import { packs } from '../../law/packs.ts';
import { isDemonstration } from '../../log/demonstration.ts';
import { toHex } from '../../log/bytes.ts';
import { suites } from '../../log/node-suites.ts';
import type { Policy } from '../../log/policy.ts';
import { leafHash, type SuiteId } from '../../log/suite.ts';
import { checkpointIn } from '../../log/checkpoint.ts';
import { formatProof, parseProof } from '../../log/proof-file.ts';
import type { ChainData, WitnessItem } from '../../web/portal/chain/chain.ts';
import type { ChainEntryData, EntryProof } from '../../web/portal/chain/chain-entry.ts';
import type { TreeData } from '../../web/portal/chain/chain-tree.ts';
import { wayOf } from '../../web/verifier/tree/way.ts';
import type { CodedSeal } from '../../web/portal/entry/entry.ts';
import type { ChainItem } from '../../web/portal/chain/chain-words.ts';
import type { Asked } from './data.ts';
import { placeIn } from './place.ts';
import type { Services } from '../services.ts';

type Chain = Pick<Services, 'house' | 'log'>;

const PAGE = 10;
const DAYS = 30;
const PATIENCE_MS = 500;

const SELF = text('目录链自身', 'The log itself');
const asItIs = (words: string): Text => text(words, words);

function titleOf({ procedure, type }: ChainEntry): Text {
  const own = Object.entries(diaryEvents).find(([name]) => name === type)?.[1];
  return procedureByName(procedure)?.events[type]?.title ?? own?.title ?? asItIs(type);
}

/** Names of bodies that are public by the rules, or of the demonstration; others stay credit codes. */
function orgName(code: string, { mode, offices }: House): string | null {
  const registrar = packs.find(({ profile }) => profile.registrar.creditCode === code);
  const demo = mode === 'demo' ? demoOrganisations.find((one) => one.code === code) : undefined;
  return registrar?.profile.registrar.name.zh ?? offices.nameOf(code) ?? demo?.name ?? null;
}

function itemOf(house: House, heads: ChainHeads, policy: Policy, entry: ChainEntry): ChainItem {
  const { procedure, role, org, index } = entry;
  const self = procedure === DIARY ? SELF : asItIs(procedure);
  return {
    ...entry,
    seal: sealOf(heads, index, policy),
    title: titleOf(entry),
    procedureTitle: procedureByName(procedure)?.title ?? self,
    roleTitle: role === null ? null : roleTitle(role),
    orgName: org === null ? null : orgName(org, house),
  };
}

/** Words an act is recorded under in the place of a role. */
const NO_ROLE: Readonly<Record<string, Text>> = {
  system: text('系统自动办理', 'The system'),
  reporter: text('举报人', 'Reporter'),
};
const roleTitle = (role: string): Text | null =>
  roleById(role)?.title ?? (Object.hasOwn(NO_ROLE, role) ? (NO_ROLE[role] ?? null) : null);

/** What the log's thread knows of its witnesses; nothing when it does not answer in time. */
async function witnessItems({ log }: Chain): Promise<readonly WitnessItem[]> {
  const late = new Promise<readonly WitnessState[]>((resolve) => {
    setTimeout(() => resolve([]), PATIENCE_MS).unref();
  });
  const found = new Map<string, WitnessItem>();
  for (const { name, time, size, fault } of await Promise.race([log.witnesses(), late])) {
    const before = found.get(name);
    // One witness has a state for each tree: the page shows it once, and never better than the worse.
    found.set(name, {
      name,
      demonstration: isDemonstration(name),
      time: Math.max(time, before?.time ?? 0),
      size: Math.min(size, before?.size ?? size),
      fault: fault ?? before?.fault ?? null,
    });
  }
  return [...found.values()];
}

/** The fewest witnesses that meet the policy; null where it asks for none. */
function quorumOf({ quorum, groups }: Policy): number | null {
  const fewest = new Map<string, number>();
  for (const { name, threshold, members } of groups) {
    const each = members.map((member) => fewest.get(member) ?? 1).toSorted((a, b) => a - b);
    fewest.set(
      name,
      each.slice(0, threshold).reduce((sum, one) => sum + one, 0),
    );
  }
  return quorum === 'none' ? null : (fewest.get(quorum) ?? 1);
}

/** The tree that the address asks for; SHA-256 where it asks for none that there is. */
export const treeAsked = (asked: Asked): SuiteId => (asked('tree') === 'sm3' ? 'sm3' : 'sha256');

async function treeData(
  { store }: Chain['log'],
  { notes }: ChainHeads,
  suite: SuiteId,
): Promise<TreeData> {
  const { checkpoint, witnessed } = notes[suite];
  const head = checkpointIn(checkpoint ?? '');
  const size = head?.size ?? 0;
  const seen = checkpointIn(witnessed ?? '')?.size ?? 0;
  const way = head && size > 0 ? await newestWay(store, suite, head) : undefined;
  return { suite, size, root: head?.root ?? null, witnessed: seen, way: way ?? null };
}

async function newestWay(
  store: Chain['log']['store'],
  suite: SuiteId,
  { size, root }: { readonly size: number; readonly root: Uint8Array },
) {
  const prover = proverOf(store, suite, size);
  const [leaf, hashes] = await Promise.all([prover.leaf(size - 1), prover.inclusion(size - 1)]);
  return wayOf(suites[suite], size - 1, size, leaf, hashes, root);
}

/** The proof of one tree with the entry inside, and the way it describes. */
async function entryProof(
  log: Chain['log'],
  suite: SuiteId,
  { index, bytes }: ChainEntry,
): Promise<EntryProof | null> {
  const proof = parseProof((await proofFile(log, suite, index)) ?? '');
  const head = proof && checkpointIn(proof.checkpoint);
  if (!proof || !head) return null;
  const leaf = leafHash(suites[suite], bytes);
  const way = wayOf(suites[suite], index, head.size, leaf, proof.hashes, head.root);
  return way ? { suite, way, file: formatProof({ ...proof, extra: bytes }) } : null;
}

export async function chainData(services: Chain, asked: Asked): Promise<ChainData> {
  const { house, log } = services;
  const [heads, policy] = await Promise.all([chainHeads(log.store), chainPolicy(log.store)]);
  const { published } = heads;
  const at = placeIn(asked('at'));
  const below = at === undefined ? placeIn(asked('before')) : at + 1;
  const before = below !== undefined && below > 0 && below < published ? below : null;
  const today = orThrowDate(house.time.today());
  const [tree, entries, growth, witnesses] = await Promise.all([
    treeData(log, heads, treeAsked(asked)),
    chainEntriesBelow(log.store, before ?? published, PAGE, published),
    growthByDay(log.store, published, today, DAYS),
    witnessItems(services),
  ]);
  const last = entries.at(-1)?.index ?? 0;
  const { state, why } = log.state();
  return {
    heads,
    tree,
    trouble: state === 'open' || state === 'standby' ? null : (why ?? NOT_NOW),
    witnesses,
    quorum: quorumOf(policy),
    growth,
    items: entries.map((entry) => itemOf(house, heads, policy, entry)),
    before,
    next: last > 0 ? last : null,
  };
}

const NOT_NOW = text(
  '目录链暂不可用，办理已暂停；已经入链的记录仍可查看。',
  'The log is not available and nothing is accepted for now; what is on it can still be read.',
);

/** Undefined where the log has no such entry. */
export async function chainEntryData(
  { house, log }: Chain,
  index: number,
  suite: SuiteId,
): Promise<ChainEntryData | undefined> {
  const [heads, policy] = await Promise.all([chainHeads(log.store), chainPolicy(log.store)]);
  const entry = await chainEntryAt(log.store, index, heads.published);
  if (!entry) return undefined;
  const [{ code, notice }, proof] = await Promise.all([
    publicCase(house, entry.caseId),
    entryProof(log, suite, entry),
  ]);
  const leaf = (suite: 'sha256' | 'sm3'): string => toHex(leafHash(suites[suite], entry.bytes));
  return {
    item: itemOf(house, heads, policy, entry),
    leaves: { sha256: leaf('sha256'), sm3: leaf('sm3') },
    proof,
    newer: index + 1 < heads.published,
    code,
    notice,
    law: entry.law.filter((id) => articleById(id)),
  };
}

/** How firmly the assignment of a registration's code stands; null where there is no such step. */
export async function codedSeal({ house, log }: Chain, caseId: string): Promise<CodedSeal | null> {
  const index = await codedAt(house, caseId);
  if (index === undefined) return null;
  const [heads, policy] = await Promise.all([chainHeads(log.store), chainPolicy(log.store)]);
  return { seal: sealOf(heads, index, policy), index };
}
