import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json, JsonObject } from '../src/base/json.ts';
import { addDays, orThrowDate } from '../src/base/plain-date.ts';
import { isRefusal, type Refusal } from '../src/base/refusal.ts';
import type { Actor } from '../src/kernel/types.ts';
import { articleById } from '../src/law/articles.ts';
import { sealedFiles } from '../src/contexts/registration/seals.ts';
import type { FirstState } from '../src/contexts/registration/first-state.ts';
import { attempt, mayNext, passTo, tryOpen, upload, type Case, type Office } from './office.ts';
import { everybody, organisations, system } from './office-people.ts';
import { holdsInvariants } from './walk-invariants.ts';
import { evidenceGuesses, evidenceOpenings } from './walk-evidence.ts';
import { endingGuesses, endingOpenings } from './walk-endings.ts';
import { petitionGuesses, petitionOpenings } from './walk-petitions.ts';

/** One step of a walk, as numbers that are read modulo whatever there is to choose from. */
export interface Step {
  readonly kind: 'offered' | 'offered2' | 'offered3' | 'wild' | 'open' | 'jump';
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly garbage: JsonObject;
}

const garbage = fc.oneof(
  fc.constant<JsonObject>({}),
  fc.dictionary(fc.string({ maxLength: 12 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
) as fc.Arbitrary<JsonObject>;

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind'][]>(
      'offered',
      'offered2',
      'offered3',
      'wild',
      'open',
      'jump',
    ),
    a: fc.nat(10_000),
    b: fc.nat(10_000),
    c: fc.nat(10_000),
    garbage,
  }),
  { minLength: 5, maxLength: 40 },
);

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];
const WORDS = ['停车引导', '按要求补充完善', '双方材料复核后作出', '另行安排，暂不办理'];
const say = (n: number): string => WORDS[n % WORDS.length] ?? '';
const groundsOf = (at: Office): string[] => [
  'incomplete',
  'nonconforming',
  ...at.rules.profile.reviewGrounds.map((g) => g.id),
  ...at.rules.profile.refusalGrounds.map((g) => g.id),
];

type Guess = (at: Office, c: Case, by: Actor, n: number) => JsonObject;

/** A named gap, mostly with the ground that fits its stage. */
function gap(at: Office, c: Case, n: number): JsonObject {
  const groups = at.rules.profile.materials.first;
  const group = pick(groups, n);
  const field = pick(group?.fields ?? [], n >> 3);
  const item = n % 3 === 0 ? (group?.id ?? '') : `${group?.id ?? ''}.${field?.id ?? ''}`;
  const fitting = c.still.state.status === 'submitted' ? 'incomplete' : group?.reviewGround;
  const ground = n % 5 === 0 ? pick(groundsOf(at), n >> 4) : fitting;
  return { item, ground: ground ?? 'incomplete', reason: say(n) };
}

function material(at: Office, c: Case, by: Actor, n: number): JsonObject {
  const named = (c.still.state as FirstState).notices?.at(-1)?.gaps[0]?.item.split('.');
  const groups = at.rules.profile.materials.first;
  const group = groups.find((g) => g.id === named?.[0] && n % 4 !== 0) ?? pick(groups, n);
  const field = group?.fields.find((f) => f.id === named?.[1]) ?? pick(group?.fields ?? [], n >> 2);
  const unit = { name: organisations.planning.name, creditCode: organisations.planning.code };
  const values: Readonly<Record<string, Json>> = {
    file: upload(at, by),
    date: '2026-01-15',
    bool: n % 2 === 0,
    creditCode: organisations.assessor.code,
    organisations: n % 2 === 0 ? [] : [unit],
    enums: [...(field?.mustCover ?? [])],
    region: '110101',
    industry: 'G54',
    int: 3,
    decimal: 1.5,
    enum: pick(field?.options ?? [], n)?.value ?? '',
  };
  const value = n % 11 === 0 ? null : (values[field?.type ?? ''] ?? say(n));
  return { group: group?.id ?? '', values: field ? { [field.id]: value } : {} };
}

const reasons: Guess = (_at, _c, _by, n) => ({ reasons: say(n) });
const declaration: Guess = () => ({ declaration: true });
const gaps: Guess = (at, c, _by, n) => ({ gaps: [gap(at, c, n)] });
const refusing: Guess = (at, _c, _by, n) => ({
  ground: pick(at.rules.profile.refusalGrounds, n)?.id ?? '',
  reasons: say(n),
});
const identity: Guess = (at, _c, by) => ({ operator: '张某某', proof: upload(at, by) });

/** Inputs a sensible person would give. */
const guesses: Readonly<Record<string, Guess>> = {
  attachMaterial: material,
  importContent: () => ({ itemId: 'park-1' }),
  linkCatalogue: () => ({ itemId: 'park-1' }),
  linkEvidence: (at, _c, _by, n) => {
    const deposit = pick(at.cases, n)?.id;
    return n % 4 === 0 && deposit !== undefined ? { deposit } : { depositedOn: '2025-11-20' };
  },
  consent: () => ({ agreed: true }),
  withdrawConsent: reasons,
  noteSupply: (at, _c, _by, n) => ({ suppliedOn: addDays(orThrowDate(at.today), -(n % 40)) }),
  correctSupply: (at, _c, _by, n) => ({
    suppliedOn: addDays(orThrowDate(at.today), -(n % 30)),
    reasons: say(n),
  }),
  release: reasons,
  recordInternalReview: (_at, _c, _by, n) => ({ opinion: say(n) }),
  submit: declaration,
  resubmit: declaration,
  withdraw: (at, c, by, n) => (c.procedure.name === 'reg.first' ? reasons(at, c, by, n) : {}),
  notifyIntakeGaps: gaps,
  notifyReviewGaps: gaps,
  refuseAcceptance: refusing,
  failReview: refusing,
  confirmSeal: (at, c, _by, n) => {
    const files = sealedFiles(c.still.state as FirstState, at.rules);
    return { file: pick(files, n)?.id ?? '', found: n % 7 !== 0 };
  },
  explainDelay: (_at, _c, _by, n) => ({ reason: say(n) }),
  passReview: () => ({ checked: true }),
  reply: (at, _c, by, n) => ({ statement: say(n), evidence: [upload(at, by)] }),
  uphold: reasons,
  dismiss: reasons,
  seal: () => ({ sealed: true }),
  revoke: (_at, _c, _by, n) => ({ reason: say(n) }),
  verify: () => ({ checked: true }),
  reject: (_at, _c, _by, n) => ({ reason: say(n) }),
  disable: (_at, _c, _by, n) => ({ reason: say(n) }),
  updateInfo: identity,
  ...evidenceGuesses,
};

