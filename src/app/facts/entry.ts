import { isUuid } from '../../base/id.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { codeScheme } from '../../contexts/credential/code-scheme.ts';
import {
  coOwners,
  dataName,
  dossierText,
  type FirstState,
} from '../../contexts/registration/first-state.ts';
import { loadCase, type StoredCase } from '../../store/cases.ts';
import { statement } from '../../store/transaction.ts';
import type { Asking } from './facts.ts';
import { procedureOf } from '../procedures.ts';

const BY_CODE = statement(
  'fact_entry_by_code',
  'SELECT case_id AS id FROM public_entry WHERE code = $1 AND jurisdiction = $2',
);

/** The entry an act names by code or by case, or that its case hangs on. */
async function entryCase(a: Asking): Promise<StoredCase | undefined> {
  const id = await entryId(a);
  const stored = id === undefined ? undefined : await loadCase(a.tx, a.house.keys, id, false);
  const there = stored?.procedure === 'reg.first' && stored.jurisdiction === a.jurisdiction;
  return there && (stored.state as FirstState).result ? stored : undefined;
}

async function entryId(a: Asking): Promise<string | undefined> {
  const given = a.input['entry'];
  if (typeof given === 'string') return entryIdOf(a, given);
  return a.state && procedureOf(a.procedure).parentOf?.(a.state);
}

/** The case somebody names, or the entry whose registration code it is. */
export async function entryIdOf(a: Asking, given: string): Promise<string | undefined> {
  const typed: string = given;
  if (isUuid(given)) return given;
  const checked = codeScheme(a.rules.profile.credential.codeScheme).check(typed.slice(0, 200));
  if (!checked.ok) return undefined;
  const [row] = await a.tx.run<{ id: string }>(BY_CODE, [checked.code, a.jurisdiction]);
  return row?.id;
}

/** What the procedures about an entry may know of it. */
export const entryFact = (caseId: string, state: FirstState): JsonObject | null => {
  const { result, life } = state;
  if (!result || !life) return null;
  const product = state.objectKind !== 'resource';
  const { code, name, kind, region } = state.registrant;
  return {
    caseId,
    code: result.code,
    status: state.status,
    title: dataName(state),
    objectKind: state.objectKind,
    registrant: { code, name, kind, region },
    coOwners: coOwners(state),
    version: life.versions.length,
    validFrom: result.validFrom,
    validTo: result.validTo,
    authorisedTo: (product && dossierText(state, 'product', 'agreementTo')) || null,
    renewal: life.renewal,
    officers: [state.acceptedBy, state.reviewedBy].flatMap((who) => who ?? []),
  };
};

/** The same with the dossier of the present version and what it rests on. */
export const entryDossierFact = (caseId: string, state: FirstState): JsonObject | null => {
  const fact = entryFact(caseId, state);
  const { dossier, inScope, anchor, evidence } = state;
  const written = (state.life?.versions ?? []).slice(1).map(({ n, replaced }) => ({
    n,
    items: Object.entries(replaced).flatMap(([group, fields]) =>
      Object.keys(fields).map((field) => `${group}.${field}`),
    ),
  }));
  return fact && { ...fact, dossier, inScope, anchor, evidence, written };
};

export async function entry(a: Asking): Promise<Json> {
  const stored = await entryCase(a);
  return stored ? entryFact(stored.caseId, stored.state as FirstState) : null;
}

export async function entryDossier(a: Asking): Promise<Json> {
  const stored = await entryCase(a);
  return stored ? entryDossierFact(stored.caseId, stored.state as FirstState) : null;
}

interface Revising {
  readonly revision?: { readonly material: JsonObject; readonly personal: JsonObject } | null;
}

/** What a change or a correction that was decided writes into its entry. */
export async function revision(a: Asking): Promise<Json> {
  const by = a.input['by'];
  const stored = isUuid(by) ? await loadCase(a.tx, a.house.keys, by, false) : undefined;
  const { revision: written } = (stored?.state ?? {}) as Revising;
  if (!stored || !written || procedureOf(stored.procedure).parentOf?.(stored.state) !== a.caseId) {
    throw new Error(`case ${String(by)} writes nothing into entry ${a.caseId}`);
  }
  return { material: written.material, personal: written.personal };
}
