import { OpenAPIHono } from '@hono/zod-openapi';
import { getConnInfo } from '@hono/node-server/conninfo';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { clientAddress } from '../app/accounts/client-address.ts';
import { whyWrong } from '../app/input.ts';
import { clientKey } from '../app/accounts/rate-limit.ts';
import { peopleRoutes } from './admin-people.ts';
import { recordRoutes } from './admin-records.ts';
import { adminRoutes } from './admin.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { auditRoutes } from './audit.ts';
import { whoIsThere } from './auth.ts';
import { boundedJson } from './body.ts';
import { caseArchiveRoutes } from './case-archive.ts';
import { caseEvidenceRoutes } from './case-evidence.ts';
import { caseRoutes } from './cases.ts';
import { counters } from './counters.ts';
import { demoRoutes } from './demo.ts';
import { deskRoutes } from './desk.ts';
import { figuresRoutes } from './figures.ts';
import { fileRoutes } from './files.ts';
import { bulkRoutes } from './bulk.ts';
import { driftRoutes } from './drift.ts';
import { importRoutes } from './imports.ts';
import { healthRoutes } from './health.ts';
import { demand } from './limits.ts';
import { lawRoutes } from './law.ts';
import { logStatusRoutes } from './log-status.ts';
import { logRoutes } from './log.ts';
import { mineRoutes } from './mine.ts';
import { mountedMirrorRoutes } from './mirror.ts';
import { nationalRoutes } from './national.ts';
import { contractRoute } from './openapi.ts';
import { portalRoutes, troubleOnPage, wantsPage } from './portal/routes.ts';
import { answerError, answerRefusal } from './problem.ts';
import { publicRoutes } from './public.ts';
import { referenceRoutes } from './reference.ts';
import { retentionRoutes } from './retention.ts';
import { resultRoutes } from './results.ts';
import { reviewRoutes } from './review.ts';
import { scratchRoutes } from './scratch.ts';
import { sessionRoutes } from './session.ts';
import type { Env, Services } from './services.ts';
import { supervisionRoutes } from './supervision.ts';
import { timestampRoutes } from './timestamp.ts';
import { workbenchRoutes } from './workbench.ts';
import { NOTHING_TAKEN, onlyKnownMethods } from './wrong-method.ts';

/** The JSON contract, whose type the workbench's client is made of. */
export function apiRoutes(services: Services) {
  return new OpenAPIHono<Env>({ defaultHook: refuseMalformed })
    .route('/', sessionRoutes(services))
    .route('/', scratchRoutes(services))
    .route('/', apiKeyRoutes(services))
    .route('/', caseRoutes(services))
    .route('/', mineRoutes(services))
    .route('/', caseEvidenceRoutes(services))
    .route('/', caseArchiveRoutes(services))
    .route('/', reviewRoutes(services))
    .route('/', fileRoutes(services))
    .route('/', importRoutes(services))
    .route('/', bulkRoutes(services))
    .route('/', deskRoutes(services))
    .route('/', driftRoutes(services))
    .route('/', resultRoutes(services))
    .route('/', referenceRoutes(services))
    .route('/', publicRoutes(services))
    .route('/', supervisionRoutes(services))
    .route('/', figuresRoutes(services))
    .route('/', logStatusRoutes(services))
    .route('/', nationalRoutes(services))
    .route('/', auditRoutes(services))
    .route('/', retentionRoutes(services))
    .route('/', adminRoutes(services))
    .route('/', peopleRoutes(services))
    .route('/', recordRoutes(services))
    .route('/', lawRoutes());
}

export type Api = ReturnType<typeof apiRoutes>;

