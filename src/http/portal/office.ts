import { Hono } from 'hono';
import { isUuid } from '../../base/id.ts';
import { text } from '../../base/text.ts';
import { reportOf } from '../../app/figures/evaluation-report.ts';
import type { House } from '../../app/house.ts';
import { procedureOf } from '../../app/procedures.ts';
import { registeredServices } from '../../app/registered-services.ts';
import { openFigures } from '../../app/figures/statistics.ts';
import { publicEvaluations, publicRules, ruleState } from '../../app/desk/supervision-lists.ts';
import { jurisdictions, packFor } from '../../law/packs.ts';
import { nationalPage } from '../../web/portal/national.ts';
import { servicesPage } from '../../web/portal/services.ts';
import { supervisionPage, type SupervisionData } from '../../web/portal/supervision.ts';
import type { Show } from './view.ts';
import type { Env, Services } from '../services.ts';

const PAGE = 50;

/** What the public may know of those behind the register: the registrar, third parties, the link. */
export function officeRoutes(
  show: Show,
  { house, national }: Pick<Services, 'house' | 'national'>,
): Hono<Env> {
  return new Hono<Env>()
    .get(
      '/services',
      show(async (view, asked) => {
        const place = asked('after');
        const after = isUuid(place) ? place : undefined;
        const found = await registeredServices(house, { after, limit: PAGE });
        return servicesPage(view, { ...found, after });
      }),
    )
    .get(
      '/supervision',
      show(async (view) => supervisionPage(view, await supervisionData(house))),
    )
    .get(
      '/national',
      show(async (view) => nationalPage(view, await national.status())),
    );
}

async function supervisionData(house: House): Promise<SupervisionData> {
  const [evaluations, rules, figures] = await Promise.all([
    publicEvaluations(house),
    publicRules(house),
    openFigures(house),
  ]);
  return {
    reports: evaluations.flatMap((stored) => {
      const report = reportOf(stored);
      if (!report) return [];
      const { jurisdiction, year, registrar, conclusion } = report;
      const publishedOn = conclusion?.on ?? null;
      return [{ jurisdiction, year, registrar: registrar.name, publishedOn }];
    }),
    closed: jurisdictions
      .filter((place) => !figures.mayRelease(place, 'evaluation'))
      .map((jurisdiction) => ({
        jurisdiction,
        law: packFor(jurisdiction)?.profile.statisticsLaw ?? [],
      })),
    rules: rules.map((stored) => {
      const { title, status, versions } = ruleState(stored);
      return {
        id: stored.caseId,
        jurisdiction: stored.jurisdiction,
        title,
        status: procedureOf(stored.procedure).states[status]?.title ?? text(status, status),
        repealed: status === 'REPEALED',
        versions: versions.map(({ file, ...version }) => ({ ...version, hasFile: file !== null })),
      };
    }),
  };
}
