import { act, open } from '../src/app/act.ts';
import type { House } from '../src/app/house.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { canary } from './log-canaries.ts';
import { organisations } from './office-people.ts';

interface Desk {
  readonly house: House;
  readonly authority: Actor;
  readonly citizen: Actor;
  readonly review: Actor;
  readonly cqAuthority: Actor;
  readonly cqIssue: Actor;
  readonly paper: (house: House, by: Actor) => Promise<string>;
  readonly move: (day: string) => Promise<void>;
}

type Does = (actor: Actor, name: string, input?: JsonObject) => Promise<unknown>;

async function begin(
  { house }: Desk,
  actor: Actor,
  procedure: string,
  input: JsonObject,
  jurisdiction = 'beijing',
): Promise<Does> {
  const { caseId } = await open(house, { actor, procedure, jurisdiction, input });
  return (by, name, given = {}) => act(house, { actor: by, caseId, act: name, input: given });
}

const why = (): JsonObject => ({ reasons: canary('理由') });

/** Statistics asked for: refused, withdrawn, and one that runs out. */
async function releases(d: Desk): Promise<void> {
  const { cqAuthority, cqIssue, house } = d;
  const ask = () => {
    const input = { figure: 'entries', purpose: canary('用途') };
    return begin(d, cqIssue, 'stats', input, 'chongqing');
  };
  const permit = () => ({
    basis: 'law',
    legal: canary('依据'),
    from: house.time.today(),
    to: '2026-12-31',
  });
  await (
    await ask()
  )(cqAuthority, 'refuseRelease', why());
  const withdrawn = await ask();
  await withdrawn(cqAuthority, 'permitRelease', permit());
  await withdrawn(cqAuthority, 'withdrawPermit', why());
  await (
    await ask()
  )(cqAuthority, 'permitRelease', permit());
}

/** What the registrar does for security, and the rules it writes. */
async function duties(d: Desk): Promise<void> {
  const { review, cqIssue, house, paper } = d;
  const files = async (by: Actor) => [await paper(house, by)];
  const check = await begin(d, review, 'sec.selfcheck', { everyDays: 90 });
  await check(review, 'reschedule', { everyDays: 7 });
  const evidence = await files(review);
  await check(review, 'recordSelfCheck', { result: 'faults', findings: canary('自查'), evidence });
  const plan = async () => ({ title: canary('预案'), plan: await files(review) });
  await (
    await begin(d, review, 'sec.plan', await plan())
  )(review, 'updatePlan', await plan());
  const found = { kind: 'leak', discoveredOn: house.time.today(), description: canary('事件') };
  const incident = await begin(d, review, 'sec.incident', found);
  await incident(review, 'takeIncidentMeasure', {
    measure: canary('措施'),
    evidence: await files(review),
  });
  await incident(review, 'closeIncident', { cause: canary('原因'), fix: canary('整改') });
  const version = async () => ({ effectiveFrom: '2027-01-01', document: await files(cqIssue) });
  const rules = { title: canary('细则'), ...(await version()) };
  const written = await begin(d, cqIssue, 'rules.doc', rules, 'chongqing');
  await written(cqIssue, 'reviseRules', await version());
  await written(cqIssue, 'repealRules');
}

/** Reports on the registrar: dismissed, answered by a measure, and the end of its status. */
async function reports(d: Desk): Promise<void> {
  const { authority, citizen, house, paper } = d;
  const investigated = async (): Promise<Does> => {
    const evidence = [await paper(house, citizen)];
    const said = { ground: 'false_registration', statement: canary('事实'), evidence };
    const does = await begin(d, citizen, 'eval.misconduct', said);
    await does(authority, 'openInvestigation');
    return does;
  };
  const measure = async (kind: string) => ({
    measure: kind,
    ...why(),
    goodFaith: canary('善意'),
    evidence: [await paper(house, authority)],
  });
  await (
    await investigated()
  )(authority, 'dismissReport', why());
  await (
    await investigated()
  )(authority, 'takeMeasure', await measure('interview'));
  const [now, later] = [await investigated(), await investigated()];
  const heir = { successor: organisations.planning.code };
  await now(authority, 'takeMeasure', { ...(await measure('withdraw_status')), ...heir });
  await later(authority, 'takeMeasure', await measure('on_site_guidance'));
  const last = await investigated();
  await last(authority, 'takeMeasure', await measure('withdraw_status'));
  await last(authority, 'nameSuccessor', { successor: organisations.operator.code });
}

/** The registrar under supervision, over the end of the year; afterwards Beijing has another one. */
export async function supervisionHappens(d: Desk): Promise<void> {
  const { authority, review, move } = d;
  await releases(d);
  await duties(d);
  await begin(d, authority, 'eval', { year: 2025 });
  const period = await begin(d, authority, 'eval', { year: 2026 });
  await move('2027-01-05');
  await period(authority, 'computeIndicators');
  await period(review, 'comment', { text: canary('说明') });
  await period(authority, 'confirm', { conclusion: canary('评价') });
  await reports(d);
}
