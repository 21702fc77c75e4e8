import { similarity, tsqueryOf } from '../../base/chinese-text.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { isUuid } from '../../base/id.ts';
import type { Actor, CaseState, LikenessKey } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { codeScheme } from '../../contexts/credential/code-scheme.ts';
import { queryCode } from '../../contexts/credential/query-code.ts';
import { loadCase } from '../../store/cases.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { changeCase } from './change.ts';
import { depositLinked, ownService, provider, timestamp } from './evidence.ts';
import { catalogueLinked } from './drift.ts';
import { erasable } from './erasure.ts';
import { dutyCase, earlierCase, holderIn } from './duty.ts';
import { petitions } from './petitions.ts';
import {
  evaluationOf,
  indicators,
  registrar,
  registrarOffice,
  sameOpen,
  successor,
} from './supervision.ts';
import { entry, entryDossier, entryIdOf, revision } from './entry.ts';
import type { House } from '../house.ts';
import { procedureOf, procedures } from '../procedures.ts';
import { readRegistrar } from '../registrar-office.ts';
import { unfiledStates } from '../see.ts';

/** What a resolver may look at; it reads in the act's own transaction. */
export interface Asking {
  readonly house: House;
  readonly tx: Runner;
  readonly actor: Actor;
  readonly input: JsonObject;
  readonly procedure: string;
  readonly caseId: string;
  readonly state: CaseState | undefined;
  readonly rules: RulePack;
  readonly jurisdiction: string;
  readonly today: string;
}

/** Plain JSON: facts are put on the record of the act, to be read again by whoever re-runs it. */
type Resolver = (asking: Asking) => Promise<Json>;

const ORGANISATION = statement(
  'fact_organisation',
  'SELECT code, name, kind, region, real_name AS "realName" FROM organisation WHERE code = $1',
);

async function organisation(tx: Runner, code: string | undefined): Promise<Json> {
  if (code === undefined) return null;
  return (await tx.run<JsonObject>(ORGANISATION, [code]))[0] ?? null;
}

interface MandateState extends CaseState {
  readonly principal: { readonly code: string; readonly name: string };
  readonly agent: { readonly code: string };
  readonly from: string;
  readonly to: string;
  readonly procedures: readonly string[] | null;
  readonly objectKinds: readonly string[] | null;
}

async function mandate(a: Asking) {
  const id = a.input['mandate'];
  if (!isUuid(id)) return null;
  const stored = await loadCase(a.tx, a.house.keys, id, false);
  if (!stored || stored.procedure !== 'agency' || stored.jurisdiction !== a.jurisdiction)
    return null;
  const state = stored.state as MandateState;
  return {
    caseId: id,
    status: state.status,
    principal: state.principal.code,
    principalName: state.principal.name,
    agent: state.agent.code,
    from: state.from,
    to: state.to,
    procedures: state.procedures ?? null,
    objectKinds: state.objectKinds ?? null,
  };
}

const ITEM = statement(
  'fact_catalogue_item',
  `SELECT item_id AS "itemId", department, name, summary, formats, encode(digest, 'hex') AS digest
   FROM catalogue_item WHERE item_id = $1`,
);

async function catalogueItem(a: Asking): Promise<Json> {
  const row = a.input['row'] as JsonObject | undefined;
  const id = a.input['itemId'] ?? row?.['id'];
  return typeof id === 'string' ? catalogueItemOf(a.tx, id) : null;
}

/** A catalogue item as the list has it now. */
export const catalogueItemOf = async (runner: Runner, id: string): Promise<Json> =>
  (await runner.run<JsonObject>(ITEM, [id]))[0] ?? null;

const MOST_FILES = 200;

/** Every id in the input that names a file this actor's side uploaded. */
async function files(a: Asking): Promise<Json> {
  const ids = [...idsIn(a.input, new Set())].slice(0, MOST_FILES);
  const found = await a.house.files.facts(ids);
  const own = [...found.values()].filter((f) =>
    a.actor.org ? f.org === a.actor.org.code : f.uploadedBy === a.actor.accountId,
  );
  // Without a prototype: acts look ids up in it that people typed, and `constructor` is no file.
  const known = Object.create(null) as Record<string, Json>;
  for (const { uploadedBy: _who, signature, ...f } of own)
    known[f.id] = { ...f, signature: { ...signature } };
  return known;
}

function idsIn(value: Json | undefined, found: Set<string>): Set<string> {
  if (isUuid(value)) found.add(value);
  else if (Array.isArray(value)) value.forEach((v: Json) => idsIn(v, found));
  else if (typeof value === 'object' && value !== null)
    Object.values(value).forEach((v) => idsIn(v, found));
  return found;
}

const LIKE = statement(
  'fact_likeness',
  `SELECT case_id AS "caseId", holder, name, catalogue_item, digest, status, live FROM likeness
   WHERE jurisdiction = $1 AND case_id <> $2
     AND (holder = $3 OR NOT status = ANY($8::text[]))
     AND ((holder = $3 AND name = $4) OR catalogue_item = $5 OR (holder = $3 AND digest = $6)
       OR ($7::tsquery IS NOT NULL AND grams @@ $7::tsquery))
   ORDER BY live DESC, case_id DESC LIMIT 50`,
);

/** What others have not filed yet is theirs alone. */
const UNFILED = procedures.flatMap(unfiledStates);

interface LikeRow {
  caseId: string;
  holder: string;
  name: string;
  catalogue_item: string | null;
  digest: string | null;
  status: string;
  live: boolean;
}

const NEAR = 0.6;

