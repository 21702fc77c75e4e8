import { daysBetween, plainDate } from '../../base/plain-date.ts';
import { orThrow, refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { runnerOf } from '../../store/transaction.ts';
import { unknownCase } from '../act.ts';
import {
  behind,
  districtBars,
  firstBars,
  lateBars,
  OBJECTION_CASE,
  objectionBars,
  saidBars,
  type About,
  type FigureBar,
  type FirstBars,
} from './bars.ts';
import { behindWord, OWING } from './behind.ts';
import { countPlace, countWithin, owingWithin, standingWithin, type Counted } from './count.ts';
import { along, stepDays, stepTitle, type StepDays } from './draw.ts';
import { lastWeeks, trendOf, type Stretch } from './when.ts';
import { groundTitle, groupTitle } from './words.ts';
import type { House } from '../house.ts';
import { procedureOf } from '../procedures.ts';
import { rowsFor } from '../desk/queue-rows.ts';
import { packOrRefuse } from '../rules.ts';
import type { Scope } from '../see.ts';
import { openFigures } from './statistics.ts';

export interface FiguresQuery {
  readonly jurisdiction?: string | undefined;
  /** `reg.first` (default) or `reg.change`: the two that take the whole course. */
  readonly procedure?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only registrants of this district. */
  readonly district?: string | undefined;
}

export interface Figures {
  readonly jurisdiction: string;
  readonly procedure: string;
  readonly period: Stretch;
  readonly district: string | null;
  /** How far the reader sees. */
  readonly reach: 'office' | 'region' | 'district';
  /** Articles that close what is counted here to others outside. */
  readonly closed: readonly string[];
  readonly standing: readonly (FigureBar & {
    readonly late: number;
    /** The day since which the one that waits longest waits; null where none does. */
    readonly since: string | null;
  })[];
  readonly steps: readonly (StepDays & { readonly behindLate: string | null })[];
  readonly firstPass: readonly FirstBars[];
  readonly returnedFor: readonly FigureBar[];
  readonly returnedOn: readonly FigureBar[];
  readonly refusedOn: readonly FigureBar[];
  /** Empty for a district: an objection belongs to none. */
  readonly objections: readonly FigureBar[];
  readonly lateSteps: readonly FigureBar[];
  readonly lateDistricts: readonly FigureBar[];
  /** Duties to register that are past their time, by the body that owes them; most first, 20 at most. */
  readonly lateHolders: readonly FigureBar[];
  readonly flagged: readonly FigureBar[];
  readonly trend: {
    readonly unit: 'week' | 'month';
    readonly points: readonly (Stretch & {
      readonly filed: number;
      readonly noticed: number;
      readonly coded: number;
    })[];
  };
}

const PROCEDURES = ['reg.first', 'reg.change'];
const MARKS = (
  'filed acceptance formalReview noticed publicNotice coded overdue ' +
  'returnedFor returnedOn refusedOn objected objectionEnded'
).split(' ');
if ([...PROCEDURES, OBJECTION_CASE].some((name) => procedureOf(name).aboutOffice))
  throw new Error('what is about the office is counted by nobody');
const LONGEST_DAYS = 1100;
/** Who counts in the course of a duty the texts give them, where others need leave (CQ-REG-19, CQ-REG-21). */
const DUTY = ['municipal_data_authority', 'district_data_authority', 'auditor'];

/** The figures of a place as far as this reader sees its cases: the same bounds as the list. Throws
 *  Refused: CASE_UNKNOWN for whoever sees no cases but their own, PERIOD_INVALID. */
export async function figuresFor(
  house: House,
  actor: Actor,
  query: FiguresQuery,
): Promise<Figures> {
  const within = rowsFor(house, actor, { jurisdiction: query.jurisdiction });
  const reach = within && reachOf(within.scope);
  const place = within?.place;
  if (!within || reach === undefined || place === undefined) throw new Refused(unknownCase());
  const rules = orThrow(packOrRefuse(place));
  const region = actor.org?.region ?? '';
  // A district of another city would see nothing but zeros.
  if (!rules.profile.scope.regions.some((one) => region.startsWith(one)))
    throw new Refused(unknownCase());
  if (reach === 'region' && !DUTY.some((role) => actor.roles.includes(role))) {
    const open = await openFigures(house);
    if (!open.mayRelease(place, 'series')) throw new Refused(closedHere(rules));
  }
  const procedure = query.procedure ?? 'reg.first';
  if (!PROCEDURES.includes(procedure)) throw new Refused(periodInvalid());
  const today = house.time.today();
  const period = periodOf(query, today);
  const district = query.district ?? null;
  if (district !== null) within.where.push(`c.district = ${within.bind(district)}`);
  const runner = runnerOf(house.pool);
  const asked = { place, procedures: [procedure, OBJECTION_CASE], marks: MARKS, ...period };
  // What is counted was filed, and none of it is about the office: the bounds of a whole place leave nothing out.
  const all = reach !== 'district' && district === null;
  const [counts, now, owing] = await Promise.all([
    all ? countPlace(runner, asked) : countWithin(runner, asked, within),
    standingWithin(runner, within, procedure),
    owingWithin(runner, within),
  ]);
  const about: About = { ...period, procedure, district: district ?? '' };
  const { states } = procedureOf(procedure);
  const late = now.late;
  return {
    jurisdiction: place,
    procedure,
    period,
    district,
    reach,
    closed: rules.profile.statistics === 'needsConsent' ? rules.profile.statisticsLaw : [],
    standing: Object.entries(states)
      .filter(([, state]) => !state.terminal && !state.unfiled)
      .map(([status, { title }]) => {
        const found = now.standing.find((one) => one.status === status);
        const { n = 0, late: over = 0, since = null } = found ?? {};
        return { id: status, title, n, late: over, since, behind: null };
      }),
    steps: stepDays(counts, house.calendar(), rules).map((step) => ({
      ...step,
      behindLate: step.late > 0 ? behind(about, { mark: step.step, only: 'late' }) : null,
    })),
    firstPass: firstBars(counts, about),
    returnedFor: saidBars(counts, about, 'returnedFor', (id) => groupTitle(rules, id)),
    returnedOn: saidBars(counts, about, 'returnedOn', (id) => groundTitle(rules, id)),
    refusedOn: saidBars(counts, about, 'refusedOn', (id) => groundTitle(rules, id)),
    objections: reach === 'district' || district !== null ? [] : objectionBars(counts, about),
    lateSteps: lateBars(late),
    lateDistricts: districtBars(late),
    lateHolders: owing.map(({ holder, n }) => {
      const word = behindWord({ mark: OWING, district: district ?? '' });
      return { id: holder, title: text(holder, holder), n, behind: word };
    }),
    flagged: saidBars(counts, about, 'overdue', (id) => stepTitle(id as 'acceptance')),
    trend: trend(counts, period),
  };
}

function reachOf(scope: Scope): Figures['reach'] | undefined {
  return scope.kind === 'party' || scope.kind === 'nothing' ? undefined : scope.kind;
}

function periodOf(query: FiguresQuery, today: string): Stretch {
  const usual = lastWeeks(today);
  const from = orThrow(plainDate(query.from ?? usual.from));
  const to = orThrow(plainDate(query.to ?? usual.to));
  const days = daysBetween(from, to);
  if (days < 0 || days > LONGEST_DAYS) throw new Refused(periodInvalid());
  return { from, to };
}

function trend(counts: readonly Counted[], period: Stretch): Figures['trend'] {
  const { unit, stretches } = trendOf(period);
  const of = (mark: string): number[] => along(counts, mark, stretches).map(({ n }) => n);
  const [filed, noticed, coded] = [of('filed'), of('noticed'), of('coded')];
  const points = stretches.map((stretch, at) => ({
    ...stretch,
    filed: filed[at] ?? 0,
    noticed: noticed[at] ?? 0,
    coded: coded[at] ?? 0,
  }));
  return { unit, points };
}

const closedHere = ({ profile }: RulePack) =>
  refuse(
    'STATISTICS_CLOSED',
    text(
      '本地区登记信息的统计分析结果未经法定或者同意不得对外提供；可由登记机构申请发布“按周、按月的数量和办理用时”。',
      'Statistics on registrations here are not given out without law or consent; the registrar may ask to release them.',
    ),
    profile.statisticsLaw,
    'forbidden',
  );

const periodInvalid = () =>
  refuse(
    'PERIOD_INVALID',
    text(
      '统计期间应为先后两日，不超过三年。',
      'The period is two days in order, three years at most.',
    ),
    [],
  );
