import { html } from 'hono/html';
import type { Text } from '../../base/text.ts';
import { frame } from './frame.ts';
import { placeWord } from './labels.ts';
import { listTable } from './list-table.ts';
import { cites, inChinese, shortDay } from './parts.ts';
import { tongue, type Html, type View } from './view.ts';

export interface SupervisionData {
  readonly reports: readonly {
    readonly jurisdiction: string;
    readonly year: number;
    readonly registrar: string;
    readonly publishedOn: string | null;
  }[];
  /** Places whose reports are not shown outside, with the articles that close them. */
  readonly closed: readonly { readonly jurisdiction: string; readonly law: readonly string[] }[];
  readonly rules: readonly RuleItem[];
}

/** Business rules of a registrar, with every version of them. */
export interface RuleItem {
  readonly id: string;
  readonly jurisdiction: string;
  readonly title: string;
  readonly status: Text;
  readonly repealed: boolean;
  readonly versions: readonly {
    readonly version: number;
    readonly publishedOn: string;
    readonly effectiveFrom: string;
    readonly hasFile: boolean;
  }[];
}

/** The registrar looked at: the published yearly reports, and the rules it made (BJ-REG-22, CQ-REG-7(1),
 *  CQ-REG-21, CQ-REG-26). */
export function supervisionPage(view: View, data: SupervisionData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const title = t('登记机构监督', 'The registrar under supervision');
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${t('数据主管部门每年对登记机构评价一次；登记机构制定的业务规则向社会公开。', 'The data authority evaluates the registrar once a year, and the business rules the registrar makes are public.')}
    </p>
    <section aria-labelledby="reports">
      <h2 id="reports">${t('年度评价报告', 'Yearly reports')}</h2>
      <p>
        ${t('指标由系统根据当年的记录计算，没有权重，也没有分数线；被评价的登记机构可以说明。', 'Figures are computed from the records of the year, without weights or marks; the evaluated registrar may comment.')}
      </p>
      ${cites(lang, ['BJ-REG-22', 'CQ-REG-21'])} ${reports(view, data)} ${closedNotes(view, data)}
    </section>
    <section aria-labelledby="rules">
      <h2 id="rules">${t('登记机构的业务规则', 'Business rules of the registrar')}</h2>
      ${cites(lang, ['CQ-REG-7(1)', 'CQ-REG-26'])} ${rules(view, data)}
    </section>`;
  return frame(view, { title, main });
}

function reports(view: View, data: SupervisionData): Html {
  const { lang } = view;
  const t = tongue(lang);
  if (data.reports.length === 0) {
    return html`<p class="empty">
      ${t('目前没有发布的评价报告。', 'No report has been published.')}
    </p>`;
  }
  const heads = [
    t('年度', 'Year'),
    [t('登记机构', 'Registrar'), 40],
    t('发布日期', 'Published'),
    t('报告', 'Report'),
  ] as const;
  return listTable(
    heads,
    data.reports.map(({ jurisdiction, year, registrar, publishedOn }) => {
      const at = `/api/public/evaluations/${encodeURIComponent(jurisdiction)}/${year}`;
      return [
        String(year),
        html`${inChinese(lang, registrar)}<br /><span class="quiet"
            >${t(placeWord(jurisdiction))}</span
          >`,
        publishedOn === null ? '' : shortDay(lang, publishedOn),
        html`<span
          ><a href="${at}?form=pdf">PDF</a> · <a href="${at}?form=csv">CSV</a> ·
          <a href="${at}?form=json">JSON</a></span
        >`,
      ];
    }),
  );
}

function closedNotes(view: View, data: SupervisionData): Html {
  const t = tongue(view.lang);
  return html`${data.closed.map(({ jurisdiction, law }) => {
    const place = t(placeWord(jurisdiction));
    return html`<div class="note plain-note">
      ${t(`这里没有${place}的报告：按${place}的规则，登记信息的统计分析结果未经法定或同意不得对外提供。`, `No report of ${place} is shown: its rules close statistics derived from registrations unless the law or the parties allow them.`)}${cites(view.lang, law)}
    </div>`;
  })}`;
}

function rules(view: View, data: SupervisionData): Html {
  const { lang } = view;
  const t = tongue(lang);
  if (data.rules.length === 0) {
    return html`<p class="empty">
      ${t('登记机构没有发布业务规则。', 'No business rules have been published.')}
    </p>`;
  }
  const heads = [
    [t('规则名称', 'Title'), 40],
    [t('地区', 'Place'), 15],
    [t('状态', 'Status'), 15],
    t('版本', 'Versions'),
  ] as const;
  return listTable(
    heads,
    data.rules.map((rule) => [
      inChinese(lang, rule.title),
      t(placeWord(rule.jurisdiction)),
      html`<span class="chip ${rule.repealed ? 'warn' : 'good'}">${t(rule.status)}</span>`,
      html`<ul class="plain-list">
        ${rule.versions.map((one) => version(view, rule.id, one))}
      </ul>`,
    ]),
  );
}

function version(view: View, id: string, one: RuleItem['versions'][number]): Html {
  const { lang } = view;
  const t = tongue(lang);
  const name = t(`第${one.version}版`, `Version ${one.version}`);
  const file = `/api/public/rules/${encodeURIComponent(id)}/${one.version}`;
  const from =
    one.effectiveFrom > view.today ? t('尚未施行：', 'not yet, from ') : t('施行：', 'from ');
  return html`<li>
    ${one.hasFile ? html`<a href="${file}">${name}</a>` : name}
    <span class="quiet">${from}${shortDay(lang, one.effectiveFrom)}</span>
  </li>`;
}
