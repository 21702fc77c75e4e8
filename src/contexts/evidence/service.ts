import type { JsonObject } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { EventSpec, Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import {
  applyAsService,
  confirmService,
  declineService,
  recordViolation,
  updateService,
} from './service-acts.ts';
import { evolveService, type ServiceState } from './service-state.ts';

const LAW = ['CQ-REG-12', 'CQ-REG-14', 'BJ-REG-10(1)4', 'NAT-REG-9(1)'];
const OWN = ['provider'];

const event = (
  zh: string,
  en: string,
  tells: readonly string[],
  more: Partial<EventSpec> = {},
): EventSpec => ({ title: text(zh, en), law: LAW, tells, ...more });

/** The register of third-party services (第三方专业服务机构): requirement map E40. */
export const service: Procedure<ServiceState, RulePack> = {
  name: 'third',
  title: text('第三方服务登记', 'Third-party service'),
  law: LAW,
  states: {
    applied: { title: text('待确认', 'Awaiting confirmation') },
    registered: { title: text('已登记，可以受托', 'Registered, may be engaged') },
    DECLINED: { title: text('不予登记', 'Declined'), terminal: true },
    BARRED: { title: text('已停止受托', 'Barred'), terminal: true },
  },
  parties: { provider: text('第三方服务机构', 'Third-party service') },
  events: {
    'third.Applied': event('申请登记', 'Applied', ['office'], {
      groups: { identity: OWN, capability: OWN, relations: OWN },
    }),
    'third.Updated': event('更新申报', 'Updated', ['office'], {
      groups: { capability: OWN, relations: OWN },
    }),
    'third.Registered': event('确认登记', 'Registered', OWN, { bindsOthers: true }),
    'third.Declined': event('不予登记', 'Declined', OWN, { groups: { reasons: OWN } }),
    'third.ViolationRecorded': event('记录违规', 'Violation recorded', OWN, {
      groups: { violation: OWN },
      bindsOthers: true,
    }),
  },
  clocks: {},
  acts: { applyAsService, updateService, confirmService, declineService, recordViolation },
  evolve: evolveService,
  partiesOf: (state) => [{ key: 'provider', id: state.provider.code, name: state.provider.name }],
  headline: (state) => ({
    title: state.provider.name,
    registrant: null,
    district: null,
    search: `${state.provider.name} ${state.provider.code}`,
  }),
  view: (state, _rules, _today, audience) =>
    JSON.parse(
      JSON.stringify(
        audience.some((a) => a === 'office' || a === 'provider')
          ? state
          : { status: state.status, provider: state.provider },
      ),
    ) as JsonObject,
};
