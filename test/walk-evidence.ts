import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { upload, type Case, type Office } from './office.ts';
import { organisations } from './office-people.ts';

type Guess = (at: Office, c: Case, by: Actor, n: number) => JsonObject;

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];
const say = (n: number): string =>
  pick(['记录与系统日志不符', '材料与事实不符', '泄露委托方材料'], n) ?? '';
const GROUNDS = ['false_record', 'misleading', 'leak'];
const KINDS = ['overlap', 'subordinate', 'affiliated'];
const NEAR = [organisations.beijingRegistrar, organisations.transport, organisations.rival];

const hex = (n: number): string => (n % 16).toString(16).repeat(64);

const statement: Guess = (at, _c, by, n) => ({
  statement: '具备管理和技术能力，持证人员齐备',
  proof: upload(at, by),
  relations:
    n % 3 === 0 ? [{ code: pick(NEAR, n >> 2)?.code ?? '', kind: pick(KINDS, n >> 4) ?? '' }] : [],
  declared: true,
});

/** Inputs a sensible person would give for a deposit, or for a service. */
export const evidenceGuesses: Readonly<Record<string, Guess>> = {
  updateService: statement,
  confirmService: () => ({ examined: true }),
  declineService: (_at, _c, _by, n) => ({ reasons: say(n) }),
  recordViolation: (at, _c, _by, n) => {
    const deposits = at.cases.filter(({ procedure }) => procedure.name === 'evid');
    const named = n % 3 === 0 && deposits.length > 0;
    return {
      ground: pick(GROUNDS, n),
      scope: named ? 'named' : n % 3 === 1 ? 'all' : 'none',
      deposits: named ? [{ caseId: pick(deposits, n)?.id ?? '' }] : [],
      reasons: say(n),
    };
  },
  engageProvider: (at, _c, _by, n) => {
    const here = at.rules.jurisdiction === 'beijing' ? 'assessor' : 'chongqingNotary';
    return { provider: organisations[n % 5 === 0 ? 'rival' : here].code };
  },
  deposit: (_at, _c, _by, n) => ({
    digest: hex(n),
    sm3Digest: hex(n + 1),
    storageLocation: hex(n + 2),
    queryResult: hex(n + 3),
    operationLog: hex(n + 4),
    storedAt: '本单位机房',
  }),
  attachProof: (at, _c, by, n) => ({
    proof: upload(at, by),
    sealed: true,
    burdenOfProof: n % 2 === 0,
  }),
  checkDeposit: (_at, _c, _by, n) => ({ digest: hex(n) }),
  invalidate: (_at, _c, _by, n) => ({ ground: pick(GROUNDS, n), reasons: say(n) }),
};

/** Opening inputs of the two procedures. */
export const evidenceOpenings = (
  at: Office,
  by: Actor,
  n: number,
): readonly (readonly [string, JsonObject])[] => [
  ['evid', { mode: n % 2 === 0 ? 'self' : 'third_party', title: '停车场备案信息' }],
  ['third', statement(at, undefined as unknown as Case, by, n)],
];
