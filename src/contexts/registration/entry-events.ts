import { text } from '../../base/text.ts';
import type { EventSpec } from '../../kernel/types.ts';

const PARTIES = ['registrant', 'agent', 'coOwner'];
const FILERS = ['registrant', 'agent'];

const event = (
  zh: string,
  en: string,
  law: readonly string[],
  more: Partial<EventSpec> = {},
): EventSpec => ({ title: text(zh, en), law, tells: PARTIES, ...more });

/** The entry got a new version, or a longer term: its documents prove these. */
export const REVISED = 'entry.Revised';
export const EXTENDED = 'entry.Extended';

const RENEWAL = ['BJ-REG-18b', 'CQ-REG-18', 'NAT-REG-15'];

/** What becomes of an entry, on the stream of the registration that made it. */
export const entryEvents: Readonly<Record<string, EventSpec>> = {
  'reg.RenewalWindowOpened': event('可以申请续展', 'Renewal window opened', RENEWAL, {
    tells: FILERS,
  }),
  'reg.ExpiryReminded': event('提示即将届满', 'Expiry reminded', RENEWAL, { tells: FILERS }),
  'entry.RenewalNoted': event('收到续展申请', 'Renewal noted', RENEWAL, { tells: [] }),
  'entry.RenewalSettled': event('续展申请已了结', 'Renewal settled', RENEWAL, { tells: [] }),
  'reg.RenewalCarriedOver': event(
    '届满前已申请续展，暂续有效',
    'Carried over while its renewal is decided',
    RENEWAL,
  ),
  [EXTENDED]: event('登记簿：续展', 'Entry extended', RENEWAL, {
    groups: { registrar: PARTIES },
    bindsOthers: true,
  }),
  [REVISED]: event(
    '登记簿：内容更新',
    'Entry revised',
    ['BJ-REG-10(2)', 'BJ-REG-10(3)', 'CQ-REG-16', 'NAT-REG-9'],
    {
      groups: { material: PARTIES, personal: FILERS, registrar: PARTIES },
      bindsOthers: true,
    },
  ),
  'entry.Cancelled': event(
    '登记簿：注销',
    'Entry cancelled',
    ['BJ-REG-10(4)', 'CQ-REG-16', 'NAT-REG-9(4)'],
    { bindsOthers: true },
  ),
  'reg.CancelledOnExpiry': event('期满未续展，注销', 'Cancelled on expiry', RENEWAL, {
    bindsOthers: true,
    tells: ['office', ...PARTIES],
  }),
  'reg.CancellationAnnounced': event('公告注销', 'Cancellation announced', ['CQ-REG-18'], {
    tells: [],
  }),
  'entry.Revoked': event(
    '登记簿：撤销',
    'Entry revoked',
    ['BJ-REG-24', 'CQ-REG-23', 'NAT-REG-20'],
    {
      bindsOthers: true,
    },
  ),
};
