import type { Json } from '../base/json.ts';
import type { Condition, MaterialField, SealOf } from './types.ts';

/** Answers a path such as `evidence.mode` from a dossier; undefined when nothing is known. */
export type Facts = (path: string) => Json | undefined;

/** Is the thing under this condition required? `optional` never is; an unknown fact never matches. */
export function holds(condition: Condition, facts: Facts): boolean {
  if (condition === 'always') return true;
  if (condition === 'optional') return false;
  if ('all' in condition) return condition.all.every((part) => holds(part, facts));
  if ('any' in condition) return condition.any.some((part) => holds(part, facts));
  const value = facts(condition.is);
  return (typeof value === 'string' || typeof value === 'boolean') && condition.in.includes(value);
}

/** May the thing be given at all? What is optional may; what does not apply may not. */
export function offered(condition: Condition, facts: Facts): boolean {
  return condition === 'optional' || holds(condition, facts);
}

/** Whose seals a file must carry in this dossier. */
export function sealsOf(field: MaterialField, facts: Facts): readonly SealOf[] {
  const other = field.sealsWhen;
  if (other && holds(other.condition, facts)) return other.seals;
  return field.seals ?? [];
}
