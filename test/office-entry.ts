import type { JsonObject } from '../src/base/json.ts';
import { entryDossierFact, entryFact } from '../src/app/facts/entry.ts';
import type { FirstState } from '../src/contexts/registration/first-state.ts';
import type { Actor, RecordedEvent } from '../src/kernel/types.ts';
import type { Case, Office } from './office.ts';
import { system } from './office-people.ts';

/** The entry an act names by code or case, or that its case hangs on. */
export function entryFacts(at: Office, input: JsonObject, c: Case | undefined) {
  const named = input['entry'] ?? (c && c.procedure.parentOf?.(c.still.state));
  const found = at.cases.find(
    (e) =>
      e.procedure.name === 'reg.first' &&
      (e.id === named || (e.still.state as FirstState).result?.code === named),
  );
  const state = found?.still.state as FirstState | undefined;
  const by = at.cases.find((other) => other.id === input['by']);
  return {
    revision: (by?.still.state as { revision?: unknown } | undefined)?.revision ?? null,
    entry: found && state ? entryFact(found.id, state) : null,
    entryDossier: found && state ? entryDossierFact(found.id, state) : null,
  };
}

type Does = (at: Office, c: Case, actor: Actor, act: string, input?: JsonObject) => unknown;

/** What follows in the entry, and in what was open about an entry that ended. */
export function entryFollows(at: Office, event: RecordedEvent, does: Does): void {
  const entry = at.cases.find((c) => c.id === event.data['about']);
  const { data, caseId } = event;
  const take = (act: string, input: JsonObject) => entry && does(at, entry, system, act, input);
  const ground = String(data['ground'] ?? '');
  if (event.type === 'reg.EntryCancelled') take('cancelEntry', { by: caseId, ground });
  if (event.type === 'reg.EntryRevoked') take('revokeEntry', { by: caseId, ground });
  if (event.type === 'reg.ChangeRegistered') take('revise', { by: caseId, kind: 'change' });
  if (event.type === 'reg.CorrectionGranted') take('revise', { by: caseId, kind: 'correction' });
  if (event.type === 'reg.RenewalFiled') take('noteRenewal', { renewal: caseId });
  if (event.type === 'reg.Renewed')
    take('extend', { renewal: caseId, validFrom: data['validFrom'], validTo: data['validTo'] });
  if (event.type === 'reg.RenewalRefused')
    take('settleRenewal', { renewal: caseId, outcome: 'refused' });
  if (event.type === 'reg.RenewalWithdrawn')
    take('settleRenewal', { renewal: caseId, outcome: 'withdrawn' });
  if (['entry.Cancelled', 'entry.Revoked', 'reg.CancelledOnExpiry'].includes(event.type)) {
    for (const c of at.cases) {
      const over = c.procedure.states[c.still.state.status]?.terminal === true;
      if (over || !c.procedure.acts['endWithEntry']) continue;
      if (c.procedure.parentOf?.(c.still.state) === event.caseId)
        does(at, c, system, 'endWithEntry');
    }
  }
}