const own = { ...petitionGuesses, ...endingGuesses };

/** What somebody would give: the procedure's own way first. */
const guess = (at: Office, c: Case, by: Actor, act: string, n: number): JsonObject =>
  (own[c.procedure.name]?.[act] ?? guesses[act])?.(at, c, by, n) ?? {};

/** Opening inputs, one for each procedure. */
function opening(at: Office, by: Actor, n: number): readonly [string, JsonObject] {
  const parent = pick(at.cases, n)?.id ?? '';
  const file = upload(at, by);
  const day = orThrowDate(at.today);
  const agentCreditCode = organisations.agency.code;
  const term = { from: addDays(day, (n % 5) - 2), to: addDays(day, n % 40) };
  const all: readonly (readonly [string, JsonObject])[] = [
    ['reg.first', { objectKind: n % 2 === 0 ? 'resource' : 'product', suppliedOn: at.today }],
    ['reg.first', { objectKind: 'resource', duty: parent }],
    ['reg.first', { objectKind: 'resource', after: parent }],
    [
      'reg.duty',
      { objectKind: 'resource', objectName: say(n), holder: organisations.transport.code },
    ],
    ['reg.objection', { parent, interest: say(n), reason: say(n), evidence: [file] }],
    ['agency', { agentName: '代理机构', agentCreditCode, ...term, agreement: file }],
    ['account', { operator: '张某某', proof: file }],
    ...petitionOpenings(at, by, parent, n),
    ...endingOpenings(at, by, parent, n),
    ...evidenceOpenings(at, by, n),
  ];
  return all[n % all.length] ?? ['account', {}];
}

const ROLE_OR_STATE = ['ACT_NOT_YOURS', 'ACT_WRONG_STATE', 'ACT_UNKNOWN'];

/** A refusal is a sentence in both languages, and names its articles. */
function sound(refusal: Refusal): void {
  assert.match(refusal.sentence.zh, /\p{Script=Han}.*。/su, refusal.code);
  assert.match(refusal.sentence.en, /[a-z].*\.$/s, refusal.code);
  if (!ROLE_OR_STATE.includes(refusal.code)) assert.ok(refusal.cites.length > 0, refusal.code);
  for (const id of refusal.cites) assert.ok(articleById(id), `${refusal.code} ${id}`);
}

/** Takes one step; whatever happens, the office stands as it should afterwards. */
export function walk(at: Office, step: Step): void {
  const { a, b, c: n } = step;
  const by = [...everybody, system][a % (everybody.length + 1)] ?? system;
  if (step.kind === 'jump') {
    passTo(at, addDays(orThrowDate(at.today), n % 25));
  } else if (step.kind === 'open') {
    const [procedure, input] = opening(at, by, n);
    const opened = tryOpen(at, procedure, by, n % 4 === 0 ? step.garbage : input);
    if (isRefusal(opened)) sound(opened);
  } else {
    const c = pick(at.cases, b);
    if (c && step.kind === 'wild') wild(at, c, by, step);
    else if (c) offered(at, c, step);
  }
  for (const c of at.cases) holdsInvariants(at, c);
}

/** Somebody tries anything. */
function wild(at: Office, c: Case, by: Actor, step: Step): void {
  const names = Object.keys(c.procedure.acts).filter((act) => by !== system || act !== 'endAgency');
  const act = pick([...names, '没有这项'], step.b >> 2) ?? '';
  const input = step.c % 2 === 0 ? step.garbage : guess(at, c, by, act, step.c);
  // The system takes nothing of its own accord: its acts follow clocks and other cases.
  if (by === system) return;
  const [before, count] = [c.still, c.events.length];
  const done = attempt(at, c, by, act, input);
  if (!isRefusal(done)) return;
  sound(done);
  assert.equal(c.still, before, '被拒绝的事项不改变案件');
  assert.equal(c.events.length, count);
}

/** Somebody takes an act that the screen offers, with sensible input. */
function offered(at: Office, c: Case, step: Step): void {
  const choices = everybody.flatMap((by) => mayNext(at, c, by).map((act) => ({ by, act })));
  // Ending a case is one choice among many, or no walk gets far.
  const going = choices.filter(({ act }) => step.c % 9 === 0 || !ENDS.includes(act));
  const choice = pick(going, step.a);
  if (!choice) return;
  const { by, act } = choice;
  const done = attempt(at, c, by, act, guess(at, c, by, act, step.c));
  if (!isRefusal(done)) return;
  sound(done);
  assert.ok(!ROLE_OR_STATE.includes(done.code), `${act} 已摆出来，不应因身份或状态被拒`);
}

const ENDS = [
  'release',
  'withdraw',
  'refuseAcceptance',
  'failReview',
  'revoke',
  'reject',
  'disable',
];
