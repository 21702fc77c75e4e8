import { z } from 'zod';
import { isRegion } from '../../base/region.ts';
import { isSound, UNSOUND } from '../../base/sound-text.ts';

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(2)
    .max(max)
    .regex(/^\P{C}+$/u)
    .refine(isSound, UNSOUND);

/** Lower case, 3 to 40 characters. */
export const LOGIN = /^[a-z0-9][a-z0-9._-]{2,39}$/;

const login = z.string().trim().toLowerCase().regex(LOGIN).meta({ title: '登录名 Login' });

/** Only bounded here; what a good password is stands in password.ts. */
const password = z.string().max(200).meta({ title: '密码 Password' });

export const organisationInput = z.strictObject({
  code: z.string().max(64).meta({ title: '统一社会信用代码 Credit code' }),
  name: line(100).meta({ title: '单位名称 Name' }),
  kind: z
    .enum([
      'party_gov_organ',
      'public_institution',
      'enterprise',
      'utility_enterprise',
      'ministry',
      'unincorporated',
    ])
    .meta({ title: '单位类型 Kind' }),
  region: z
    .string()
    .refine(isRegion, '行政区划代码不存在 No such region')
    .meta({ title: '所在行政区划代码 Region' }),
});
export type OrganisationInput = z.infer<typeof organisationInput>;

export const accountInput = z.strictObject({
  login,
  name: line(60).meta({ title: '姓名 Name' }),
  /** Credit code; null for a citizen. */
  org: z.string().max(18).nullable().meta({ title: '所属单位 Organisation' }),
  email: z.email().max(200).optional().meta({ title: '电子邮箱 E-mail' }),
  password,
});
export type AccountInput = z.infer<typeof accountInput>;

export const passwordChangeInput = z.strictObject({
  old: password,
  next: password,
  /** Whether one's keys for programs stay in force; they end when it is not said. */
  keepKeys: z.boolean().optional(),
});
export type PasswordChange = z.infer<typeof passwordChangeInput>;

export const rolesInput = z.strictObject({ roles: z.array(z.string().max(40)).max(18) });

const administrator = accountInput.pick({ login: true, name: true, password: true });

/** The first three people of an instance and the organisation that runs it. */
export const foundingInput = z.strictObject({
  organisation: organisationInput,
  system: administrator,
  security: administrator,
  audit: administrator,
});
export type Founding = z.infer<typeof foundingInput>;
