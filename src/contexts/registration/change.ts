import { text } from '../../base/text.ts';
import type { EventSpec, Procedure, RecordedEvent } from '../../kernel/types.ts';
import type { JsonObject } from '../../base/json.ts';
import type { RulePack } from '../../law/types.ts';
import { openChange } from './change-open.ts';
import { endWithEntry, registerChange } from './change-result.ts';
import { joined } from './entry-life.ts';
import { firstEvents } from './first-events.ts';
import { evolveFirst, opened } from './first-fold.ts';
import { firstClocks } from './first-clocks.ts';
import { first } from './first.ts';
import { dataName, type FirstState } from './first-state.ts';

const LAW = ['NAT-REG-9(2)', 'BJ-REG-10(2)', 'CQ-REG-16'];
const PARTIES = ['registrant', 'agent', 'coOwner'];
const FILERS = ['registrant', 'agent'];

/** Of a first registration's declaration, all that belongs to the course from draft to notice. */
function without<T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));
}

/** The clocks of a first registration, which also stop when the change ends with its entry. */
const stopped = (clocks: typeof firstClocks): typeof firstClocks =>
  Object.fromEntries(
    Object.entries(clocks).map(([name, clock]) => [
      name,
      { ...clock, stopsOn: [...clock.stopsOn, 'reg.ClosedWithEntry'] },
    ]),
  );

/** The beginning and the end of a first registration, and all that becomes of an entry. */
const NOT_OF_A_CHANGE = {
  acts: [
    'openDraft',
    'assignCode',
    'flagFilingOverdue',
    'noteDrift',
    'openRenewalWindow',
    'remindExpiry',
    'noteRenewal',
    'settleRenewal',
    'extend',
    'revise',
    'lapse',
    'cancelEntry',
    'revokeEntry',
    'noteNational',
    'noteNationalRefusal',
    'handOverAgain',
  ],
  events: [
    'reg.DraftOpened',
    'reg.DraftLinked',
    'reg.FilingClockStarted',
    'reg.FilingOverdue',
    'reg.CodeAssigned',
    'reg.ValidityFixed',
    'reg.ConfirmationIssued',
    'cert.Issued',
    'sync.Queued',
    'cat.CityCatalogueUpdated',
  ],
  clocks: ['filingDuty', 'validity', 'renewalWindow'],
  states: ['CANCELLED', 'REVOKED', 'REGISTERED'],
};

const events: Readonly<Record<string, EventSpec>> = {
  'reg.ChangeOpened': {
    title: text('新建变更申请', 'Change opened'),
    law: LAW,
    groups: { material: PARTIES, personal: FILERS, grounds: PARTIES },
    tells: ['coOwner'],
  },
  'reg.ChangeRegistered': {
    title: text('变更登记办结', 'Change registered'),
    law: LAW,
    groups: { material: PARTIES, personal: FILERS },
    tells: PARTIES,
    bindsOthers: true,
  },
  'reg.ClosedWithEntry': {
    title: text('随登记终结', 'Closed with the entry'),
    law: LAW,
    tells: [...PARTIES, 'office'],
  },
  ...without(firstEvents, NOT_OF_A_CHANGE.events),
};

/** Change (变更登记), requirement map E2: the course of a first registration, from an entry in force to
 *  a new version of it. Only its beginning and its end are its own. */
export const change: Procedure<FirstState, RulePack> = {
  ...first,
  name: 'reg.change',
  title: text('变更登记', 'Change'),
  law: LAW,
  states: {
    ...without(first.states, NOT_OF_A_CHANGE.states),
    REGISTERED: { title: text('已变更', 'Changed'), terminal: true },
    CLOSED: { title: text('随登记终结', 'Closed with the entry'), terminal: true },
  },
  events,
  clocks: stopped(without(firstClocks, NOT_OF_A_CHANGE.clocks)),
  acts: {
    openChange,
    ...without(first.acts, NOT_OF_A_CHANGE.acts),
    registerChange,
    ...decidedAfter(),
    endWithEntry,
  },
  evolve: evolveChange,
  parentOf: (state) => state.change?.entry,
  // It resembles its own entry by nature, and is no entry beside it.
  likenessOf: (state) => ({
    holder: state.registrant.code,
    name: dataName(state),
    catalogueItem: null,
    digest: null,
    live: false,
  }),
};

/** An objection outlives a change that ended with its entry: it is decided all the same, and put on the
 *  record of the change. */
function decidedAfter(): typeof first.acts {
  const ends = ['settleObjection', 'terminate'].flatMap((name) => {
    const spec = first.acts[name];
    if (!spec) return [];
    const from = spec.from === 'new' ? spec.from : [...spec.from, 'CLOSED'];
    return [[name, { ...spec, from, to: [...spec.to, 'CLOSED'] }] as const];
  });
  return Object.fromEntries(ends);
}

function evolveChange(state: FirstState | undefined, event: RecordedEvent): FirstState {
  if (event.type === 'reg.ChangeOpened') return begun(event);
  if (!state) throw new Error(`change begins with ${event.type}`);
  if (event.type === 'reg.ChangeRegistered') {
    const { material = {}, personal = {} } = event.private ?? {};
    return { ...state, status: 'REGISTERED', revision: { material, personal } };
  }
  if (event.type === 'reg.ClosedWithEntry') return { ...state, status: 'CLOSED' };
  return evolveFirst(state, event);
}

/** A draft that begins with what the register says. */
function begun({ data, private: secret, actor }: RecordedEvent): FirstState {
  const dossier = joined(secret?.['material'], secret?.['personal']);
  const { anchor, evidence, code, version, triggers, until, ...facts } = secret?.['grounds'] ?? {};
  const registrant = { code: data['registrant'], kind: '', region: '' };
  const draft = opened({ registrant, ...facts, ...agentIn(data, until) }, dossier, actor.account);
  return {
    ...draft,
    anchor: (anchor ?? null) as FirstState['anchor'],
    evidence: (evidence ?? null) as FirstState['evidence'],
    change: {
      entry: String(data['about']),
      code: String(code ?? ''),
      triggers: listOf(triggers),
      version: Number(version ?? 1),
      base: dossier,
    },
  };
}

/** The agent that files, with the last day of its mandate. */
const agentIn = ({ agent }: JsonObject, to: JsonObject[string]): JsonObject =>
  agent === undefined ? {} : { agent: { ...(agent as JsonObject), to: to ?? '' } };

const listOf = (value: JsonObject[string]): string[] =>
  Array.isArray(value) ? value.map(String) : [];
