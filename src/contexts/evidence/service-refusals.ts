import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';

const LAW = ['CQ-REG-12', 'CQ-REG-14', 'BJ-REG-10(1)4', 'NAT-REG-9(1)'];

export const noOrganisation = (): Refusal =>
  refuse(
    'ORGANISATION_UNKNOWN',
    text('该账户未归属任何已登记的单位。', 'This account belongs to no registered organisation.'),
    LAW,
    'forbidden',
  );

export const isRegistrar = (): Refusal =>
  refuse(
    'SERVICE_IS_REGISTRAR',
    text('登记机构不能作为第三方专业服务机构。', 'The registrar cannot be a third-party service.'),
    LAW,
    'forbidden',
  );

export const alreadyThere = (barred: boolean): Refusal =>
  barred
    ? refuse(
        'SERVICE_BARRED',
        text(
          '本单位因违规已停止受托，不能再次登记。',
          'This body has been barred for a violation.',
        ),
        LAW,
        'forbidden',
      )
    : refuse(
        'SERVICE_EXISTS',
        text(
          '本单位已有第三方服务登记，请在原事项中更新。',
          'This body is in the register already; update it there.',
        ),
        LAW,
        'conflict',
      );

export const fileUnknown = (): Refusal =>
  refuse(
    'FILE_UNKNOWN',
    text('所引用的文件不存在或不属于本单位。', 'The file does not exist or is not yours.'),
    LAW,
  );

export const scopeWrong = (): Refusal =>
  refuse(
    'VIOLATION_SCOPE',
    text(
      '指明受影响存证的，须列出至少一件；全部或者无的，不必列出。',
      'Where deposits are named, list at least one; for all or none, list none.',
    ),
    LAW,
  );
