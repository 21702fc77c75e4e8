import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';

export const unknown = (): Refusal =>
  refuse(
    'KEY_UNKNOWN',
    text('没有这把密钥，或者它已停用。', 'There is no such key, or it has ended.'),
    [],
    'unknown',
  );

export const tooMany = (most: number): Refusal =>
  refuse(
    'KEY_TOO_MANY',
    text(
      `每个账户至多有${most}把有效的密钥，请先停用不用的。`,
      `An account has at most ${most} keys in force: revoke one that is not used.`,
    ),
    [],
    'conflict',
  );

/** Their sign-in needs a second factor, which a key would go round. */
export const notForOffice = (): Refusal =>
  refuse(
    'KEY_NOT_FOR_OFFICE',
    text(
      '登记机构人员和管理员须双因素登录，不能使用接口密钥。',
      'Officers and administrators sign in with a second factor and can have no key.',
    ),
    [],
    'forbidden',
  );

export const ended = (): Refusal =>
  refuse(
    'KEY_ENDED',
    text(
      '接口密钥无效：已停用、已到期，或者账户已停用。',
      'The key is not valid: revoked, expired, or its account is closed.',
    ),
    [],
    'unauthenticated',
  );

export const outOfReach = (): Refusal =>
  refuse(
    'KEY_OUT_OF_REACH',
    text(
      '这一接口只供本人登录后使用，密钥不能调用。',
      'This is for people who signed in: no key opens it.',
    ),
    [],
    'forbidden',
  );

export const readOnly = (): Refusal =>
  refuse(
    'KEY_READ_ONLY',
    text(
      '这把密钥只能查询，不能办理。请用可办理的密钥。',
      'This key only reads. Use one that may act.',
    ),
    [],
    'forbidden',
  );
