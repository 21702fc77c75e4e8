import { text, type Text } from '../../base/text.ts';
import { ERASURE_GROUNDS } from '../../law/retention.ts';

/** Words of the erasure of personal information and of the identity check. */
export const RECORDS_NAMES: Readonly<Record<string, Text>> = {
  classes: text('清空的类别', 'Kinds of content'),
  basis: text('法律依据', 'Legal basis'),
  erasedParts: text('清空的部分', 'Parts erased'),
  order: text('清空的决定', 'Ordered by'),
  requester: text('申请人', 'Requester'),
  parts: text('逐项指明的部分', 'Parts one by one'),
  check: text('身份核验答复', 'Answer of the identity service'),
  adapter: text('核验服务', 'Service'),
  message: text('答复内容', 'Answer in words'),
  proof: text('证明材料', 'Proof'),
  reference: text('核验编号', 'Reference'),
  asked: text('等待核验答复', 'Awaiting the answer'),
  round: text('身份信息次数', 'Statements of identity'),
};

export const RECORDS_VALUES: Readonly<Record<string, Text>> = {
  ...Object.fromEntries(ERASURE_GROUNDS.map(({ id, label }) => [id, label])),
  contact: text('联系人、电话等个人信息', 'Contacts and other personal fields'),
  identity: text('异议人、申请人、经办人身份', 'Identity of objectors, applicants, acting persons'),
  accounts: text('当事方经办账户', 'Accounts that acted for a party'),
  words: text('当事人和经办人写的文字', 'Words written by parties and officers'),
  names: text('名称', 'Names'),
  materials: text('材料、文件和其他内容', 'Materials, files and everything else'),
  verified: text('核实', 'Confirmed'),
  $act: text('办理记录', 'record of the act'),
  refused: text('不符', 'Not confirmed'),
  unreachable: text('核验不到', 'No answer'),
  simulator: text('模拟服务（演示）', 'Simulator (demonstration)'),
  http: text('身份核验接口', 'Identity service'),
};
