import { Hono } from 'hono';
import { text, type Text } from '../../base/text.ts';
import { bySystem, waysOf } from '../../app/procedure-ways.ts';
import { procedureByName, procedures, type AnyProcedure } from '../../app/procedures.ts';
import { roleById } from '../../contexts/identity/roles.ts';
import type { Who } from '../../kernel/types.ts';
import { jurisdictions, packFor } from '../../law/packs.ts';
import type { ClockName, Condition, RulePack } from '../../law/types.ts';
import { unitWords } from '../../web/portal/labels.ts';
import {
  procedurePage,
  proceduresPage,
  type ProcedureData,
  type PublicMaterial,
  type PublicStep,
} from '../../web/portal/law/procedure.ts';
import type { Show } from './view.ts';
import type { Env } from '../services.ts';

const GROUPS: readonly { readonly title: Text; readonly holds: RegExp }[] = [
  { title: text('登记', 'Registration'), holds: /^(?:reg\.|agency$)/ },
  { title: text('存证和第三方服务', 'Evidence and third parties'), holds: /^(?:evid|third)$/ },
  { title: text('监督和公开', 'Supervision and publication'), holds: /^(?:eval|stats|rules\.)/ },
  { title: text('账户、档案和安全', 'Accounts, records, security'), holds: /./ },
];

/** Materials are handed in with these. */
const WITH_MATERIALS = new Set(['reg.first', 'reg.change']);

/** The procedures for the public, drawn from their declarations. */
export function procedureRoutes(show: Show): Hono<Env> {
  const groupOf = (name: string) => GROUPS.find(({ holds }) => holds.test(name));
  const groups = GROUPS.map((group) => ({
    title: group.title,
    items: procedures.filter(({ name }) => groupOf(name) === group),
  }));
  return new Hono<Env>()
    .get(
      '/procedures',
      show((view) => proceduresPage(view, groups)),
    )
    .get(
      '/procedures/:name',
      show((view, _asked, c) => {
        const procedure = procedureByName(c.req.param('name') ?? '');
        return procedure && procedurePage(view, procedureData(procedure));
      }),
    );
}

const places: readonly RulePack[] = jurisdictions.flatMap((place) => packFor(place) ?? []);

export function procedureData(procedure: AnyProcedure): ProcedureData {
  const state = (id: string): Text => procedure.states[id]?.title ?? text(id, id);
  const event = (type: string): Text => procedure.events[type]?.title ?? text(type, type);
  const acts = Object.entries(procedure.acts);
  const steps = acts.map(([id, spec]) => ({
    by: byWhom(spec.by),
    id,
    title: spec.title,
    help: spec.help ?? null,
    who: spec.by.map((who) => whoWords(procedure, who)),
    from: spec.from === 'new' ? [] : spec.from.map(state),
    to: spec.to.map(state),
    law: spec.law,
  }));
  return {
    name: procedure.name,
    title: procedure.title,
    law: procedure.law,
    states: Object.entries(procedure.states).map(([id, { title, terminal }]) => ({
      id,
      title,
      terminal: terminal === true,
    })),
    ways: acts.flatMap(([, spec]) =>
      waysOf(procedure, spec).map(([from, to]) => ({
        from,
        to,
        title: spec.title,
        bySystem: bySystem(spec),
      })),
    ),
    steps: BY.flatMap((by) => {
      const items: readonly PublicStep[] = steps.filter((one) => one.by === by);
      return items.length === 0 ? [] : [{ by, items }];
    }),
    clocks: Object.entries(procedure.clocks).map(([id, clock]) => ({
      id,
      title: clock.title,
      lengths: lengthsOf(id),
      starts: clock.startsOn.map(event),
      stops: clock.stopsOn.map(event),
      expiry: clock.onExpiryText,
      law: clock.law,
    })),
    materials: WITH_MATERIALS.has(procedure.name) ? materials() : [],
  };
}

const PARTIES = text('申请人和当事人办理', 'By applicants and parties');
const OFFICE = text('登记机构和有关单位办理', 'By the registrar and other offices');
const SYSTEM = text('由系统办理', 'By the system');
const BY = [PARTIES, OFFICE, SYSTEM];

function byWhom(by: readonly Who[]): Text {
  if (by.every(({ role }) => role === 'system')) return SYSTEM;
  const group = (role: string): string | undefined => roleById(role)?.group;
  const applies = by.some((who) => 'party' in who || group(who.role) === 'applicant');
  return applies ? PARTIES : OFFICE;
}

function whoWords(procedure: AnyProcedure, who: Who): Text {
  if (who.role === 'system') return text('系统', 'the system');
  const role = roleById(who.role)?.title ?? text(who.role, who.role);
  const place = 'party' in who ? procedure.parties[who.party] : undefined;
  if (!place || place.zh === role.zh) return role;
  return text(
    `${role.zh}（本案${place.zh}一方）`,
    `${role.en} (for the ${place.en.toLowerCase()})`,
  );
}

/** What each place says; a period of one case alone (a validity, a mandate) stands in it. */
function lengthsOf(clock: string) {
  return places.flatMap(({ jurisdiction, profile }) => {
    if (!Object.hasOwn(profile.clocks, clock)) return [];
    const said = profile.clocks[clock as ClockName];
    if (said === null) return [{ jurisdiction, words: text('规则未写明', 'not said') }];
    const unit = unitWords[said.length.unit];
    const setting = said.basis === 'inf';
    return [
      {
        jurisdiction,
        words: text(
          `${said.length.n}${unit.zh}${setting ? '（办理设置）' : ''}`,
          `${said.length.n} ${unit.en}${setting ? ' (office setting)' : ''}`,
        ),
      },
    ];
  });
}

/** Every group of materials any place asks for, each with what each place says of it. */
function materials(): readonly PublicMaterial[] {
  const ids = new Set(places.flatMap(({ profile }) => profile.materials.first.map(({ id }) => id)));
  return [...ids].flatMap((id) => {
    const groups = places.map(({ jurisdiction, profile }) => ({
      jurisdiction,
      group: profile.materials.first.find((one) => one.id === id),
    }));
    const found = groups.flatMap(({ group }) => group ?? []);
    const [first] = found;
    if (!first) return [];
    const fields = new Map(
      found.flatMap((group) => group.fields.map((f) => [f.label.zh, f.label])),
    );
    return [
      {
        label: first.label,
        fields: [...fields.values()],
        asked: groups.map(({ jurisdiction, group }) => ({
          jurisdiction,
          words: group ? askedWords(group.required) : text('不要求', 'not asked'),
        })),
        law: [...new Set(found.flatMap(({ law }) => law))],
      },
    ];
  });
}

function askedWords(condition: Condition): Text {
  if (condition === 'always') return text('必须', 'always');
  if (condition === 'optional') return text('自愿', 'optional');
  return text('视情形', 'in some cases');
}
