import { z } from 'zod';
import type { ActSpec, CaseState, Who } from '../kernel/types.ts';
import type { RulePack } from '../law/types.ts';
import type { AnyProcedure } from './procedures.ts';

/** A procedure as other programs and the screen read it: drawn from its declaration alone. */
export function describeProcedure(procedure: AnyProcedure) {
  return {
    name: procedure.name,
    title: procedure.title,
    law: [...procedure.law],
    parties: procedure.parties,
    states: Object.entries(procedure.states).map(([name, s]) => ({
      name,
      title: s.title,
      terminal: s.terminal === true,
      unfiled: s.unfiled === true,
    })),
    acts: Object.entries(procedure.acts).map(([name, spec]) => describeAct(name, spec)),
    clocks: Object.entries(procedure.clocks).map(([name, c]) => ({
      name,
      title: c.title,
      law: [...c.law],
      startsOn: [...c.startsOn],
      stopsOn: [...c.stopsOn],
      onExpiry: c.onExpiry ?? null,
      onExpiryText: c.onExpiryText,
    })),
    events: Object.entries(procedure.events).map(([name, e]) => ({
      name,
      title: e.title,
      law: [...e.law],
      bindsOthers: e.bindsOthers === true,
    })),
  };
}

const schemas = new WeakMap<object, Record<string, unknown>>();

function describeAct(name: string, spec: ActSpec<CaseState, RulePack>) {
  let schema = schemas.get(spec);
  if (!schema) {
    schema = z.toJSONSchema(spec.input, { io: 'input', unrepresentable: 'any' }) as Record<
      string,
      unknown
    >;
    schemas.set(spec, schema);
  }
  return {
    name,
    title: spec.title,
    ...(spec.help ? { help: spec.help } : {}),
    law: [...spec.law],
    by: spec.by.map(describeWho),
    from: spec.from === 'new' ? ('new' as const) : [...spec.from],
    to: [...spec.to],
    emits: [...spec.emits],
    final: spec.final === true,
    input: schema,
  };
}

function describeWho(who: Who) {
  return {
    role: who.role,
    party: 'party' in who ? who.party : null,
    office: 'office' in who,
  };
}

/** A rule pack as the screen needs it: lists to choose from, materials to draw forms of. */
export function describePack(pack: RulePack) {
  const { text: rule, profile } = pack;
  return {
    id: pack.id,
    jurisdiction: pack.jurisdiction,
    name: pack.name,
    refines: pack.refines,
    status: rule.status,
    title: rule.title,
    instrument: rule.instrument,
    effectiveFrom: rule.effectiveFrom,
    effectiveTo: rule.effectiveTo,
    profile,
  };
}