/** Duplicates by rule (G59: same holder with the same digest or catalogue item, still live) and
 *  near-duplicates by name, over live, pending and ended entries. */
export async function likenessOf(
  tx: Runner,
  jurisdiction: string,
  caseId: string,
  key: LikenessKey,
): Promise<Json[]> {
  const rows = await tx.run<LikeRow>(LIKE, [
    jurisdiction,
    caseId,
    key.holder,
    key.name,
    key.catalogueItem,
    key.digest,
    tsqueryOf(key.name) ?? null,
    UNFILED,
  ]);
  return rows.flatMap((row) => {
    const score = similarity(row.name, key.name);
    const why = whyAlike(row, key, score);
    if (why === undefined) return [];
    const same =
      row.live &&
      (why === 'sameHolderAndDigest' || (why === 'sameCatalogueItem' && row.holder === key.holder));
    return [
      {
        caseId: row.caseId,
        title: row.name,
        holder: row.holder,
        status: row.status,
        why,
        same,
        score,
      },
    ];
  });
}

function whyAlike(row: LikeRow, key: LikenessKey, score: number): string | undefined {
  if (key.digest !== null && row.digest === key.digest && row.holder === key.holder)
    return 'sameHolderAndDigest';
  if (key.catalogueItem !== null && row.catalogue_item === key.catalogueItem)
    return 'sameCatalogueItem';
  if (row.holder === key.holder && row.name === key.name) return 'sameHolderAndName';
  return score >= NEAR ? 'similarName' : undefined;
}

async function likeness(a: Asking): Promise<Json> {
  const key = a.state && procedureOf(a.procedure).likenessOf?.(a.state);
  return key ? likenessOf(a.tx, a.jurisdiction, a.caseId, key) : [];
}

const SERIAL = statement(
  'fact_serial',
  `INSERT INTO code_serial (scheme, period, last) VALUES ($1, $2, 1)
   ON CONFLICT (scheme, period) DO UPDATE SET last = code_serial.last + 1 RETURNING last`,
);

interface Coded extends CaseState {
  readonly objectKind: 'resource' | 'product' | 'service';
  readonly registrant: { readonly region: string };
  readonly dossier: Readonly<Record<string, JsonObject>>;
}

/** Codes of a region and a kind are numbered within the year of the day they are given. */
export const periodOf = (region: string, objectKind: string, day: string): string =>
  `${region}-${objectKind}-${day.slice(0, 4)}`;

/** The next code of the pack's scheme: the serial row stays locked until the act commits, so two
 *  assignments never draw the same number and a rolled-back one leaves no gap. */
async function newCode(a: Asking): Promise<Json> {
  const state = a.state as Coded;
  const scheme = codeScheme(a.rules.profile.credential.codeScheme);
  const period = periodOf(state.registrant.region, state.objectKind, a.today);
  const [row] = await a.tx.run<{ last: string }>(SERIAL, [scheme.id, period]);
  const acting = await readRegistrar(a.tx, a.rules);
  const code = scheme.assign({
    regionCode: state.registrant.region,
    registrarCode: acting?.code ?? a.rules.profile.registrar.creditCode,
    objectKind: state.objectKind,
    industryCode: String(state.dossier['dataResource']?.['industryCode'] ?? ''),
    day: a.today,
    serial: Number(row?.last),
  });
  return { scheme: scheme.id, code, queryCode: queryCode(a.house.random(20).toString('hex')) };
}

async function parent(a: Asking): Promise<Json> {
  const given = a.input['parent'];
  const id = typeof given === 'string' ? await entryIdOf(a, given) : undefined;
  if (id === undefined) return null;
  const stored = await loadCase(a.tx, a.house.keys, id, false);
  if (!stored || stored.jurisdiction !== a.jurisdiction) return null;
  const procedure = procedureOf(stored.procedure);
  const registrant = procedure.partiesOf(stored.state).find((p) => p.key === 'registrant');
  return {
    caseId: id,
    procedure: stored.procedure,
    status: stored.state.status,
    title: procedure.headline(stored.state).title,
    registrant: { code: registrant?.id ?? '', name: registrant?.name ?? '' },
    acceptedBy: (stored.state as { acceptedBy?: string | null }).acceptedBy ?? '',
    inForce: stored.procedure === 'reg.first' && stored.state.status === 'REGISTERED',
    noticeTo: stored.clocks.find((c) => c.name === 'publicNotice')?.due,
  };
}

const resolvers: Readonly<Record<string, Resolver>> = {
  organisation: (a) => organisation(a.tx, a.actor.org?.code),
  holder: (a) => organisation(a.tx, holderIn(a)),
  dutyCase,
  earlier: earlierCase,
  principal: async (a) => organisation(a.tx, (await mandate(a))?.principal),
  mandate,
  catalogueItem,
  catalogueLinked,
  files,
  likeness,
  newCode,
  parent,
  petitions,
  entry,
  entryDossier,
  revision,
  deposit: depositLinked,
  ownService,
  provider,
  timestamp,
  changeCase,
  erasable,
  identityVerifier: (a) => Promise.resolve(a.house.verifier?.name ?? 'manual'),
  registrar,
  registrarOffice,
  successor,
  evaluationOf,
  sameOpen,
  indicators,
};

/** Reads the facts an act declared, each once, in the act's transaction. */
export async function factsFor(
  needs: readonly string[],
  asking: Asking,
): Promise<Record<string, Json>> {
  const facts: Record<string, Json> = {};
  for (const need of needs) {
    const resolve = resolvers[need];
    if (!resolve) throw new Error(`no fact is called ${need}`);
    facts[need] = await resolve(asking);
  }
  return facts;
}
