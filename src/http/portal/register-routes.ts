import { Hono } from 'hono';
import { publicCase } from '../../app/public/case.ts';
import { entryByCode } from '../../app/public/public.ts';
import { registrationCode } from '../../app/papers/code-schemes.ts';
import { readMemory } from '../../app/read-memory.ts';
import { entryPath } from '../../web/portal/entry/entry-data.ts';
import { entryPage } from '../../web/portal/entry/entry.ts';
import { homePage } from '../../web/portal/home.ts';
import { registrationsPage } from '../../web/portal/found/registrations.ts';
import { codedSeal } from './chain-data.ts';
import { entryData } from './data.ts';
import { keptPages } from './kept.ts';
import { homeData, registrationsData } from './register.ts';
import type { Show } from './view.ts';
import { calculatorFor } from './waits.ts';
import type { Env, Services } from '../services.ts';

/** The first page, the search and the entries. */
export function registerRoutes(
  show: Show,
  services: Pick<Services, 'house' | 'limits' | 'log' | 'publicUrl'>,
) {
  const { house } = services;
  const memory = readMemory(house.pool);
  const kept = keptPages(services, memory);
  return new Hono<Env>()
    .get(
      '/',
      kept(async (view) => homePage(view, await homeData(house))),
    )
    .get(
      '/registrations',
      kept(async (view, asked) =>
        registrationsPage(view, await registrationsData(house, asked, memory)),
      ),
    )
    .get('/registrations/:code', (c, next) => {
      // As people write it: in small letters, with spaces, with an O for a nought.
      const code = registrationCode(c.req.param('code'));
      if (code === undefined || code === c.req.param('code')) return next();
      return c.redirect(`${entryPath(code)}${new URL(c.req.url).search}`, 301);
    })
    .get(
      '/registrations/:code',
      show(async (view, asked, c) => {
        const entry = await entryByCode(house, (c.req.param('code') ?? '').slice(0, 64));
        if (!entry) return undefined;
        const [{ notice }, coded] = await Promise.all([
          publicCase(house, entry.id),
          codedSeal(services, entry.id),
        ]);
        return entryPage(view, entryData(house, entry, asked, notice ? entry.id : null), coded);
      }),
    )
    .get('/deadline/wait', (c) =>
      c.redirect(
        calculatorFor((name) => c.req.query(name)),
        303,
      ),
    );
}
