import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { placesOf } from '../src/kernel/who.ts';
import { classOfGroup } from '../src/contexts/records/classes.ts';
import type { Erasable, ErasureState } from '../src/contexts/records/erasable.ts';
import type { Case, Office } from './office.ts';

/** What the house would find of a case from which something shall be erased, without its children. */
export function recordsFacts(
  at: Office,
  actor: Actor,
  input: JsonObject,
  c: Case | undefined,
): { readonly erasable: Erasable | null } {
  const order = c?.still.state as ErasureState | undefined;
  const about = at.cases.find(({ id }) => id === (order?.about ?? input['about']));
  if (!about) return { erasable: null };
  const { procedure, still, entries } = about;
  const party = placesOf(actor, procedure.partiesOf(still.state)).length > 0;
  const office = actor.org?.code === at.rules.profile.registrar.creditCode;
  if (!party && !office) return { erasable: null };
  const spec = procedure.states[still.state.status];
  const wish = (order ?? input) as { classes?: readonly string[]; parts?: readonly string[] };
  const present = entries.flatMap(({ body }, i) =>
    Object.keys(body ?? {}).map((group) => ({ name: `${i + 1}/${group}`, group })),
  );
  const named = wish.parts ?? [];
  const classes = wish.classes ?? [];
  const chosen = present.filter(
    ({ name, group }) =>
      named.includes(name) || (!group.startsWith('$') && classes.includes(classOfGroup(group))),
  );
  return {
    erasable: {
      caseId: about.id,
      procedure: procedure.name,
      standing: party ? 'party' : 'office',
      settled: spec?.terminal === true || spec?.unfiled === true,
      parts: chosen.length,
      unknown: named.filter((name) => !present.some((p) => p.name === name)),
      kept: [],
      breaksPublic: false,
      cases: 1,
    },
  };
}
