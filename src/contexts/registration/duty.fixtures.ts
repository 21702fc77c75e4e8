import type { JsonObject } from '../../base/json.ts';
import type { Actor } from '../../kernel/types.ts';
import { does, opens, type Case, type Office } from '../../../test/office.ts';
import { organisations, people, person } from '../../../test/office-people.ts';
import type { DutyState } from './duty-state.ts';

/** The authority of the district that the transport commission lies in, and of another one. */
export const ownDistrict: Actor = person(
  '本区数据局',
  { ...organisations.rival, region: organisations.transport.region },
  'district_data_authority',
);

export const listed = (more: JsonObject = {}): JsonObject => ({
  holder: organisations.transport.code,
  objectKind: 'resource',
  objectName: '公共停车场备案信息',
  ...more,
});

/** 市数据主管部门列明一项登记义务。 */
export const arisen = (at: Office, more: JsonObject = {}, by: Actor = people.municipal): Case =>
  opens(at, 'reg.duty', by, listed(more));

/** 已首次提供，申请期限开始计算。 */
export const supplied = (at: Office, suppliedOn = at.today, more: JsonObject = {}): Case =>
  does(at, arisen(at, more), people.municipal, 'noteSupply', { suppliedOn });

export const dutyState = (c: Case): DutyState => c.still.state as unknown as DutyState;
