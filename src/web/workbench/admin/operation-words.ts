import { text, type Text } from '../../../base/text.ts';
import { roleTitle } from '../roles.ts';
import { clientWords } from '../shell/client-words.ts';

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
  'files.swept': text('清理没有用上的上传文件', 'Took unused uploads away'),
  'key.create': text('设立接口密钥', 'Create an API key'),
  'key.revoke': text('收回接口密钥', 'Revoke an API key'),
  'key.use': text('使用接口密钥', 'Use an API key'),
  'export.mine': text('导出本人数据', 'Export one’s own data'),
  'national.reconcile': text('与国家平台对账', 'Reconcile with the national platform'),
  'op.CommandRefused': text('办理被拒绝', 'An act was refused'),
};

export const operationWords = (kind: string): Text => OPERATIONS[kind] ?? text(kind, kind);

/** What a line tells beyond its kind, by name. */
const NAMES: Readonly<Record<string, Text>> = {
  client: text('设备', 'device'),
  reason: text('原因', 'reason'),
  code: text('代码', 'code'),
  refused: text('代码', 'code'),
  roles: text('角色', 'roles'),
  q: text('搜索', 'searched'),
  from: text('自', 'from'),
  to: text('至', 'to'),
  kind: text('操作', 'operation'),
  login: text('登录名', 'login'),
  org: text('单位', 'organisation'),
  name: text('名称', 'name'),
  path: text('地址', 'address'),
  method: text('方法', 'method'),
  act: text('办理', 'act'),
  cites: text('依据', 'under'),
  purpose: text('用途', 'purpose'),
  disabled: text('停用', 'closed'),
  verified: text('实名', 'real name'),
  year: text('年', 'year'),
  version: text('版本', 'version'),
  rows: text('行', 'rows'),
  added: text('新增', 'added'),
  changed: text('更新', 'changed'),
  scope: text('范围', 'scope'),
  days: text('天', 'days'),
  count: text('条数', 'entries'),
  of: text('账户', 'account'),
};

const REASONS: Readonly<Record<string, Text>> = {
  password: text('密码不对', 'wrong password'),
  totp: text('验证码不对', 'wrong code'),
  locked: text('连续失败，已锁定', 'locked after failures'),
  disabled: text('账户未启用', 'account closed'),
};

/** What a line says beyond its kind, in one line of words. */
export function detailWords(
  detail: Readonly<Record<string, unknown>>,
  say: (zh: string, en: string) => string,
): string {
  const read = (words: Text): string => say(words.zh, words.en);
  const told = (key: string, value: unknown): string => {
    if (key === 'client') return clientWords(String(value)) || say('未知', 'unknown');
    if (key === 'reason') return read(REASONS[String(value)] ?? text(String(value), String(value)));
    if (key === 'kind') return read(operationWords(String(value)));
    if (typeof value === 'boolean') return value ? say('是', 'yes') : say('否', 'no');
    if (Array.isArray(value)) {
      const names = value.map((one) =>
        key === 'roles' ? read(roleTitle(String(one))) : String(one),
      );
      return names.join(say('、', ', '));
    }
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => {
      const name = NAMES[key];
      return `${name ? read(name) : key}${say('：', ': ')}${told(key, value)}`;
    })
    .join(say('；', '; '));
}
