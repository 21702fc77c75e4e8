import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import type { DutyState } from '../src/contexts/registration/duty-state.ts';
import type { CatalogueItem, FirstState } from '../src/contexts/registration/first-state.ts';
import { changeFact } from '../src/app/facts/change.ts';
import type { Case, Office } from './office.ts';

export const CATALOGUE: Readonly<Record<string, CatalogueItem>> = {
  'park-1': {
    itemId: 'park-1',
    department: '示例交通委员会',
    name: '公共停车场备案信息',
    summary: '该数据是由交通部门提供的停车场备案信息，包括停车场名称、地址、泊位数等字段信息',
    formats: 'csv,xlsx',
    digest: 'ab'.repeat(32),
  },
};

const codeOf = (c: Case): string | undefined => (c.still.state as FirstState).result?.code;

/** What the house would read for an act, from the cases and registers of this office. */
export function factsFor(at: Office, actor: Actor, input: JsonObject): Record<string, unknown> {
  const files = Object.entries(at.files).filter(([, f]) => f.org === (actor.org?.code ?? null));
  const mandate = stateOf(at, input['mandate'], 'agency');
  const parent = at.cases.find((c) => c.id === input['parent'] || codeOf(c) === input['parent']);
  const registrant = parent?.procedure
    .partiesOf(parent.still.state)
    .find((p) => p.key === 'registrant');
  const row = input['row'] as JsonObject | undefined;
  const principal = mandate?.['principal'] as { code: string; name: string } | undefined;
  return {
    organisation: at.register[actor.org?.code ?? ''] ?? null,
    principal: at.register[principal?.code ?? ''] ?? null,
    mandate: mandate
      ? {
          caseId: input['mandate'],
          status: mandate['status'],
          principal: principal?.code,
          principalName: principal?.name,
          agent: (mandate['agent'] as { code: string }).code,
          from: mandate['from'],
          to: mandate['to'],
          procedures: mandate['procedures'],
          objectKinds: mandate['objectKinds'],
        }
      : null,
    ...dutyFacts(at, actor, input),
    changeCase: changeIn(at, input['changeCase']),
    catalogueItem:
      { ...CATALOGUE, ...at.catalogue }[String(input['itemId'] ?? row?.['id'])] ?? null,
    catalogueLinked: CATALOGUE[String(input['itemId'])] ?? null,
    files: Object.fromEntries(files),
    identityVerifier: at.verifier ?? 'simulator',
    likeness: at.likeness,
    newCode: { scheme: 'test', code: `DJ-${(at.serial += 1)}`, queryCode: '秘密查询码' },
    parent: parent
      ? {
          caseId: parent.id,
          procedure: parent.procedure.name,
          status: parent.still.state.status,
          title: parent.procedure.headline(parent.still.state).title,
          registrant: { code: registrant?.id ?? '', name: registrant?.name ?? '' },
          acceptedBy: (parent.still.state as FirstState).acceptedBy ?? '',
          inForce:
            parent.procedure.name === 'reg.first' && parent.still.state.status === 'REGISTERED',
          noticeTo: parent.still.clocks.find((c) => c.name === 'publicNotice')?.due,
        }
      : null,
  };
}

const stateOf = (at: Office, id: unknown, procedure: string) =>
  at.cases.find((c) => c.id === id && c.procedure.name === procedure)?.still.state as
    | JsonObject
    | undefined;

/** The case named as the change that puts an entry right. */
function changeIn(at: Office, id: unknown) {
  const found = at.cases.find((c) => c.id === id);
  return found ? changeFact(found.id, found.procedure, found.still.state) : null;
}

/** The holder of a duty, the duty an application answers, and the case it follows. */
function dutyFacts(at: Office, actor: Actor, input: JsonObject): Record<string, unknown> {
  const named = stateOf(at, input['duty'], 'reg.duty') as DutyState | undefined;
  const earlier = stateOf(at, input['after'], 'reg.first') as FirstState | undefined;
  return {
    holder: at.register[String(input['holder'] ?? actor.org?.code)] ?? null,
    dutyCase: named
      ? {
          caseId: input['duty'],
          status: named.status,
          holder: named.holder.code,
          objectKind: named.objectKind,
          inScope: named.inScope,
          suppliedOn: named.suppliedOn,
        }
      : null,
    earlier: earlier
      ? { caseId: input['after'], status: earlier.status, registrant: earlier.registrant.code }
      : null,
  };
}
