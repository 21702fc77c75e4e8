import type { JsonObject } from '../../base/json.ts';
import type { RulePack } from '../../law/types.ts';
import { isFileValue, withoutPersonal } from './dossier.ts';
import type { EntryLife } from './entry-life.ts';
import { INTAKE_GROUNDS } from './gaps.ts';
import { noticeFields } from './first-result.ts';
import { changedItems, coOwners, openItems, type Change, type FirstState } from './first-state.ts';
import { groupsFor, precheck } from './precheck.ts';
import type { Acting } from './registrar.ts';
import { sealedFiles } from './seals.ts';

export const SUPERVISOR = /^(municipal_data_authority|supervisor_|auditor|district_data_authority)/;

/** What a reader sees. The filing parties and the office see the whole dossier; co-owners and
 *  supervisors see it without personal information and without the code that only the holder has.
 *  A whitelist: nothing else leaves. */
export function viewFirst(
  state: FirstState,
  rules: RulePack,
  today: string,
  audience: readonly string[],
  acting?: Acting,
): JsonObject {
  const office = audience.includes('office');
  const whole = office || audience.includes('registrant') || audience.includes('agent');
  const read = whole || audience.some((a) => a === 'coOwner' || SUPERVISOR.test(a));
  if (!read) return { status: state.status };
  const shown: object = {
    ...caseOf(state),
    dossier: whole ? state.dossier : openDossier(state, rules),
    result: state.result && (whole ? state.result : { ...state.result, queryCode: null }),
    openItems: openItems(state),
    preview: noticeFields(state, rules, acting),
    findings: precheck(state, rules, today),
    form: groupsFor(state, rules).map((g) => g.id),
    seals: sealedFiles(state, rules).map((f) => ({
      ...f,
      confirmed: state.seals[f.id]?.found ?? null,
    })),
    ...(office ? { intakeGrounds: INTAKE_GROUNDS } : {}),
  };
  return shown as JsonObject;
}

/** The course of the case: what every reader of it may know. */
const caseOf = (state: FirstState) => ({
  status: state.status,
  objectKind: state.objectKind,
  duty: state.duty,
  inScope: state.inScope,
  suppliedOn: state.suppliedOn,
  dutyCase: state.dutyCase,
  after: state.after,
  registrant: state.registrant,
  agent: state.agent,
  coOwners: coOwners(state),
  consents: state.consents,
  anchor: state.anchor && { ...state.anchor, proof: 'importedList' },
  drift: state.drift,
  evidence: state.evidence,
  declaredOn: state.declaredOn,
  internalReview: state.internalReview && { on: state.internalReview.on },
  submissions: state.submissions.map(({ on }, i) => ({
    on,
    changed: i === 0 ? [] : changedItems(state, i, i + 1),
  })),
  notices: state.notices,
  acceptedOn: state.acceptedOn,
  overdue: state.overdue,
  delays: state.delays,
  notice: state.notice,
  objections: state.objections,
  national: state.national ?? null,
  change: state.change && changeOf(state.change),
  life: state.life && lifeOf(state.life),
  ended: state.ended,
});

/** What a change is about and what it makes different; the dossier it started from stays inside. */
const changeOf = ({ base: _before, ...change }: Change) => change;

/** Versions without the values they replaced, which may be personal. */
const lifeOf = (life: EntryLife) => ({
  ...life,
  versions: life.versions.map(({ replaced, ...version }) => ({
    ...version,
    changed: Object.entries(replaced).flatMap(([group, fields]) =>
      Object.keys(fields).map((field) => `${group}.${field}`),
    ),
  })),
});

/** The dossier by the pack's own list of fields, personal ones left out; of a file, what names it. */
function openDossier(state: FirstState, rules: RulePack): JsonObject {
  return Object.fromEntries(
    rules.profile.materials.first.flatMap((group) => {
      const values = state.dossier[group.id];
      if (!values) return [];
      const { open } = withoutPersonal(group, values);
      const named = Object.entries(open).map(([id, v]) => [id, isFileValue(v) ? nameOf(v) : v]);
      return [[group.id, Object.fromEntries(named) as JsonObject]];
    }),
  );
}

const nameOf = ({ id, name, size, type, sha256, sm3 }: JsonObject): JsonObject => ({
  id,
  name,
  size,
  type,
  sha256,
  sm3,
});
