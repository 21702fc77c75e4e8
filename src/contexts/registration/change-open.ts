import { z } from 'zod';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { RulePack } from '../../law/types.ts';
import { withoutPersonal, type Dossier } from './dossier.ts';
import type { EntryDossier } from './entry-fact.ts';
import { act, type Revision } from './first-state.ts';
import { words } from './inputs.ts';
import { mandateRefusal } from './mandate.ts';

const LAW = ['NAT-REG-9(2)', 'BJ-REG-10(2)', 'CQ-REG-16'];

/** What can change: the five occasions the article names. */
export const TRIGGERS = [
  'data_source',
  'data_resource',
  'product_service',
  'evidence',
  'registrant_info',
] as const;

export const openChange = act({
  title: text('新建变更申请', 'Open a change'),
  help: text(
    '数据来源、数据资源、产品和服务、存证情况发生重要更新，或登记主体信息重大变化的，及时申请变更登记。',
    'When source, resource, product or evidence is updated in an important way, or the registrant changes.',
  ),
  law: LAW,
  by: [{ role: 'registrant' }, { role: 'agent' }],
  from: 'new',
  to: ['draft'],
  input: z.strictObject({
    entry: words(80).meta({ title: '登记编码 Registration code', 'x-entry': true }),
    triggers: z
      .array(z.enum(TRIGGERS))
      .min(1)
      .max(TRIGGERS.length)
      .meta({ title: '变更事由 Occasion' }),
    mandate: z
      .uuid()
      .optional()
      .meta({ title: '委托代理事项（代理机构填写） Mandate, for agents', 'x-for': 'agent' }),
  }),
  needs: ['entryDossier', 'mandate'],
  emits: ['reg.ChangeOpened'],
  decide({ input, facts, rules, actor, today }) {
    const entry = facts.entryDossier;
    if (!entry) return entryUnknown();
    const { mandate } = input;
    const principal = mandate === undefined ? actor.org?.code : facts.mandate?.principal;
    const wrong =
      mandateRefusal(actor, mandate, facts, rules, today, {
        procedure: 'reg.change',
        objectKind: entry.objectKind,
      }) ??
      (principal === entry.registrant.code ? undefined : notYourEntry()) ??
      (entry.status === 'REGISTERED' ? undefined : entryEnded());
    if (wrong) return wrong;
    const { code, kind, region } = entry.registrant;
    const agent = mandate === undefined ? null : facts.mandate;
    return [
      {
        type: 'reg.ChangeOpened',
        data: {
          about: entry.caseId,
          registrant: code,
          ...(agent ? { agent: { code: agent.agent, mandate: agent.caseId } } : {}),
        },
        private: {
          ...begins(entry, rules, agent ? (actor.org?.name ?? '') : null),
          grounds: {
            ...carriedOf(entry, input.triggers),
            triggers: [...new Set(input.triggers)],
            ...(agent ? { until: agent.to } : {}),
            code: entry.code,
            version: entry.version,
            objectKind: entry.objectKind,
            inScope: entry.inScope,
            registrant: { code, kind, region },
          },
        },
      },
    ];
  },
});

/** The dossier of the entry, to be changed; of its own filing only who files. */
function begins(entry: EntryDossier, rules: RulePack, agentName: string | null): Revision {
  const { agency: _former, change: _before, ...dossier } = entry.dossier;
  const { material, personal } = divided(dossier, rules);
  return {
    material: agentName === null ? material : { ...material, agency: { agentName } },
    personal,
  };
}

/** New data wants new evidence (F2, inferred); what does not touch it goes on resting on the old. */
const carriedOf = ({ anchor, evidence }: EntryDossier, triggers: readonly string[]) => ({
  anchor,
  evidence: triggers.some((t) => ['data_source', 'data_resource', 'evidence'].includes(t))
    ? null
    : evidence,
});

/** A dossier in two parts: what is personal is kept, and can be erased, by itself. */
export function divided(dossier: Dossier, rules: RulePack): Revision {
  const material: Record<string, Dossier[string]> = {};
  const personal: Record<string, Dossier[string]> = {};
  for (const [id, values] of Object.entries(dossier)) {
    const group = rules.profile.materials.first.find((g) => g.id === id);
    if (!group) continue;
    const parts = withoutPersonal(group, values);
    material[id] = parts.open;
    if (Object.keys(parts.personal).length > 0) personal[id] = parts.personal;
  }
  return { material, personal };
}

const entryUnknown = (): Refusal =>
  refuse('ENTRY_UNKNOWN', text('登记簿中没有这一登记。', 'The register has no such entry.'), LAW);

const notYourEntry = (): Refusal =>
  refuse(
    'ENTRY_NOT_YOURS',
    text(
      '变更登记由登记主体申请；他人发现错误的，可以申请更正登记。',
      'A change is for the registrant to ask for; others who find an error may ask for a correction.',
    ),
    LAW,
    'forbidden',
  );

export const entryEnded = (): Refusal =>
  refuse(
    'ENTRY_NOT_IN_FORCE',
    text('该登记已注销或者已撤销，不能变更。', 'The entry was cancelled or revoked.'),
    LAW,
    'conflict',
  );
