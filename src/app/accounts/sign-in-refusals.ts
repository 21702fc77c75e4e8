import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';

const LEVEL_3 = ['GB/T 22239-2019 8.1.4'];

export const wrong = (): Refusal =>
  refuse(
    'SIGN_IN_FAILED',
    text('登录名、密码或验证码不正确。', 'The login, password or code is not right.'),
    [],
    'unauthenticated',
  );

export const disabled = (): Refusal =>
  refuse(
    'ACCOUNT_DISABLED',
    text(
      '该账户未启用或已停用，请联系安全管理员。',
      'This account is not enabled. Ask the security administrator.',
    ),
    [],
    'forbidden',
  );

export const codeNeeded = (): Refusal =>
  refuse(
    'TOTP_NEEDED',
    text('请输入身份验证器上的六位验证码。', 'Enter the six digits of your authenticator.'),
    LEVEL_3,
    'unauthenticated',
  );

export const enrolFirst = (): Refusal =>
  refuse(
    'TOTP_ENROL',
    text(
      '经办人员和管理员须启用双因素登录，请先绑定身份验证器。',
      'Officers and administrators sign in with two factors: enrol an authenticator first.',
    ),
    LEVEL_3,
    'forbidden',
  );

export const enrolled = (): Refusal =>
  refuse(
    'TOTP_ENROLLED',
    text(
      '已绑定身份验证器；如需更换，请由安全管理员解除后重新绑定。',
      'An authenticator is enrolled. The security administrator must remove it first.',
    ),
    LEVEL_3,
    'conflict',
  );
