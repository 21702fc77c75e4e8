import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';

/** A page of this site and what it is called. */
export interface Place {
  readonly path: string;
  readonly label: Text;
}

/** What most people come for: the navigation of every page. */
export const places: readonly Place[] = [
  { path: '/registrations', label: text('登记查询', 'Register') },
  { path: '/notices', label: text('公示', 'Notices') },
  { path: '/verify', label: text('核验', 'Verify') },
  { path: '/chain', label: text('目录链', 'Chain') },
  { path: '/deadline', label: text('期限计算', 'Deadlines') },
  { path: '/law', label: text('规则', 'Rules') },
  { path: '/help', label: text('帮助', 'Help') },
];

/** What is looked for less often, at the foot. */
export const others: readonly { readonly title: Text; readonly places: readonly Place[] }[] = [
  {
    title: text('登记簿', 'The register'),
    places: [
      { path: '/registrations', label: text('登记查询', 'Register') },
      { path: '/figures', label: text('登记数据', 'Figures') },
      { path: '/notices', label: text('公示', 'Notices') },
      { path: '/lapses', label: text('注销公告', 'Announced lapses') },
    ],
  },
  {
    title: text('办事', 'Getting things done'),
    places: [
      { path: '/help', label: text('帮助', 'Help') },
      { path: '/procedures', label: text('办理程序', 'Procedures') },
      { path: '/templates', label: text('材料样式', 'Templates') },
      { path: '/deposit', label: text('存证', 'Evidence deposit') },
      { path: '/services', label: text('第三方服务机构', 'Third-party services') },
    ],
  },
  {
    title: text('监督', 'Oversight'),
    places: [
      { path: '/supervision', label: text('登记机构监督', 'Supervision of the registrar') },
      { path: '/national', label: text('国家平台对接', 'National platform') },
      { path: '/law/compare', label: text('两地规则比较', 'Compare rules') },
      { path: '/openapi.json', label: text('开放接口', 'Open API') },
    ],
  },
];

/** What a page of this site is called; other doors are shown by their address. */
export const placeTitle = (path: string): Text | undefined =>
  path === '/'
    ? text('首页', 'Home')
    : [...places, ...others.flatMap((group) => group.places)].find((place) => place.path === path)
        ?.label;
