import { text, type Text } from '../../../base/text.ts';

/** Kinds of operations as the auditor reads them; one that is not here is shown as it is. */
export const OPERATIONS: Readonly<Record<string, Text>> = {
  'session.signIn': text('登录', 'Sign in'),
  'session.signOut': text('退出', 'Sign out'),
  'session.revoke': text('结束会话', 'End a session'),
  'sessions.read': text('查看他人会话', 'Read sessions of another'),
  'org.Registered': text('登记单位', 'Register an organisation'),
  'account.found': text('设立首任管理员', 'Found the administrators'),
  'account.create': text('开立账户', 'Create an account'),
  'account.setRoles': text('授予角色', 'Give roles'),
  'account.setDisabled': text('启用或停用账户', 'Open or close an account'),
  'account.removeTotp': text('解除身份验证器', 'Take an authenticator away'),
  'account.changePassword': text('更改密码', 'Change a password'),
  'account.resetPassword': text('重置密码', 'Reset a password'),
  'account.setRealName': text('核验实名', 'Confirm a real name'),
  'accounts.read': text('查看账户清单', 'Read the accounts'),
  'operations.read': text('查看操作日志', 'Read the operations log'),
  'operations.export': text('导出操作日志', 'Export the operations log'),
  'audit.slice': text('导出审计数据', 'Export audit data'),
  'audit.sliceRead': text('下载审计数据', 'Download audit data'),
  'calendar.import': text('导入工作日历', 'Load a calendar'),
  'catalogue.import': text('导入目录清单', 'Import a catalogue list'),
  'case.read': text('查看事项', 'Read a case'),
  'desk.take': text('认领事项', 'Took a case in hand'),
  'desk.handOver': text('移交事项', 'Handed a case over'),
  'desk.return': text('退回待领', 'Returned a case'),
  'desk.absence': text('登记请假', 'Entered an absence'),
  'desk.absenceEnded': text('撤销请假', 'Took an absence back'),
  'file.read': text('下载文件', 'Read a file'),
  'op.CommandRefused': text('办理被拒绝', 'An act was refused'),
};

export const operationWords = (kind: string): Text => OPERATIONS[kind] ?? text(kind, kind);

/** What a line says beyond its kind, in one line of words. */
export const detailWords = (detail: Readonly<Record<string, unknown>>): string =>
  Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ');
