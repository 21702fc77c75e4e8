import type { ActSpec, CaseState } from '../kernel/types.ts';
import type { RulePack } from '../law/types.ts';
import type { AnyProcedure } from './procedures.ts';

type AnyAct = ActSpec<CaseState, RulePack>;

/** From one state to another, or into the procedure. */
export type Way = readonly [from: string | null, to: string];

/** The ways an act is drawn with. An act with several states before and after it stays where it is
 *  more often than not, so only the ways out of its own states are drawn, and out of an end only
 *  those of acts that are taken there alone: what becomes of an entry. */
export function waysOf(procedure: AnyProcedure, spec: AnyAct): readonly Way[] {
  if (spec.from === 'new') return spec.to.map((to) => [null, to] as const);
  const terminal = (state: string): boolean => procedure.states[state]?.terminal === true;
  const live = spec.from.filter((state) => !terminal(state));
  const out = spec.to.filter((state) => !spec.from.includes(state));
  if (live.length === 0) return spec.from.flatMap((from) => out.map((to) => [from, to] as const));
  const to = live.length === 1 ? spec.to : out.length > 0 ? out : spec.to.filter(terminal);
  return live.flatMap((from) => to.filter((t) => t !== from).map((t) => [from, t] as const));
}

/** Nobody takes it: a clock that runs out, or what happened in another case, does. */
export const bySystem = (spec: AnyAct): boolean => spec.by.every(({ role }) => role === 'system');
