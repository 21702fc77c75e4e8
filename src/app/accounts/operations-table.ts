import type { OperationLine } from './operations-read.ts';
import { csvOf, harmless } from '../imports/table-write.ts';

const HEAD = ['时间', '操作', '账户', '登录名', '对象', '结果', '详情', '编号'];

/** Lines of the operations log as CSV; what somebody typed is made harmless to office programs. */
export const operationsTable = (lines: readonly OperationLine[]): string =>
  csvOf([
    HEAD,
    ...lines.map(({ at, kind, account, login, subject, ok, detail, id }) =>
      [
        at,
        kind,
        account,
        login ?? '',
        subject,
        ok ? '成功' : '被拒绝',
        JSON.stringify(detail),
        id,
      ].map(harmless),
    ),
  ]);
