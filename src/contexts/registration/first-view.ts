import type { JsonObject } from '../../base/json.ts';
import type { ClockRow } from '../../kernel/clocks.ts';
import type { Publication } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { INTAKE_GROUNDS } from './gaps.ts';
import { industryLabel, noticeFields, summaryOf } from './first-result.ts';
import { coOwners, dataName, dossierText, openItems, type FirstState } from './first-state.ts';
import { groupsFor, precheck } from './precheck.ts';
import { sealedFiles } from './first-review.ts';

const SUPERVISOR = /^(municipal_data_authority|supervisor_|auditor)/;

/** What a reader sees. Parties and the office see the dossier; supervisors see the case without
 *  contact data; a co-owner sees what concerns the common data. A whitelist: nothing else leaves. */
export function viewFirst(
  state: FirstState,
  rules: RulePack,
  today: string,
  audience: readonly string[],
): JsonObject {
  const whole = audience.some((a) => a === 'office' || a === 'registrant' || a === 'agent');
  const read = whole || audience.some((a) => SUPERVISOR.test(a) || a === 'district_data_authority' || a === 'coOwner');
  if (!read) return { status: state.status };
  const open = openItems(state);
  const shown = {
    status: state.status,
    objectKind: state.objectKind,
    duty: state.duty,
    inScope: state.inScope,
    suppliedOn: state.suppliedOn,
    registrant: { ...state.registrant },
    agent: state.agent && { ...state.agent },
    coOwners: coOwners(state),
    consents: [...state.consents],
    dossier: whole ? state.dossier : withoutPersonal(state, rules),
    anchor: state.anchor && { ...state.anchor, proof: 'importedList' },
    evidence: state.evidence && { ...state.evidence },
    internalReview: state.internalReview && { on: state.internalReview.on },
    submissions: state.submissions.map((s, i) => ({ on: s.on, changed: i === 0 ? [] : changed(state, i) })),
    notices: state.notices.map((n) => ({ ...n, gaps: n.gaps.map((g) => ({ ...g })) })),
    acceptedOn: state.acceptedOn,
    overdue: { ...state.overdue },
    delays: state.delays.map((d) => ({ ...d })),
    notice: state.notice && { ...state.notice },
    objections: { ...state.objections },
    result: state.result && { ...state.result },
    ended: state.ended && { ...state.ended },
    openItems: open === 'all' ? 'all' : [...open],
    preview: noticeFields(state, rules),
    findings: precheck(state, rules, today).map((f) => ({ ...f, says: { ...f.says }, law: [...f.law] })),
    form: groupsFor(state, rules).map((g) => g.id),
    seals: sealedFiles(state, rules).map((f) => ({ ...f, label: { ...f.label }, confirmed: state.seals[f.id]?.found ?? null })),
  };
  const office = audience.includes('office') ? { intakeGrounds: INTAKE_GROUNDS } : {};
  return JSON.parse(JSON.stringify({ ...shown, ...office })) as JsonObject;
}

/** Items whose content differs between one filing and the one before it. */
function changed(state: FirstState, index: number): string[] {
  const now = state.submissions[index]?.items ?? {};
  const before = state.submissions[index - 1]?.items ?? {};
  return [...new Set([...Object.keys(now), ...Object.keys(before)])].filter((k) => now[k] !== before[k]).toSorted();
}

function withoutPersonal(state: FirstState, rules: RulePack): JsonObject {
  const personal = new Set(
    rules.profile.materials.first.flatMap((g) => g.fields.filter((f) => f.personal).map((f) => `${g.id}.${f.id}`)),
  );
  return Object.fromEntries(
    Object.entries(state.dossier).map(([group, values]) => [
      group,
      Object.fromEntries(Object.entries(values).filter(([field]) => !personal.has(`${group}.${field}`))),
    ]),
  );
}

/** The notice while it runs, the entry once it has a code: exactly the listed fields. */
export function publishFirst(state: FirstState, rules: RulePack, clocks: readonly ClockRow[]): Publication {
  const clock = clocks.find((c) => c.name === 'publicNotice');
  const notice =
    state.notice && clock
      ? {
          notice: {
            from: state.notice.from,
            to: clock.due,
            open: state.status === 'in_notice',
            fields: state.notice.fields,
          },
        }
      : {};
  const { result } = state;
  if (!result) return notice;
  const industry = dossierText(state, 'dataResource', 'industryCode');
  return {
    ...notice,
    entry: {
      code: result.code,
      queryCode: result.queryCode,
      status: 'active',
      validFrom: result.validFrom,
      validTo: result.validTo,
      fields: {
        ...noticeFields(state, rules),
        objectKind: state.objectKind,
        usable: dossierText(state, 'scenario', 'usable'),
        forbidden: dossierText(state, 'scenario', 'forbidden'),
        registrantCode: state.registrant.code,
        issuedOn: result.issuedOn,
        kind: result.kind,
      },
      search: [dataName(state), state.registrant.name, summaryOf(state), result.code, industryLabel(industry)].join(' '),
      facets: { industry: industry.slice(0, 1), objectKind: state.objectKind, district: state.registrant.region },
    },
  };
}
