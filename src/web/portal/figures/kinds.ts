import { html } from 'hono/html';
import type { PlaceFigures } from '../../../app/figures/public.ts';
import { rows } from '../../look/charts-rows.ts';
import { address, tongue, type Html, type View } from '../view.ts';
import { nothing, part, sum } from './part.ts';

/** What is in force, by industry and by kind of object. */
export function kinds(
  view: View,
  { jurisdiction, industries, kinds: objects }: PlaceFigures,
): Html | '' {
  if (industries === null || objects === null) return '';
  const t = tongue(view.lang);
  const total = sum(objects);
  const behind = (facet: string, value: string, label: string): Html =>
    html`<a href="${address('/registrations', { jurisdiction, [facet]: value })}">${label}</a>`;
  const bars = (
    id: 'industries' | 'kinds',
    title: string,
    what: string,
    all: NonNullable<PlaceFigures['kinds']>,
  ): Html =>
    all.length === 0
      ? nothing(
          id,
          title,
          t('目前没有现行有效的登记。', 'Nothing is registered and in force at present.'),
        )
      : part(view, jurisdiction, {
          id,
          title,
          told: t(
            `现行有效的登记${total}件，${what}。`,
            `${total} registrations in force, ${what}.`,
          ),
          draw: (width) =>
            rows(
              all.map((one) => ({
                label: t(one.title),
                n: one.n,
                told: t(`${one.n}件`, String(one.n)),
              })),
              width,
            ),
          heads: [t('名称', 'Name'), t('代码', 'Code'), t('件', 'Number')],
          rows: all.map((one) => [
            behind(id === 'kinds' ? 'objectKind' : 'industry', one.id, t(one.title)),
            one.id,
            String(one.n),
          ]),
        });
  return html`${bars('industries', t('按行业', 'By industry'), t('按国民经济行业分类（GB/T 4754）的门类', 'by section of GB/T 4754'), industries)}${bars('kinds', t('按登记对象', 'By kind of object'), t('按登记对象', 'by kind of object'), objects)}`;
}
