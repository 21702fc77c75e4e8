import { text, type Text } from '../../base/text.ts';
import { ERASURE_GROUNDS } from '../../law/retention.ts';

/** Names of fields of what is asked about an entry, and of its life. */
export const ENTRY_NAMES: Readonly<Record<string, Text>> = {
  announced: text('已公告', 'Announced'),
  by: text('所依据的事项', 'By which case'),
  change: text('变更', 'Change'),
  classes: text('清空哪几类内容', 'What kinds of content'),
  drift: text('与目录不一致', 'Out of sync with the catalogue'),
  ends: text('终结', 'Ends'),
  entry: text('登记条目', 'Entry'),
  issued: text('对已发放凭证的登记', 'About an issued registration'),
  life: text('登记沿革', 'Course of the entry'),
  national: text('国家平台', 'National platform'),
  parts: text('清空的部分', 'Parts'),
  remedy: text('处理', 'Remedy'),
  provider: text('服务机构', 'Provider'),
  requester: text('申请人', 'Requester'),
  revision: text('写入登记簿的内容', 'What is written into the register'),
  terms: text('有效期', 'Terms of validity'),
  triggers: text('变更事由', 'Occasion'),
  windowOn: text('进入续展期', 'Renewal window opened'),
};

/** Words for their codes. */
export const ENTRY_VALUES: Readonly<Record<string, Text>> = {
  ...Object.fromEntries(ERASURE_GROUNDS.map(({ id, label }) => [id, label])),
  first: text('首次登记', 'First registration'),
  change: text('变更登记', 'Change'),
  correction: text('更正登记', 'Correction'),
  revocation: text('立案调查是否撤销', 'Investigate revoking it'),
  objection: text('异议成立', 'An objection upheld'),
  not_renewed: text('有效期届满，未续展', 'Validity over, not renewed'),
  data_source: text('数据来源', 'Source of the data'),
  data_resource: text('数据资源', 'The data resource'),
  product_service: text('产品和服务', 'Product or service'),
  evidence: text('存证情况', 'Evidence'),
  registrant_info: text('登记主体信息', 'The registrant'),
  'reg.first': text('首次登记', 'First registration'),
  'reg.change': text('变更登记', 'Change'),
  'reg.renew': text('续展', 'Renewal'),
  contact: text('联系人、电话等个人信息', 'Contacts and other personal fields'),
  identity: text('申请人、经办人身份', 'Identity of applicants and acting persons'),
  accounts: text('当事方经办账户', 'Accounts that acted for a party'),
  words: text('当事人和经办人写的文字', 'Words written by parties and officers'),
  names: text('名称', 'Names'),
  materials: text('材料、文件和其他内容', 'Materials, files and everything else'),
};

/** What is called otherwise where something is asked about an entry. */
export const PETITION_NAMES: Readonly<Record<string, Text>> = {
  about: text('所涉登记', 'Entry'),
  decision: text('决定', 'Decision'),
  ended: text('办结', 'Ended'),
};
