import { html } from 'hono/html';
import type { Language } from '../../../base/text.ts';
import { tongue, type Html } from '../view.ts';

/** Asks the register (BJ-REG-19). `kept`: what the answer is narrowed down to already. */
export function searchForm(
  lang: Language,
  asked = '',
  kept: Readonly<Record<string, string | undefined>> = {},
): Html {
  const t = tongue(lang);
  return html`<form class="search" action="/registrations" method="get" role="search">
    <label class="hidden" for="q"
      >${t('按名称、登记主体或登记码查询', 'Search by name, registrant or code')}</label
    >
    <input
      id="q"
      name="q"
      type="search"
      maxlength="200"
      value="${asked}"
      placeholder="${t('数据名称、登记主体或登记码', 'Name, registrant or code')}"
    />
    ${Object.entries(kept).map(([name, value]) => (value === undefined ? '' : html`<input type="hidden" name="${name}" value="${value}" />`))}
    <button>${t('查询', 'Search')}</button>
  </form>`;
}
