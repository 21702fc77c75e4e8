import { Hono } from 'hono';
import { text, type Text } from '../../base/text.ts';
import { implementationOf, type Implementation } from '../../app/coverage.ts';
import { procedureByName } from '../../app/procedures.ts';
import { allTexts, articleById } from '../../law/articles.ts';
import { packs } from '../../law/packs.ts';
import { template, templateIds } from '../../law/templates.ts';
import type { RulePack } from '../../law/types.ts';
import { articlePage } from '../../web/portal/law/article.ts';
import { comparePage } from '../../web/portal/law/compare.ts';
import { lawPage, lawTextPage } from '../../web/portal/law/law.ts';
import { templatePage, templatesPage } from '../../web/portal/templates.ts';
import { procedureRoutes } from './procedures.ts';
import type { Show } from './view.ts';
import type { Env } from '../services.ts';

/** The rules for people: texts, articles and what carries them out, comparison, templates. */
export function lawRoutes(show: Show): Hono<Env> {
  const implementation = remembered(implementationOf);
  return new Hono<Env>()
    .route('/', procedureRoutes(show))
    .get(
      '/law',
      show((view) => lawPage(view, allTexts)),
    )
    .get(
      '/law/compare',
      show((view, asked) => {
        const [a, b] = [packNamed(asked('a'), 'beijing'), packNamed(asked('b'), 'chongqing')];
        return a && b && comparePage(view, { packs, a, b, all: asked('all') === '1' });
      }),
    )
    .get(
      '/law/articles/:articleId',
      show((view, _asked, c) => {
        const found = articleById(c.req.param('articleId') ?? '');
        if (!found) return undefined;
        const { text: rule, article } = found;
        return articlePage(view, rule, article, implementation(article.id), procedureTitle);
      }),
    )
    .get(
      '/law/:textId',
      show((view, _asked, c) => {
        const rule = allTexts.find(({ id }) => id === c.req.param('textId'));
        const pack = packs.find(({ text: own }) => own.id === rule?.id);
        return rule && lawTextPage(view, rule, implementation, pack?.profile.retention);
      }),
    )
    .get(
      '/templates',
      show((view) => templatesPage(view, templateIds.flatMap(named))),
    )
    .get(
      '/templates/:id',
      show((view, _asked, c) => {
        const [found] = named(c.req.param('id') ?? '');
        return found && templatePage(view, found);
      }),
    );
}

const named = (id: string) => {
  const found = template(id);
  return found ? [{ id, template: found }] : [];
};

const packNamed = (place: string | undefined, otherwise: string): RulePack | undefined =>
  packs.find((pack) => pack.jurisdiction === place) ??
  packs.find((pack) => pack.jurisdiction === otherwise);

const procedureTitle = (name: string): Text => procedureByName(name)?.title ?? text(name, name);

/** What carries an article out does not change while the program runs. */
function remembered(of: (id: string) => Implementation): (id: string) => Implementation {
  const known = new Map<string, Implementation>();
  return (id) => {
    const found = known.get(id) ?? of(id);
    known.set(id, found);
    return found;
  };
}
