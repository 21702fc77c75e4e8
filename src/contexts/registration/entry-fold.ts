import type { JsonObject } from '../../base/json.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { EXTENDED, REVISED } from './entry-events.ts';
import {
  joined,
  overwritten,
  standingAt,
  version,
  type EntryEnd,
  type EntryLife,
} from './entry-life.ts';
import type { FirstState, Result } from './first-state.ts';
import { registrarOn } from './registrar.ts';

/** Folds what becomes of an entry; undefined where the event is none of these. */
export function evolveEntry(state: FirstState, event: RecordedEvent): FirstState | undefined {
  const { life, result } = state;
  if (!life || !result) return undefined;
  const { data } = event;
  const on = event.at.slice(0, 10);
  const alive = (more: Partial<EntryLife>): FirstState => ({
    ...state,
    life: { ...life, ...more },
  });
  const ended = (as: EntryEnd['as']): FirstState => ({
    ...state,
    status: as,
    life: {
      ...life,
      renewal: null,
      carriedOver: false,
      ends: [...life.ends, { as, ...groundOf(data), on, announced: false }],
    },
  });
  switch (event.type) {
    case 'reg.RenewalWindowOpened':
      return alive({ windowOn: on });
    case 'reg.ExpiryReminded':
      return alive({ remindedOn: on });
    case 'entry.RenewalNoted':
      return alive({ renewal: String(data['renewal']) });
    case 'entry.RenewalSettled':
      return alive({ renewal: null });
    case 'reg.RenewalCarriedOver':
      return alive({ carriedOver: true });
    case EXTENDED:
      return extended(state, life, result, event);
    case REVISED:
      return revised(state, life, result, event);
    case 'entry.Cancelled':
    case 'reg.CancelledOnExpiry':
      return ended('CANCELLED');
    case 'reg.CancellationAnnounced':
      return alive({ ends: life.ends.map((e) => ({ ...e, announced: true })) });
    case 'entry.Revoked':
      return ended('REVOKED');
    default:
      return undefined;
  }
}

const groundOf = (data: JsonObject) => ({
  ground: String(data['ground'] ?? ''),
  by: typeof data['by'] === 'string' ? data['by'] : null,
});

function extended(
  state: FirstState,
  life: EntryLife,
  result: Result,
  event: RecordedEvent,
): FirstState {
  const { data, at } = event;
  const on = at.slice(0, 10);
  const [from, to] = [String(data['termFrom']), String(data['validTo'])];
  return {
    ...state,
    result: { ...reissued(result, event, on), validTo: to },
    life: {
      ...life,
      terms: [...life.terms, { from, to, on, by: String(data['by']) }],
      windowOn: null,
      remindedOn: null,
      renewal: null,
      carriedOver: false,
    },
  };
}

/** A new document of the same registration: who registered it stays, who issues it is who decided now. */
function reissued(result: Result, event: RecordedEvent, on: string): Result {
  const { issuedBy: _before, ...kept } = result;
  const by = registrarOn(event);
  const other = by && by.code !== result.registrar?.code;
  return { ...kept, issuedOn: on, ...(other ? { issuedBy: by } : {}) };
}

/** Writes the new values and keeps those they replace: each version stays readable (BJ-REG-10(2)). */
function revised(
  state: FirstState,
  life: EntryLife,
  result: Result,
  event: RecordedEvent,
): FirstState {
  const { data, at, private: secret } = event;
  const on = at.slice(0, 10);
  const values = joined(secret?.['material'], secret?.['personal']);
  const dossier = overwritten(state.dossier, values);
  const name = dossier['subject']?.['name'];
  const next = version(life.versions.length + 1, {
    on,
    kind: data['kind'] === 'correction' ? 'correction' : 'change',
    by: String(data['by']),
    replaced: standingAt(state.dossier, values),
  });
  return {
    ...state,
    dossier,
    registrant: typeof name === 'string' ? { ...state.registrant, name } : state.registrant,
    result: reissued(result, event, on),
    life: { ...life, versions: [...life.versions, next] },
  };
}
