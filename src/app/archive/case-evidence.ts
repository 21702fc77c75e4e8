import { toBase64 } from '../../log/bytes.ts';
import { OWN, type Body } from '../../log/entry.ts';
import type { TileProver } from '../../log/prove.ts';
import type { SuiteId } from '../../log/suite.ts';
import { openBody, storedEvents } from '../../store/bodies.ts';
import type { StoredCase } from '../../store/cases.ts';
import { placesOf } from '../../store/log-tables.ts';
import { runnerOf } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import type { LogDoor } from '../log/door.ts';
import { SUITES } from '../log/emit.ts';
import { CHECKPOINT, WITNESSED } from '../log/files.ts';
import { headAt, headOver, proverOf, type PublishedHead } from '../log/proofs.ts';
import { procedureOf } from '../procedures.ts';
import { groupsSeen } from '../see.ts';

/** One event as a stranger can check it: its entry, where that stands on the log, and as much of its
 *  private half as this reader may see. */
export interface EventEvidence {
  readonly version: number;
  readonly type: string;
  /** Null while the event waits for its place, which takes a fraction of a second. */
  readonly index: number | null;
  readonly published: boolean;
  readonly witnessed: boolean;
  /** Canonical JSON, exactly the bytes of the log's entry. */
  readonly entry: string;
  readonly body: Body | null;
  /** Inclusion under the checkpoint of each tree, base64, from the leaf up; null while not published. */
  readonly proofs: Readonly<Record<SuiteId, readonly string[]>> | null;
}

/** A case with its proofs, in a form that anybody can keep and check offline. */
export interface CaseEvidence {
  readonly format: 'shuji-case-v1';
  readonly origin: string;
  readonly twin: string;
  readonly caseId: string;
  readonly procedure: string;
  readonly jurisdiction: string;
  /** The signed notes the proofs lead to: witnessed ones where these reach far enough. */
  readonly checkpoint: Readonly<Record<SuiteId, string | null>>;
  readonly policy: Readonly<Record<SuiteId, string>>;
  readonly events: readonly EventEvidence[];
  /** The version to go on after; null at the end. */
  readonly next: number | null;
}

/** The log by its public files. */
export type PublishedLog = Pick<LogDoor, 'origin' | 'twin' | 'store' | 'sizes'>;

export interface Asked {
  readonly stored: StoredCase;
  readonly audience: readonly string[];
  /** With the private groups this audience may read. */
  readonly disclose: boolean;
  readonly after: number;
  readonly limit: number;
}

/** The evidence of a case, a page of events at a time. */
export async function caseEvidence(
  house: House,
  log: PublishedLog,
  asked: Asked,
): Promise<CaseEvidence> {
  const { stored, after, limit } = asked;
  const runner = runnerOf(house.pool);
  const rows = await storedEvents(runner, stored.caseId, after, limit + 1);
  const page = rows.slice(0, limit);
  const places = await placesOf(runner, stored.caseId, after, limit);
  const at = new Map(places.map(({ version, index }) => [version, index]));
  const trees = await treesOver(log, [...at.values()]);
  const witnessed = await witnessedSize(log);
  const events = await Promise.all(
    page.map(async (row): Promise<EventEvidence> => {
      const index = at.get(row.version) ?? null;
      const proofs = index === null ? null : await proofsOf(trees, index);
      return {
        version: row.version,
        type: row.type,
        index,
        published: proofs !== null,
        witnessed: index !== null && index < witnessed,
        entry: row.entry.toString('utf8'),
        body: asked.disclose ? disclosed(asked, row.type, openBody(house.keys, row)) : null,
        proofs,
      };
    }),
  );
  return {
    format: 'shuji-case-v1',
    origin: log.origin,
    twin: log.twin,
    caseId: stored.caseId,
    procedure: stored.procedure,
    jurisdiction: stored.jurisdiction,
    checkpoint: { sha256: trees.sha256?.head.note ?? null, sm3: trees.sm3?.head.note ?? null },
    policy: await policiesOf(log),
    events,
    next: rows.length > limit ? (page.at(-1)?.version ?? null) : null,
  };
}

/** One prover for a whole page: its proofs share most of their hashes. */
interface ProvenTree {
  readonly head: PublishedHead;
  readonly prover: TileProver;
}

type Trees = Readonly<Record<SuiteId, ProvenTree | undefined>>;

async function treesOver(log: PublishedLog, places: readonly number[]): Promise<Trees> {
  const tree = async (suite: SuiteId): Promise<ProvenTree | undefined> => {
    const head = await reaching(log, suite, places);
    return head && { head, prover: proverOf(log.store, suite, head.size) };
  };
  const [sha256, sm3] = await Promise.all([tree('sha256'), tree('sm3')]);
  return { sha256, sm3 };
}

/** The head that covers most of those places; a place beyond it is not published yet. */
async function reaching(
  log: PublishedLog,
  suite: SuiteId,
  places: readonly number[],
): Promise<PublishedHead | undefined> {
  const size = (await headAt(log.store, CHECKPOINT[suite]))?.size ?? 0;
  const furthest = Math.max(-1, ...places.filter((index) => index < size));
  return furthest < 0 ? undefined : headOver(log, suite, furthest);
}

/** Entries under a witnessed head of both trees. Read where they are published: also a process that
 *  does not sign the log itself must know. */
async function witnessedSize({ store }: PublishedLog): Promise<number> {
  const heads = await Promise.all(SUITES.map((suite) => headAt(store, WITNESSED[suite])));
  return Math.min(...heads.map((head) => head?.size ?? 0));
}

async function proofsOf(trees: Trees, index: number): Promise<EventEvidence['proofs']> {
  const one = async (tree: ProvenTree | undefined): Promise<string[] | undefined> =>
    tree && index < tree.head.size ? (await tree.prover.inclusion(index)).map(toBase64) : undefined;
  const [sha256, sm3] = await Promise.all([one(trees.sha256), one(trees.sm3)]);
  return sha256 && sm3 ? { sha256, sm3 } : null;
}

/** Groups by the procedure's own list; what an act was decided from, and who took it, is for the
 *  office that decided it. */
function disclosed({ stored, audience }: Asked, type: string, body: Body): Body {
  const groups = groupsSeen(procedureOf(stored.procedure), type, audience);
  const office = audience.includes('office');
  return Object.fromEntries(
    Object.entries(body).filter(([group]) =>
      group.startsWith(OWN) ? office : groups.includes(group),
    ),
  );
}

/** The policies this log is published under. */
export async function policiesOf(log: Pick<LogDoor, 'store'>): Promise<CaseEvidence['policy']> {
  const [sha256, sm3] = await Promise.all(
    SUITES.map((suite) => log.store.read(suite === 'sm3' ? 'sm3/policy' : 'policy')),
  );
  return { sha256: sha256?.toString('utf8') ?? '', sm3: sm3?.toString('utf8') ?? '' };
}
