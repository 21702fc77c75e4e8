import type { JsonObject } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import {
  dismissReport,
  LAW,
  nameSuccessor,
  openInvestigation,
  reportMisconduct,
  takeMeasure,
} from './misconduct-acts.ts';
import { evolveMisconduct, LOST, type MisconductState } from './misconduct-state.ts';

export const MISCONDUCT = 'eval.misconduct';

const AUTHORITY = 'municipal_data_authority';
/** Who learns what was decided, and why. */
const TOLD = ['registrar', 'successor', 'reporter', AUTHORITY];

/** Misconduct of the registrar (登记机构失当行为): requirement map E12. The registrar is a party from the
 *  investigation on, and reads nothing before. */
export const misconduct: Procedure<MisconductState, RulePack> = {
  name: MISCONDUCT,
  title: text('登记机构失当行为', 'Misconduct of the registrar'),
  law: LAW,
  aboutOffice: true,
  states: {
    reported: { title: text('已举报', 'Reported') },
    investigating: { title: text('调查中', 'Under investigation') },
    vacant: { title: text('已取消资格，待指定继任', 'Status withdrawn, no successor yet') },
    STATUS_WITHDRAWN: { title: text('已取消登记资格', 'Status withdrawn'), terminal: true },
    MEASURE_TAKEN: { title: text('已采取措施', 'Measure taken'), terminal: true },
    DISMISSED: { title: text('不予采取措施', 'Dismissed'), terminal: true },
  },
  parties: {
    reporter: text('举报人', 'Reporter'),
    registrar: text('被举报的登记机构', 'Registrar reported'),
    authority: text('调查机关', 'Investigating authority'),
    successor: text('继任登记机构', 'Successor'),
  },
  events: {
    'eval.MisconductReported': {
      title: text('举报', 'Reported'),
      law: LAW,
      groups: {
        registrar: TOLD,
        identity: ['reporter', AUTHORITY],
        report: ['reporter', AUTHORITY],
      },
    },
    'eval.InvestigationOpened': {
      title: text('立案调查', 'Investigation opened'),
      law: LAW,
      groups: { authority: TOLD },
      tells: ['registrar', 'reporter'],
    },
    'eval.RegistrarMeasureTaken': {
      title: text('采取管理措施', 'Measure taken'),
      law: LAW,
      groups: { decision: ['registrar', 'reporter', AUTHORITY], successor: TOLD },
      tells: ['registrar', 'reporter', 'successor'],
      bindsOthers: true,
    },
    'eval.SuccessorNamed': {
      title: text('指定继任登记机构', 'Successor named'),
      law: [...LAW, 'CQ-REG-6'],
      groups: { successor: TOLD },
      tells: ['registrar', 'successor'],
      bindsOthers: true,
    },
    'eval.ReportDismissed': {
      title: text('不予采取措施', 'Report dismissed'),
      law: LAW,
      groups: { decision: ['registrar', 'reporter', AUTHORITY] },
      tells: ['registrar', 'reporter'],
    },
  },
  clocks: {},
  acts: { reportMisconduct, openInvestigation, takeMeasure, nameSuccessor, dismissReport },
  evolve: evolveMisconduct,
  partiesOf: (state) => [
    { key: 'reporter', ...state.reporter },
    ...(isOpen(state) ? [{ key: 'registrar', ...sideOf(state.registrar) }] : []),
    ...(state.authority ? [{ key: 'authority', ...sideOf(state.authority) }] : []),
    ...(state.successor ? [{ key: 'successor', ...sideOf(state.successor) }] : []),
  ],
  partyReaders: { reporter: ['reporter', AUTHORITY] },
  headline: (state) => ({
    title: `登记机构履职情况：${state.registrar.name}`,
    registrant: null,
    district: null,
    search: state.registrar.name,
  }),
  view: viewMisconduct,
};

const sideOf = ({ code, name }: { readonly code: string; readonly name: string }) => ({
  id: code,
  name,
});

/** Whether the registrar has been told: not by a report, and not by one dismissed unread. */
const isOpen = (state: MisconductState): boolean => state.authority !== null;

/** The authority reads all, the reporter all but who decides, the registrar what concerns it and never
 *  the report itself. Supervisors learn what it is about and how it ended. */
function viewMisconduct(
  state: MisconductState,
  _rules: RulePack,
  _today: string,
  audience: readonly string[],
): JsonObject {
  const has = (...who: readonly string[]): boolean => who.some((w) => audience.includes(w));
  const { status, registrar, ground, measure, successor } = state;
  const decided = has('registrar', 'reporter', AUTHORITY);
  const shown = {
    status,
    registrar,
    ground,
    measure: measure && (decided ? measure : { kind: measure.kind, on: measure.on }),
    successor,
    ...(decided ? { authority: state.authority, dismissal: state.dismissal } : {}),
    ...(has('reporter', AUTHORITY) ? { report: state.report, reporter: state.reporter } : {}),
  };
  return JSON.parse(JSON.stringify(shown)) as JsonObject;
}

/** Whether a report took the status of its registrar away. */
export const hasLost = (status: string): boolean => LOST.some((one) => one === status);
