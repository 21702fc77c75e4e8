import type { JsonObject } from '../../base/json.ts';
import type { Actor } from '../../kernel/types.ts';
import { does, opens, upload, type Case, type Office } from '../../../test/office.ts';
import { people } from '../../../test/office-people.ts';
import type { Relation } from './independence.ts';

export interface Side {
  readonly filer: Actor;
  readonly provider: Actor;
  readonly intake: Actor;
  readonly review: Actor;
}

export const beijing: Side = people;
export const chongqing: Side = {
  filer: people.cqFiler,
  provider: people.cqProvider,
  intake: people.cqIntake,
  review: people.cqReview,
};

export const serviceInput = (
  at: Office,
  by: Actor,
  relations: readonly Relation[] = [],
): JsonObject => ({
  statement: '具备三级等保环境和十名持证人员',
  proof: upload(at, by),
  relations,
  declared: true,
});

/** A service in the register, confirmed. */
export function registered(at: Office, side: Side, relations: readonly Relation[] = []): Case {
  const { provider, intake } = side;
  const c = opens(at, 'third', provider, serviceInput(at, provider, relations));
  return does(at, c, intake, 'confirmService', { examined: true });
}

export const digests = (seed = 'a'): JsonObject => ({
  digest: `${seed}1`.repeat(32),
  sm3Digest: `${seed}2`.repeat(32),
  storageLocation: `${seed}3`.repeat(32),
  queryResult: `${seed}4`.repeat(32),
  operationLog: `${seed}5`.repeat(32),
  storedAt: '本单位机房三号柜',
});

export const opened = (at: Office, side: Side, mode: 'self' | 'third_party'): Case =>
  opens(at, 'evid', side.filer, { mode, title: '停车场备案信息' });

export const engage = (at: Office, side: Side, c: Case): Case =>
  does(at, c, side.filer, 'engageProvider', { provider: side.provider.org?.code ?? '' });

export const attest = (at: Office, by: Actor, c: Case, more: JsonObject = {}): Case =>
  does(at, c, by, 'attachProof', { proof: upload(at, by), sealed: true, ...more });

/** A deposit by the registrant itself, proven. */
export function ownProven(at: Office, side: Side = beijing): Case {
  const c = opened(at, side, 'self');
  does(at, c, side.filer, 'deposit', digests());
  return attest(at, side.filer, c, { burdenOfProof: true });
}

/** A deposit by a service, which is in the register, proven. */
export function thirdProven(at: Office, side: Side): Case {
  const c = engage(at, side, opened(at, side, 'third_party'));
  does(at, c, side.provider, 'deposit', digests());
  return attest(at, side.provider, c);
}
