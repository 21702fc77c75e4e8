import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import type { DomainEvent, Procedure, RecordedEvent } from '../../kernel/types.ts';
import { office } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { day, files, named, words, type FileFact, type FileFacts } from './inputs.ts';

export interface RuleDocumentState {
  readonly status: string;
  readonly title: string;
  /** Oldest first; the last one is in force from its day on. */
  readonly versions: readonly {
    readonly version: number;
    readonly publishedOn: string;
    readonly effectiveFrom: string;
    readonly file: FileFact | null;
  }[];
}

const act = actsOf<RuleDocumentState, RulePack, { readonly files: FileFacts }>();
const LAW = ['NAT-REG-6', 'BJ-REG-5', 'CQ-REG-7(1)', 'CQ-REG-26'];
const BY = [office('registrar.issue')];
const EVERYBODY = ['municipal_data_authority', 'district_data_authority', 'auditor'];
const fields = {
  effectiveFrom: day.meta({ title: '施行日期 In force from' }),
  document: files(1).max(1).meta({ title: '规则文本 The document', 'x-file': true }),
};

function published(
  version: number,
  title: string,
  input: { readonly effectiveFrom: string; readonly document: readonly string[] },
  known: FileFacts,
): DomainEvent[] | Refusal {
  const found = named(input.document, known, LAW);
  if (isRefusal(found)) return found;
  return [
    {
      type: 'rules.Published',
      data: { version, effectiveFrom: input.effectiveFrom },
      private: { document: { title, files: found } },
    },
  ];
}

const publishRules = act({
  title: text('发布业务规则', 'Publish business rules'),
  help: text(
    '登记机构制定的服务、异议、凭证等业务规则；发布后任何人可以查阅和下载。',
    'Rules of the registrar on service, objection and certificates; anybody may read them.',
  ),
  law: LAW,
  by: BY,
  from: 'new',
  to: ['in_force'],
  input: z.strictObject({ title: words(200, 2).meta({ title: '规则名称 Title' }), ...fields }),
  needs: ['files'],
  emits: ['rules.Published'],
  decide({ input, facts, rules }) {
    if (!rules.profile.businessRules.allowed) return notAllowed();
    return published(1, input.title, input, facts.files);
  },
});

const reviseRules = act({
  title: text('发布新版本', 'Publish a new version'),
  law: LAW,
  by: BY,
  from: ['in_force'],
  to: ['in_force'],
  input: z.strictObject(fields),
  needs: ['files'],
  emits: ['rules.Published'],
  ready: ({ versions }) => (versions.length < MOST_VERSIONS ? undefined : versionsFull()),
  decide: ({ state, input, facts }) =>
    published(state.versions.length + 1, state.title, input, facts.files),
});

const repealRules = act({
  title: text('废止业务规则', 'Repeal'),
  law: LAW,
  by: BY,
  from: ['in_force'],
  to: ['REPEALED'],
  input: z.strictObject({}),
  emits: ['rules.Repealed'],
  final: true,
  decide: () => [{ type: 'rules.Repealed', data: {} }],
});

const MOST_VERSIONS = 200;

function evolve(state: RuleDocumentState | undefined, event: RecordedEvent): RuleDocumentState {
  if (event.type === 'rules.Published') {
    const { title = '', files: papers = [] } = event.private?.['document'] ?? {};
    const version = {
      version: Number(event.data['version']),
      publishedOn: event.at.slice(0, 10),
      effectiveFrom: String(event.data['effectiveFrom']),
      file: (papers as unknown as readonly FileFact[])[0] ?? null,
    };
    return {
      status: 'in_force',
      title: state?.title ?? String(title),
      versions: [...(state?.versions ?? []), version],
    };
  }
  if (!state || event.type !== 'rules.Repealed') {
    throw new Error(`rules.doc does not know ${event.type}`);
  }
  return { ...state, status: 'REPEALED' };
}

const notAllowed = (): Refusal =>
  refuse(
    'BUSINESS_RULES_NOT_ALLOWED',
    text(
      '本地规则没有授权登记机构制定业务规则。',
      'The rules of this place do not let the registrar write its own.',
    ),
    LAW,
    'forbidden',
  );

const versionsFull = (): Refusal =>
  refuse('VERSIONS_FULL', text('版本已达到上限。', 'No more versions fit.'), LAW, 'conflict');

export const RULE_DOCUMENT = 'rules.doc';

/** Business rules the registrar writes (业务规则): requirement map E40. Public in every state. */
export const ruleDocument: Procedure<RuleDocumentState, RulePack> = {
  name: RULE_DOCUMENT,
  title: text('登记业务规则', 'Business rules of the registrar'),
  law: LAW,
  states: {
    in_force: { title: text('有效', 'In force') },
    REPEALED: { title: text('已废止', 'Repealed'), terminal: true },
  },
  parties: {},
  events: {
    'rules.Published': {
      title: text('发布业务规则', 'Rules published'),
      law: LAW,
      groups: { document: EVERYBODY },
      bindsOthers: true,
    },
    'rules.Repealed': {
      title: text('废止业务规则', 'Rules repealed'),
      law: LAW,
      bindsOthers: true,
    },
  },
  clocks: {},
  acts: { publishRules, reviseRules, repealRules },
  evolve,
  partiesOf: () => [],
  headline: (s) => ({ title: s.title, registrant: null, district: null, search: s.title }),
  view: (state) => ({ ...state }) as unknown as JsonObject,
};
