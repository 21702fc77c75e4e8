import { Hono } from 'hono';
import { publicFigures } from '../../app/figures/public.ts';
import { jurisdictions } from '../../law/packs.ts';
import { figuresPage } from '../../web/portal/figures/page.ts';
import type { Show } from './view.ts';
import type { Env, Services } from '../services.ts';

/** What anybody may know of the register in numbers. */
export function figuresPages(show: Show, { house }: Pick<Services, 'house'>): Hono<Env> {
  return new Hono<Env>().get(
    '/figures',
    show(async (view, asked) => {
      const place = asked('jurisdiction') || jurisdictions[0] || '';
      const figures = await publicFigures(house, place);
      return figures && figuresPage(view, { places: jurisdictions, figures });
    }),
  );
}