/** The whole door: who is there, bounds, routes, and refusals as problems. */
export function httpApp(services: Services) {
  const count = counters();
  const app = new OpenAPIHono<Env>({ defaultHook: refuseMalformed });
  app.onError((error, c) =>
    wantsPage(c) ? troubleOnPage(services, c, error) : answerError(c, error, services.tell),
  );
  app.notFound((c) => {
    if (!wantsPage(c)) return answerRefusal(c, NOT_HERE);
    demand(services.limits.public, c.get('client'));
    return troubleOnPage(services, c, new Refused(NO_FORM_HERE));
  });
  app.use(async (c, next) => {
    const began = performance.now();
    const address = clientAddress(socketOf(c), c.req.header('x-forwarded-for'), services.proxies);
    c.set('client', clientKey(address));
    await next();
    count.seen(c.req.method, c.res.status, (performance.now() - began) / 1000);
  });
  app.route('/', healthRoutes(services, count));
  app.route('/', timestampRoutes({ authority: services.timestamps.own, limits: services.limits }));
  const strict = headersWith(services, ["'self'"]);
  // Only where QR codes are read may the camera be asked for.
  const seeing = headersWith(services, ["'self'"], ['self']);
  // The workbench's components write their styles at run time; nothing else may.
  const styled = headersWith(services, ["'self'", "'unsafe-inline'"]);
  app.use((c, next) => {
    if (!c.req.path.startsWith('/api/')) {
      const seen = c.req.path === '/verify' ? seeing : strict;
      return (c.req.path.startsWith('/workbench') ? styled : seen)(c, next);
    }
    // Data is never a page: it needs no policy for scripts and frames, only to be taken as data.
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
    // What anybody may read, the pages of anybody may: nothing of a session goes into it.
    if (c.req.path.startsWith('/api/public/')) c.header('access-control-allow-origin', '*');
    return next();
  });
  app.use(async (c, next) => {
    // No name has a NUL in it, and PostgreSQL would not keep one.
    const [path = '', query = ''] = c.req.url.split('?', 2);
    if (path.includes('%00')) throw new Refused(NOT_HERE);
    if (query.includes('%00')) throw new Refused(badAddress());
    await next();
  });
  app.route('/', logRoutes(services));
  if (services.mirror) app.route('/mirror', mountedMirrorRoutes(services.mirror));
  app.use(whoIsThere(services));
  app.use(onlyKnownMethods(app, services.limits));
  app.use('/api/*', boundedJson);
  const squeezed = compress();
  // Programs on the same network would pay more for the squeezing than they save; what the workbench loads once,
  // and holds nobody's secret, is squeezed.
  app.use((c, next) =>
    c.req.path.startsWith('/api/') && !REFERENCE.test(c.req.path) ? next() : squeezed(c, next),
  );
  const api = apiRoutes(services);
  app.route('/', api);
  if (services.house.mode === 'demo') app.route('/', demoRoutes(services));
  contractRoute(app, services);
  app.route('/', workbenchRoutes());
  app.route('/', portalRoutes(services));
  return app;
}

const REFERENCE = /^\/api\/(?:procedures|packs|law|lists)$/;

const headersWith = (services: Services, styleSrc: string[], camera: string[] = []) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      styleSrc,
      frameAncestors: ["'none'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
    },
    // For browsers that do not know frame-ancestors.
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera, microphone: [], geolocation: [] },
    referrerPolicy: 'same-origin',
    strictTransportSecurity: services.publicUrl.startsWith('https:') ? 'max-age=31536000' : false,
  });

function socketOf(c: Parameters<typeof getConnInfo>[0]): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    // Requests made inside a test have no socket.
    return 'inside';
  }
}

const NOT_HERE = refuse(
  'NOT_HERE',
  text('没有这一地址。', 'There is nothing at this address.'),
  [],
  'unknown',
);

const NO_FORM_HERE = refuse('NOT_HERE', NOTHING_TAKEN, [], 'unknown');

const badAddress = () =>
  refuse(
    'ADDRESS_CHARACTER',
    text('网址含有不允许的字符。', 'The address holds a character that is not allowed.'),
    [],
    'malformed',
  );

type Hook = NonNullable<ConstructorParameters<typeof OpenAPIHono<Env>>[0]>['defaultHook'];

const refuseMalformed: Hook = (result, c) => {
  if (result.success) return undefined;
  const issues = result.error.issues.slice(0, 10);
  const places = issues.map((i) => ({
    at: i.path.map(String).join('.').slice(0, 100) || 'body',
    why: whyWrong(i.message),
  }));
  const zh = [...new Set(places.map(({ at }) => at))].join('、');
  const en = places.map(({ at, why }) => `${at}: ${why}`).join('; ');
  return answerRefusal(
    c,
    refuse(
      'REQUEST_MALFORMED',
      text(`请求格式不正确，请检查：${zh}。`, `The request is malformed: ${en}.`),
      [],
      'malformed',
    ),
  );
};
