import { act, open } from '../src/app/act.ts';
import { importCalendar } from '../src/app/calendars.ts';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import type { House } from '../src/app/house.ts';
import { pinnedPack } from '../src/app/rules.ts';
import type { Json, JsonObject } from '../src/base/json.ts';
import { isRefusal } from '../src/base/refusal.ts';
import type { Actor } from '../src/kernel/types.ts';
import { holds } from '../src/law/conditions.ts';
import type { MaterialField } from '../src/law/types.ts';
import { loadCase, type StoredCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { lookup } from '../src/contexts/registration/dossier.ts';
import { conditionFacts, type FirstState } from '../src/contexts/registration/first-state.ts';
import { sealedFiles } from '../src/contexts/registration/seals.ts';
import { calendar2027 } from './calendar-2027.ts';
import { canary, shortCanary } from './log-canaries.ts';
import { dutiesArise, dutiesEnd } from './log-story-duty.ts';
import { identityChecked } from './log-story-identity.ts';
import { recordsHappen } from './log-story-records.ts';
import { evidenceHappens } from './log-story-evidence.ts';
import { changesHappen, expiresSoon } from './log-story-change.ts';
import { catalogueMoves } from './log-story-drift.ts';
import { petitionsHappen } from './log-story-petitions.ts';
import { renewalsHappen, revocationsHappen } from './log-story-renewal.ts';
import { successionHappens, successors } from './log-story-succession.ts';
import { supervisionHappens } from './log-story-supervision.ts';
import { handedOver } from './log-story-national.ts';
import { organisations, people as cast } from './office-people.ts';
import { ITEM } from './people.ts';
import { upload } from './story.ts';

let made = 0;

/** Somebody of the two offices, under an account and a name that must not get out. */
function hidden(actor: Actor): Actor {
  made += 1;
  const accountId = `0190b000-0000-7000-8000-${String(made).padStart(12, '0')}`;
  return { ...actor, accountId, name: canary('姓名') };
}

const p = {
  filer: hidden(cast.filer),
  reviewer: hidden(cast.reviewer),
  coOwner: hidden(cast.coOwner),
  agent: hidden(cast.agent),
  rival: hidden(cast.rival),
  citizen: hidden(cast.citizen),
  intake: hidden(cast.intake),
  review: hidden(cast.review),
  issue: hidden(cast.issue),
  judge: hidden(cast.judge),
  administrator: hidden(cast.administrator),
  cqFiler: hidden(cast.cqFiler),
  cqOperator: hidden(cast.cqOperator),
  cqOperatorReviewer: hidden(cast.cqOperatorReviewer),
  cqIntake: hidden(cast.cqIntake),
  cqReview: hidden(cast.cqReview),
  cqIssue: hidden(cast.cqIssue),
  cqJudge: hidden(cast.cqJudge),
};

const evidenceCast = {
  filer: p.cqOperator,
  provider: hidden(cast.cqProvider),
  intake: p.cqIntake,
  review: p.cqReview,
};

const authorities = {
  authority: hidden(cast.municipal),
  cqAuthority: hidden({
    ...cast.municipal,
    org: { ...organisations.chongqingBureau },
  }),
};

/** The organisations of the two offices, beside those already there. */
export async function settleOffices({ pool }: House): Promise<void> {
  const all = Object.values(organisations);
  await pool.query(
    `INSERT INTO organisation (code, name, kind, region, real_name, registered_at)
     SELECT c, n, k, r, 'verified', now() FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
       AS x(c, n, k, r) ON CONFLICT DO NOTHING`,
    (['code', 'name', 'kind', 'region'] as const).map((key) => all.map((o) => o[key])),
  );
}

type Does = (actor: Actor, name: string, input?: JsonObject) => Promise<StoredCase>;

const doing =
  (house: House, caseId: string): Does =>
  (actor, name, input = {}) =>
    act(house, { actor, caseId, act: name, input });

const paper = (house: House, by: Actor): Promise<string> => upload(house, by, canary('文件'));

interface Cast {
  readonly filer: Actor;
  readonly reviewer: Actor;
  readonly intake: Actor;
  readonly review: Actor;
  readonly issue: Actor;
  readonly judge: Actor;
  readonly jurisdiction: string;
}

const beijing: Cast = { ...p, jurisdiction: 'beijing' };
const chongqing: Cast = {
  filer: p.cqOperator,
  reviewer: p.cqOperatorReviewer,
  intake: p.cqIntake,
  review: p.cqReview,
  issue: p.cqIssue,
  judge: p.cqJudge,
  jurisdiction: 'chongqing',
};

async function valueFor(house: House, by: Actor, field: MaterialField): Promise<Json> {
  const { id, type, options, mustCover, example, maxLength = 200 } = field;
  if (id === 'catalogueItemId') return ITEM;
  if (type === 'string' || type === 'text') return maxLength < 60 ? shortCanary() : canary(id);
  if (type === 'file') return paper(house, by);
  if (type === 'enums') return [...(mustCover ?? options?.map((o) => o.value) ?? [])];
  if (type === 'bool') return false;
  if (type === 'creditCode') return organisations.assessor.code;
  if (id === 'depositedOn') return '2025-11-20';
  if (type === 'date') return example ?? '2026-01-01';
  return example ?? options?.[0]?.value ?? 1;
}

/** Every text of the material list, and whatever else this dossier needs, group by group. */
async function fill(house: House, caseId: string, by: Actor): Promise<void> {
  const read = async (): Promise<StoredCase> => {
    const stored = await loadCase(runnerOf(house.pool), house.keys, caseId, false);
    if (!stored) throw new Error('no such case');
    return stored;
  };
  const rules = pinnedPack((await read()).pack);
  for (const group of rules.profile.materials.first) {
    const state = (await read()).state as unknown as FirstState;
    const facts = lookup(state.dossier, conditionFacts(state, rules.jurisdiction));
    const values: Record<string, Json> = {};
    for (const field of group.fields) {
      const wanted =
        field.type === 'string' || field.type === 'text' || holds(field.required, facts);
      if (!wanted || state.dossier[group.id]?.[field.id] !== undefined) continue;
      values[field.id] = await valueFor(house, by, field);
    }
    if (Object.keys(values).length === 0) continue;
    const input = { group: group.id, values };
    await act(house, { actor: by, caseId, act: 'attachMaterial', input });
  }
}

interface Plan {
  readonly objectKind?: string;
  readonly mandate?: string;
  readonly coOwner?: true;
  readonly duty?: string;
  readonly after?: string;
  readonly agreementTo?: string;
}

/** A draft with everything in it. */
async function complete(house: House, c: Cast, plan: Plan = {}): Promise<string> {
  const { objectKind = 'resource', mandate, duty, after } = plan;
  const by = mandate === undefined ? c.filer : p.agent;
  const suppliedOn = house.time.today();
  const links = {
    ...(mandate ? { mandate } : {}),
    ...(duty ? { duty } : {}),
    ...(after ? { after } : {}),
  };
  const input = { objectKind, inScope: true, suppliedOn, ...links };
  const asked = { actor: by, procedure: 'reg.first', jurisdiction: c.jurisdiction, input };
  const { caseId } = await open(house, asked);
  const does = doing(house, caseId);
  const row = { name: canary('行'), summary: canary('行'), formats: canary('行') };
  await does(by, 'importContent', {
    row: { ...row, id: canary('行'), department: canary('行') },
  });
  await does(by, 'importContent', { itemId: ITEM });
  // What was imported gives way to what somebody types.
  const typed = { name: canary('数据名称'), summary: canary('简介'), dataFields: canary('字段') };
  const { name, code } = organisations.planning;
  const owners = plan.coOwner
    ? { coOwners: [{ name: `${canary('共有')}${name}`, creditCode: code }] }
    : {};
  await does(by, 'attachMaterial', { group: 'dataResource', values: { ...typed, ...owners } });
  if (plan.agreementTo !== undefined) {
    const values = { agreementTo: plan.agreementTo };
    await does(by, 'attachMaterial', { group: 'product', values });
  }
  await fill(house, caseId, by);
  await does(by, 'linkEvidence', { depositedOn: '2025-11-20' });
  if (plan.coOwner) {
    await does(p.coOwner, 'consent', { agreed: true });
    await does(p.coOwner, 'withdrawConsent', { reasons: canary('撤回同意') });
    await does(p.coOwner, 'consent', { agreed: true });
  }
  await does(c.reviewer, 'recordInternalReview', { opinion: canary('审核意见') });
  if (mandate !== undefined) await does(c.filer, 'declare', { declaration: true });
  return caseId;
}

async function filed(house: House, c: Cast, plan?: Plan): Promise<string> {
  const caseId = await complete(house, c, plan);
  await doing(house, caseId)(plan?.mandate ? p.agent : c.filer, 'submit', { declaration: true });
  return caseId;
}

async function confirmSeals(does: Does, { review, intake }: Cast): Promise<void> {
  const { state, pack } = await does(intake, 'accept');
  const files = sealedFiles(state as unknown as FirstState, pinnedPack(pack));
  for (const { id } of files)
    await does(review, 'confirmSeal', { file: id, found: true, note: canary('备注') });
}

async function inNotice(house: House, c: Cast, plan?: Plan): Promise<string> {
  const caseId = await filed(house, c, plan);
  const does = doing(house, caseId);
  await confirmSeals(does, c);
  await does(c.review, 'passReview', { checked: true });
  await does(c.issue, 'publishNotice');
  return caseId;
}

async function objected(
  house: House,
  parent: string,
  by: Actor,
  jurisdiction = 'beijing',
): Promise<Does> {
  const evidence = [await paper(house, by)];
  const input = { parent, interest: canary('利害'), reason: canary('理由'), evidence };
  const asked = { actor: by, procedure: 'reg.objection', jurisdiction, input };
  return doing(house, (await open(house, asked)).caseId);
}

async function answered(house: House, does: Does, c: Cast = beijing): Promise<void> {
  await does(c.judge, 'notifyRegistrant');
  const evidence = [await paper(house, c.filer)];
  await does(c.filer, 'reply', { statement: canary('答复'), evidence });
}

/** Where the rules list objections after the certificate. */
async function objectedAfterIssue(house: House, entry: string): Promise<void> {
  const does = await objected(house, entry, p.citizen, 'chongqing');
  await answered(house, does, chongqing);
  await does(p.cqJudge, 'upholdIssued', { reasons: canary('复核'), remedy: 'correction' });
  const other = await objected(house, entry, p.citizen, 'chongqing');
  await other(p.citizen, 'withdraw');
}

async function mandated(house: House, from: string, to: string): Promise<string> {
  const input = {
    agentName: canary('代理机构'),
    agentCreditCode: organisations.agency.code,
    from,
    to,
    agreement: await paper(house, p.filer),
  };
  const asked = { actor: p.filer, procedure: 'agency', jurisdiction: 'beijing', input };
  const { caseId } = await open(house, asked);
  for (const by of [p.filer, p.agent]) await doing(house, caseId)(by, 'seal', { sealed: true });
  return caseId;
}

const gap = (ground: string) => ({
  gaps: [{ item: 'scenario.usable', ground, reason: canary('补正') }],
});

/** Gaps named twice, a review that is late and explained, objections of every end, then the code. */
async function longWay(house: House, move: Move): Promise<void> {
  const caseId = await filed(house, beijing, { coOwner: true });
  const does = doing(house, caseId);
  const mend = async (): Promise<void> => {
    const values = { usable: canary('场景') };
    await does(p.filer, 'attachMaterial', { group: 'scenario', values });
    await does(p.filer, 'resubmit', { declaration: true });
  };
  await does(p.intake, 'notifyIntakeGaps', gap('incomplete'));
  await mend();
  await does(p.intake, 'accept');
  await does(p.review, 'notifyReviewGaps', gap('scenario'));
  await mend();
  await confirmSeals(does, beijing);
  await move('2026-04-20');
  await does(p.review, 'explainDelay', { reason: canary('延期') });
  await does(p.review, 'passReview', { checked: true });
  await does(p.issue, 'publishNotice');
  await (
    await objected(house, caseId, p.citizen)
  )(p.citizen, 'withdraw');
  const missed = await objected(house, caseId, p.rival);
  await missed(p.judge, 'notifyRegistrant');
  const replied = await objected(house, caseId, p.citizen);
  await answered(house, replied);
  await replied(p.judge, 'dismiss', { reasons: canary('复核') });
  await move('2026-05-12');
  await missed(p.judge, 'dismiss', { reasons: canary('复核') });
  await does(p.issue, 'assignCode');
}

/** Refused, failed, withdrawn, terminated, forgotten. */
async function otherEnds(house: House): Promise<void> {
  const dispute = () => ({ ground: 'dispute', reasons: canary('理由') });
  await doing(house, await filed(house, beijing))(p.intake, 'refuseAcceptance', dispute());
  const failed = doing(house, await filed(house, beijing));
  await failed(p.intake, 'accept');
  await failed(p.review, 'failReview', dispute());
  const withdrawn = await complete(house, beijing);
  await doing(house, withdrawn)(p.filer, 'withdraw', { reasons: canary('撤回') });
  const upheld = await objected(house, await inNotice(house, beijing), p.rival);
  await answered(house, upheld);
  await upheld(p.judge, 'uphold', { reasons: canary('复核') });
  await filed(house, beijing);
  await complete(house, beijing);
}

async function agencies(house: House, move: Move): Promise<void> {
  const today = house.time.today();
  const revoked = await mandated(house, today, '2026-12-31');
  await filed(house, beijing, { mandate: revoked });
  await doing(house, revoked)(p.filer, 'revoke', { reason: canary('解除') });
  await mandated(house, '2026-05-20', '2026-05-25');
  await move('2026-06-01');
}

async function accounts(house: House): Promise<void> {
  const { code } = organisations.chongqingBureau;
  const ask = async (): Promise<Does> => {
    await house.pool.query(`UPDATE organisation SET real_name = 'none' WHERE code = $1`, [code]);
    const input = { operator: canary('经办'), proof: await paper(house, p.cqFiler) };
    const asked = { actor: p.cqFiler, procedure: 'account', jurisdiction: 'chongqing', input };
    return doing(house, (await open(house, asked)).caseId);
  };
  await (
    await ask()
  )(p.cqIntake, 'reject', { reason: canary('不通过') });
  const does = await ask();
  await identityChecked(does, p.cqIntake);
  const proof = await paper(house, p.cqFiler);
  await does(p.cqFiler, 'updateInfo', { operator: canary('经办'), proof });
  await does(p.cqIntake, 'verify', { checked: true });
  await does(p.cqIntake, 'disable', { reason: canary('停用') });
}

type Move = (day: string) => Promise<void>;

/** A life of the register in which everything happens that the procedures declare, and every text that
 *  anybody types bears a canary. */
export async function everythingHappens(
  house: House,
  adopt: Parameters<typeof importCalendar>[1],
): Promise<void> {
  const move: Move = async (day) => {
    const moved = await moveDemoClock(house, `${day}T10:00:00+08:00`);
    if (isRefusal(moved)) throw new Error(moved.sentence.en);
  };
  await longWay(house, move);
  await otherEnds(house);
  await agencies(house, move);
  await accounts(house);
  await evidenceHappens(house, evidenceCast);
  const duties = { house, filer: p.filer, agency: organisations.agency.code, paper };
  const due = await dutiesArise(duties);
  const earlier = await filed(house, beijing, { duty: due.answered });
  await doing(house, earlier)(p.filer, 'withdraw', { reasons: canary('撤回') });
  await complete(house, beijing, { after: earlier });
  await recordsHappen({ ...p, house });
  const registered = await inNotice(house, chongqing, { objectKind: 'product' });
  const [kept, ending] = [await inNotice(house, beijing), await inNotice(house, beijing)];
  const ends = { objectKind: 'product', agreementTo: '2026-12-31' };
  const short = await inNotice(house, beijing, ends);
  const carried = await inNotice(house, beijing, ends);
  const lapsing = await inNotice(house, chongqing, ends);
  await move('2026-07-01');
  await doing(house, registered)(chongqing.issue, 'assignCode');
  await handedOver(house, registered);
  await objectedAfterIssue(house, registered);
  await dutiesEnd(duties, due);
  await doing(house, lapsing)(chongqing.issue, 'assignCode');
  for (const caseId of [kept, ending, short, carried])
    await doing(house, caseId)(p.issue, 'assignCode');
  await petitionsHappen({ ...p, house, successor: p.rival, paper, move }, kept, ending);
  const desk = { ...p, house, paper, move, mandated };
  await changesHappen(desk, kept);
  await move('2026-12-20');
  await renewalsHappen({ ...p, house, paper, mandated }, short);
  await revocationsHappen(desk, short);
  await complete(house, beijing);
  await catalogueMoves(house);
  const loaded = await importCalendar(house, adopt, p.administrator, calendar2027());
  if (isRefusal(loaded)) throw new Error(loaded.sentence.en);
  await expiresSoon(desk, carried);
  await supervisionHappens({ ...p, ...authorities, house, paper, move });
  const heirs = { ...beijing, ...successors(hidden) };
  const inherited = await inNotice(house, heirs);
  await move('2027-03-01');
  await successionHappens({ ...heirs, house, paper }, inherited);
}
