import { z } from 'zod';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { party } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { conflictsOf } from './deposit-open.ts';
import * as no from './deposit-refusals.ts';
import {
  act,
  DEPOSIT_LAW,
  type DepositFacts,
  type DepositState,
  type TimestampFact,
} from './deposit-state.ts';
import { digest, words } from './inputs.ts';
import { isRegistered } from './service-state.ts';

/** Characters of base64: a token with a chain of certificates has some 8 KB. */
const TOKEN_MAX = 24_000;

export const deposit = act({
  title: text('存证', 'Deposit'),
  help: text(
    '用 shuji deposit make 或者门户的“存证”网页在本机算出摘要，只填摘要，材料不上传。没有外部时间戳的，由本平台签发自证时间戳。',
    'Work out the digests on your own machine (shuji deposit make, or the portal page); only digests are given. Without a time-stamp from elsewhere this instance gives its own.',
  ),
  law: DEPOSIT_LAW,
  by: [party('registrant', 'registrant'), party('third_party_service', 'provider')],
  from: ['open', 'engaged'],
  to: ['deposited'],
  input: z.strictObject({
    digest: digest.meta({ title: '清单的SHA-256摘要 SHA-256 of the manifest' }),
    sm3Digest: digest.meta({ title: '清单的SM3摘要 SM3 of the manifest' }),
    storageLocation: digest.meta({ title: '“存储位置”部分的摘要 Digest of the storage location' }),
    queryResult: digest.meta({ title: '“数据库查询结果”部分的摘要 Digest of the query result' }),
    operationLog: digest.meta({ title: '“数据操作日志”部分的摘要 Digest of the operation log' }),
    storedAt: words(300).meta({ title: '材料原件存放处 Where the material is kept' }),
    token: z
      .base64()
      .max(TOKEN_MAX)
      .optional()
      .meta({ title: '外部时间戳（RFC 3161，Base64，可不填） Time-stamp token from elsewhere' }),
  }),
  needs: ['timestamp', 'provider', 'registrarOffice'],
  emits: ['evid.Deposited'],
  final: true,
  ready: (state) =>
    state.mode === 'third_party' && state.status === 'open' ? no.nobodyEngaged() : undefined,
  decide({ state, input, facts, rules, actor, at }) {
    const unfit = serviceUnfit(state, facts, rules);
    if (unfit) return unfit;
    const stamp = stampedFor(facts.timestamp, input, at);
    if (isRefusal(stamp)) return stamp;
    const { digest: sha256, sm3Digest, storageLocation, queryResult, operationLog } = input;
    const { time, standing, authority, token } = stamp;
    const by = actor.org?.code === state.registrant.code ? 'registrant' : 'provider';
    return [
      {
        type: 'evid.Deposited',
        data: { by, digest: sha256, sm3Digest, stampedAt: time, standing },
        private: {
          package: {
            storedAt: input.storedAt,
            parts: { storageLocation, queryResult, operationLog },
          },
          timestamp: { authority, token },
        },
      },
    ];
  },
});

/** Why the service engaged may not act for this deposit now (CQ-REG-12, CQ-REG-14): it may have been
 *  barred, or have declared a relation, since it was engaged. */
export function serviceUnfit(
  state: DepositState,
  { provider: service, registrarOffice }: Pick<DepositFacts, 'provider' | 'registrarOffice'>,
  rules: RulePack,
): Refusal | undefined {
  if (state.mode === 'self') return undefined;
  if (!isRegistered(service) || service.code !== state.provider?.code) return no.notRegistered();
  const found = conflictsOf(state, service, registrarOffice);
  const block = rules.profile.thirdParty.independence === 'block';
  return block && found.length > 0 ? no.notIndependent(found) : undefined;
}

/** A time-stamp over one of the two digests of this manifest, by an authority that is believed, and not
 *  from the future. */
function stampedFor(
  stamp: TimestampFact,
  input: { readonly digest: string; readonly sm3Digest: string },
  at: string,
): (TimestampFact & { readonly standing: string }) | Refusal {
  const { fault, standing, algorithm, digest: stamped, time } = stamp;
  if (fault !== null) return no.timestampUnusable(fault);
  const meant = { sha256: input.digest, sm3: input.sm3Digest }[algorithm];
  if (meant === undefined || meant !== stamped) return no.timestampOfOther();
  if (standing === null) return no.timestampUntrusted();
  if (Date.parse(time) > Date.parse(at)) return no.timestampLater();
  return { ...stamp, standing };
}
