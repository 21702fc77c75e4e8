import type { OrganisationInput } from '../../../app/accounts/account-inputs.ts';
import { text, type Text } from '../../../base/text.ts';

export type OrganisationKind = OrganisationInput['kind'];

export const KINDS: Readonly<Record<OrganisationKind, Text>> = {
  party_gov_organ: text('党政机关', 'Party or government organ'),
  public_institution: text('事业单位', 'Public institution'),
  enterprise: text('企业', 'Enterprise'),
  utility_enterprise: text('公用企业', 'Utility enterprise'),
  ministry: text('中央单位', 'Central body'),
  unincorporated: text('非法人组织', 'Unincorporated organisation'),
};

const REAL_NAME: Readonly<Record<string, Text>> = {
  none: text('未实名', 'not verified'),
  pending: text('实名核验中', 'being verified'),
  verified: text('已实名', 'verified'),
};

export const kindWords = (kind: string): Text =>
  Object.hasOwn(KINDS, kind) ? KINDS[kind as OrganisationKind] : text(kind, kind);

export const realNameWords = (state: string): Text => REAL_NAME[state] ?? text(state, state);
