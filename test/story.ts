import { Readable } from 'node:stream';
import { act, open } from '../src/app/act.ts';
import { pinnedPack } from '../src/app/rules.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import type { StoredCase } from '../src/store/cases.ts';
import { samplePdf } from '../src/store/file.fixtures.ts';
import { sealedFiles } from '../src/contexts/registration/seals.ts';
import type { FirstState } from '../src/contexts/registration/first-state.ts';
import type { House } from '../src/app/house.ts';
import { AGENCY, ITEM, people } from './people.ts';

const DEPOSITED = '2026-01-05';

export async function upload(house: House, actor: Actor, what: string): Promise<string> {
  const pdf = Readable.from([samplePdf(`% ${what}`)]);
  const uploader = { accountId: actor.accountId, org: actor.org?.code ?? null };
  return (await house.files.receive(uploader, pdf, `${what}.pdf`)).id;
}

/** What the applicant types, group by group; `paper` stands for every file. */
export const dossier = (name: string, paper: string): [string, JsonObject][] => [
  ['subject', { contactName: '李明', contactPhone: '010-65396000' }],
  ['sourceLegality', { undertaking: paper, legalBasis: '依法履行职责过程中收集' }],
  [
    'dataResource',
    {
      name,
      summary: '全市养老机构基本信息，供公众查询，包括机构名称、地址、床位数',
      industryCode: 'S92',
      volume: '1200条',
      updateCycle: 'monthly',
      grade: '1',
      storageLocation: '北京市政务云',
      storageSystem: '社会福利管理平台',
      shareAttribute: 'unconditional',
      openAttribute: 'unconditional',
      format: 'file',
      dataFields: '机构名称、地址、床位数',
      personalInformation: false,
    },
  ],
  [
    'evidence',
    {
      description: '存证于市级区块链',
      proofFile: paper,
      storageLocation: '市级区块链',
      queryResult: '可查',
      operationLog: '已留存',
      mode: 'self',
      depositedOn: DEPOSITED,
      digest: 'ab'.repeat(32),
    },
  ],
  ['scenario', { usable: '公共服务', forbidden: '不得用于识别个人', problemsSolved: '便民查询' }],
  [
    'riskAssessment',
    {
      report: paper,
      areas: [
        'systemSecurity',
        'dataSecurity',
        'dataSecurityTechnology',
        'processingSecurity',
        'personalInformation',
        'emergencyResponse',
      ],
      author: 'self',
      assessedOn: DEPOSITED,
      conclusion: '风险可控',
    },
  ],
];

export const say =
  (house: House, caseId: string) =>
  (actor: Actor, name: string, input: JsonObject = {}): Promise<StoredCase> =>
    act(house, { actor, caseId, act: name, input });

export const draft = (house: House, key?: string, links: JsonObject = {}): Promise<StoredCase> =>
  open(house, {
    actor: people.editor,
    procedure: 'reg.first',
    jurisdiction: 'beijing',
    input: { objectKind: 'resource', inScope: true, suppliedOn: house.time.today(), ...links },
    key,
  });

/** A draft with everything in it, filed. */
export async function filed(
  house: House,
  name = '养老机构名录',
  links: JsonObject = {},
): Promise<StoredCase> {
  const { caseId } = await draft(house, undefined, links);
  const does = say(house, caseId);
  const paper = await upload(house, people.editor, '承诺书');
  await does(people.editor, 'importContent', { itemId: ITEM });
  for (const [group, values] of dossier(name, paper)) {
    await does(people.editor, 'attachMaterial', { group, values });
  }
  await does(people.editor, 'linkEvidence', { depositedOn: DEPOSITED });
  await does(people.reviewer, 'recordInternalReview', { opinion: '材料齐全，同意申报' });
  return does(people.editor, 'submit', { declaration: true });
}

/** Filed, accepted, reviewed and in public notice. */
export async function inNotice(house: House, name?: string): Promise<StoredCase> {
  const { caseId } = await filed(house, name);
  const does = say(house, caseId);
  const accepted = await does(people.intake, 'accept');
  const rules = pinnedPack(accepted.pack);
  const files = sealedFiles(accepted.state as FirstState, rules).map((f) => f.id);
  for (const file of new Set(files))
    await does(people.formal, 'confirmSeal', { file, found: true });
  await does(people.formal, 'passReview', { checked: true });
  return does(people.issuer, 'publishNotice');
}

export async function objectTo(house: House, parent: string): Promise<StoredCase> {
  const evidence = [await upload(house, people.objector, '异议证据')];
  const input = { parent, interest: '同一数据', reason: '该数据由本单位采集', evidence };
  return open(house, {
    actor: people.objector,
    procedure: 'reg.objection',
    jurisdiction: 'beijing',
    input,
  });
}

/** An objection that has reached the referee. */
export async function disputed(house: House, parent: string): Promise<StoredCase> {
  const { caseId } = await objectTo(house, parent);
  const does = say(house, caseId);
  await does(people.referee, 'notifyRegistrant');
  const evidence = [await upload(house, people.editor, '答复证据')];
  return does(people.editor, 'reply', { statement: '本单位依法采集', evidence });
}

/** A mandate in force between the registrant and the agent. */
export async function mandate(house: House, to = '2026-12-31'): Promise<StoredCase> {
  const agreement = await upload(house, people.editor, '委托协议');
  const input = {
    agentName: AGENCY.name,
    agentCreditCode: AGENCY.code,
    from: house.time.today(),
    to,
    agreement,
  };
  const { caseId } = await open(house, {
    actor: people.editor,
    procedure: 'agency',
    jurisdiction: 'beijing',
    input,
  });
  const does = say(house, caseId);
  await does(people.editor, 'seal', { sealed: true });
  return does(people.agent, 'seal', { sealed: true });
}
