import type { Hono, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { demand } from './limits.ts';
import { wantsPage } from './portal/routes.ts';
import type { Env, Services } from './services.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** What answers for every address there is: the page that says there is nothing. */
const ANY = /^\/?\*$/;

type Matched = ReturnType<typeof matchedRoutes>;

const answers = (routes: Matched): boolean =>
  routes.some(({ method, path }) => method !== 'ALL' && !ANY.test(path));

/** Refuses a method that an address does not have, and says which it has (RFC 9110, 15.5.6); the routes
 *  themselves are the only list. Where no method is answered there is nothing at the address. */
export const onlyKnownMethods =
  (
    app: Pick<Hono<Env>, 'router'>,
    limits: Pick<Services['limits'], 'public'>,
  ): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (answers(matchedRoutes(c))) return next();
    const known = METHODS.filter((method) =>
      answers(app.router.match(method, c.req.path)[0].map(([[, route]]) => route)),
    );
    if (known.length === 0) return next();
    const allow = known.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    c.header('allow', allow.join(', '));
    if (!wantsPage(c)) throw new Refused(methodRefused(allow));
    demand(limits.public, c.get('client'));
    throw new Refused(pageRefused(c.req.method));
  };

const CODE = 'METHOD_NOT_HERE';

/** Somebody sent here what belongs elsewhere. */
export const NOTHING_TAKEN = text(
  '这一地址不接收填写的内容，没有办理。请回到原来的页面，再提交一次。',
  'Nothing can be sent to this address, and nothing was done. Go back to the page you came from and send it again.',
);

const pageRefused = (method: string) =>
  refuse(
    CODE,
    ['GET', 'HEAD'].includes(method)
      ? text(
          '这一地址只接收提交的内容，不能直接打开。请回到原来的页面，再操作一次。',
          'This address only takes what is sent to it and cannot be opened. Go back to the page you came from and try again.',
        )
      : NOTHING_TAKEN,
    [],
    'wrongMethod',
  );

const methodRefused = (allow: readonly string[]) =>
  refuse(
    CODE,
    text(
      `这一地址不能用这一方法，没有办理；可以用：${allow.join('、')}。`,
      `This address does not take this method, and nothing was done; it takes ${allow.join(', ')}.`,
    ),
    [],
    'wrongMethod',
    { allow: [...allow] },
  );
