import { html } from 'hono/html';
import { frame } from './frame.ts';
import { placeWord } from './labels.ts';
import { listTable } from './list-table.ts';
import { cites, inChinese, pager } from './parts.ts';
import { address, tongue, type Html, type View } from './view.ts';

export interface ServicesData {
  readonly items: readonly { readonly jurisdiction: string; readonly name: string }[];
  readonly after: string | undefined;
  readonly next: string | null;
}

/** Third-party services that may be engaged for evidence and assessment (CQ-REG-12, CQ-REG-14): names
 *  of organisations, nothing of what they stated. */
export function servicesPage(view: View, data: ServicesData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const title = t('第三方服务机构', 'Third-party services');
  const to = (after?: string): string => address('/services', { after });
  const heads = [[t('机构名称', 'Organisation'), 60], t('登记地', 'Registered in')] as const;
  const list =
    data.items.length === 0
      ? html`<p class="empty">
          ${t('目前没有已登记的第三方服务机构。', 'No third-party service is registered at present.')}
        </p>`
      : listTable(
          heads,
          data.items.map((one) => [inChinese(lang, one.name), t(placeWord(one.jurisdiction))]),
        );
  const main = html`<p class="crumbs">
      <a href="/deposit">${t('存证', 'Evidence deposit')}</a>
    </p>
    <h1>${title}</h1>
    <p class="lead">
      ${t('下列机构已经登记，可以受托存证、出具证明。更新申报等待确认的、已停止受托的不在其中。', 'These organisations are registered and may be engaged to deposit evidence and certify it. Those awaiting confirmation of a new statement, and those barred, are not listed.')}
    </p>
    <p>
      ${t('第三方机构不得与登记机构、登记主体有重合、隶属或者关联关系；是否独立，在每一件存证中逐件核对。', 'A third party must be independent of registrar and registrant: no overlap, subordination or affiliation. That is checked for each deposit.')}
    </p>
    ${cites(lang, ['CQ-REG-12', 'CQ-REG-14', 'BJ-REG-10(1)4'])} ${list}
    ${pager(lang, data.after === undefined ? null : to(), data.next === null ? null : to(data.next))}`;
  return frame(view, { title, main });
}
