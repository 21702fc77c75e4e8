import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { implementationOf } from '../app/coverage.ts';
import { allTexts, articleById } from '../law/articles.ts';
import { json, problems, TextSchema } from './schemas.ts';
import type { Env } from './services.ts';

const ArticleSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    kinds: z.array(z.string()),
    summary: TextSchema,
    implementation: z.object({
      acts: z.array(z.object({ procedure: z.string(), act: z.string(), title: TextSchema })),
      clocks: z.array(z.object({ procedure: z.string(), clock: z.string(), title: TextSchema })),
      rules: z.array(z.object({ pack: z.string(), path: z.string() })),
      pages: z.array(z.string()),
      waits: TextSchema.nullable(),
    }),
  })
  .openapi('Article');

const TextDoc = z.object({
  id: z.string(),
  title: TextSchema,
  instrument: z.string().nullable(),
  issuer: TextSchema,
  status: z.enum(['in-force', 'draft', 'trial']),
  effectiveFrom: z.string().nullable(),
  effectiveTo: z.string().nullable(),
  articles: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      kinds: z.array(z.string()),
      summary: TextSchema,
    }),
  ),
});

const textsRoute = createRoute({
  method: 'get',
  path: '/api/law',
  tags: ['law'],
  operationId: 'listLaw',
  summary: 'Rule texts',
  description: 'Every text with its status and its articles, in our own one-line summaries.',
  responses: { 200: json(z.object({ items: z.array(TextDoc) }), 'Texts') },
});

const articleRoute = createRoute({
  method: 'get',
  path: '/api/law/{articleId}',
  tags: ['law'],
  operationId: 'readArticle',
  summary: 'An article',
  description: 'What it asks, and which acts, clocks, rules and pages carry it out.',
  request: { params: z.object({ articleId: z.string().max(40) }) },
  responses: { 200: json(ArticleSchema, 'The article'), ...problems(404) },
});

export function lawRoutes() {
  return new OpenAPIHono<Env>()
    .openapi(textsRoute, (c) =>
      c.json(
        {
          items: allTexts.map(
            ({ id, title, instrument, issuer, status, effectiveFrom, effectiveTo, articles }) => ({
              id,
              title,
              instrument,
              issuer,
              status,
              effectiveFrom,
              effectiveTo,
              articles: articles.map((a) => ({ ...a, kinds: [...a.kinds] })),
            }),
          ),
        },
        200,
      ),
    )
    .openapi(articleRoute, (c) => {
      const found = articleById(c.req.valid('param').articleId);
      if (!found) throw new Refused(unknownArticle());
      const { article } = found;
      return c.json(
        { ...article, kinds: [...article.kinds], implementation: implementationOf(article.id) },
        200,
      );
    });
}

const unknownArticle = () =>
  refuse('ARTICLE_UNKNOWN', text('没有这一条文。', 'There is no such article.'), [], 'unknown');
