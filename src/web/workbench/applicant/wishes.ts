import { text, type Text } from '../../../base/text.ts';

/** Roles of those who file, and of their colleagues. */
export const APPLICANT: ReadonlySet<string> = new Set([
  'registrant',
  'registrant_reviewer',
  'agent',
]);

export interface Wish {
  readonly group: 'register' | 'entry' | 'around';
  /** What somebody wants, in their words and not in those of the text. */
  readonly want: Text;
}

export const GROUPS: readonly { readonly id: Wish['group']; readonly title: Text }[] = [
  { id: 'register', title: text('登记新的', 'Register something') },
  { id: 'entry', title: text('已经登记的', 'About what is registered') },
  { id: 'around', title: text('登记前后', 'Before and beside it') },
];

/** Which procedure somebody needs who does not know its name; what is not here stands last, by its title. */
const WISHES: Readonly<Record<string, Wish>> = {
  'reg.first': {
    group: 'register',
    want: text(
      '我有数据、产品或服务，还没有登记过',
      'I hold data or a product that is not registered yet',
    ),
  },
  'reg.change': {
    group: 'entry',
    want: text('登记过的数据有了变化，要更新', 'What is registered has changed'),
  },
  'reg.correct': {
    group: 'entry',
    want: text('登记簿上写错了，要改正', 'The register says something wrong'),
  },
  'reg.renew': {
    group: 'entry',
    want: text('有效期快到了，要接着用', 'Its validity ends soon and it shall go on'),
  },
  'reg.cancel': {
    group: 'entry',
    want: text('数据没有了、不再持有，要销掉登记', 'The data is gone or no longer ours'),
  },
  'reg.objection': {
    group: 'entry',
    want: text('别人的公示损害了我的权益', 'Somebody’s notice harms my rights'),
  },
  evid: {
    group: 'around',
    want: text('登记以前，要给数据存证', 'Before filing, the data is to be deposited as evidence'),
  },
  agency: {
    group: 'around',
    want: text('请代理机构替我办，或者替别人办', 'An agent shall file for us'),
  },
  account: {
    group: 'around',
    want: text('给本单位做实名认证', 'Our organisation is to be verified'),
  },
  'records.erase': {
    group: 'around',
    want: text('案件里的个人信息要依法清空', 'Personal information in a case is to be erased'),
  },
};

export const wishOf = (procedure: string): Wish | undefined => WISHES[procedure];

/** Place in that list: what is needed most comes first. */
export const rankOf = (procedure: string): number => Object.keys(WISHES).indexOf(procedure);
