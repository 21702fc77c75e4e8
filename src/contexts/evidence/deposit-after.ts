import { z } from 'zod';
import { PARTS } from '../../base/deposit-manifest.ts';
import { text } from '../../base/text.ts';
import { office, party, system } from '../../kernel/who.ts';
import { act, DEPOSIT_LAW, THIRD_LAW, type DepositState } from './deposit-state.ts';
import { digest, words } from './inputs.ts';
import { VIOLATIONS } from './service-state.ts';

const HELD = ['deposited', 'proven', 'LINKED'];

/** Taken when a registration relies on the deposit: it may be relied on again. */
export const noteLink = act({
  title: text('记下所关联的登记', 'Note the link'),
  law: DEPOSIT_LAW,
  by: [system],
  from: ['proven', 'LINKED'],
  to: ['LINKED'],
  input: z.strictObject({ about: z.uuid() }),
  emits: ['evid.Linked'],
  decide: ({ input }) => [{ type: 'evid.Linked', data: { about: input.about } }],
});

export const checkDeposit = act({
  title: text('核对摘要', 'Check a digest'),
  help: text(
    '把手上清单、某一部分或者证明文件的摘要与存证比对；改在哪个文件、哪一段，用清单在本机核对。',
    'Compares a digest with the deposit; which file differs and where is found with the manifest on your machine.',
  ),
  law: DEPOSIT_LAW,
  by: [
    party('registrant', 'registrant'),
    party('registrant_reviewer', 'registrant'),
    party('third_party_service', 'provider'),
    office('registrar.intake'),
    office('registrar.review'),
    office('registrar.objection'),
  ],
  from: [...HELD, 'INVALID'],
  to: [...HELD, 'INVALID'],
  input: z.strictObject({
    digest: digest.meta({ title: 'SHA-256或者SM3摘要 SHA-256 or SM3 digest' }),
  }),
  emits: ['evid.Verified', 'evid.Mismatch'],
  decide({ state, input }) {
    const matched = matchOf(state, input.digest);
    return [
      matched === undefined
        ? { type: 'evid.Mismatch', data: {}, private: { checked: { digest: input.digest } } }
        : { type: 'evid.Verified', data: { matched } },
    ];
  },
});

/** What of the deposit has this digest. */
function matchOf({ held, proof }: DepositState, given: string): string | undefined {
  if (held && [held.digest, held.sm3Digest].includes(given)) return 'manifest';
  const part = PARTS.find((one) => held?.parts[one] === given);
  return part ?? (proof?.file?.sha256 === given ? 'proof' : undefined);
}

export const invalidate = act({
  title: text('认定存证无效', 'Invalidate'),
  help: text(
    '查明存证有虚假记载、误导性陈述的，认定无效；据以办理的登记另行处理。',
    'Where a record is found false or misleading; registrations that rely on it are dealt with on their own.',
  ),
  law: THIRD_LAW,
  by: [office('registrar.review')],
  from: HELD,
  to: ['INVALID'],
  input: z.strictObject({
    ground: z.enum(VIOLATIONS).meta({ title: '情形（虚假记载、误导、泄露） Ground' }),
    reasons: words(2000, 5).meta({ title: '查明的事实和理由 Facts and reasons' }),
  }),
  emits: ['evid.Invalidated'],
  final: true,
  decide: ({ input }) => [
    {
      type: 'evid.Invalidated',
      data: { ground: input.ground },
      private: { reasons: { text: input.reasons } },
    },
  ],
});

/** Follows a violation of the service that deposited (E41). */
export const invalidateFor = act({
  title: text('因机构违规失效', 'Invalidate for a violation'),
  law: ['CQ-REG-14', 'CQ-REG-23', 'BJ-REG-10(1)4', 'NAT-REG-9(1)'],
  by: [system],
  from: HELD,
  to: ['INVALID'],
  input: z.strictObject({ violation: z.uuid(), ground: z.enum(VIOLATIONS) }),
  emits: ['evid.Invalidated'],
  decide: ({ input }) => [
    { type: 'evid.Invalidated', data: { ground: input.ground, violation: input.violation } },
  ],
});
