import { PERSONAL_KINDS, scanPersonal } from '../../base/personal-scan.ts';
import { text, type Text } from '../../base/text.ts';
import { PUBLISHED_WORDS } from '../../law/published-words.ts';
import type { RulePack } from '../../law/types.ts';
import { isFileValue } from './dossier.ts';
import { gap, type Finding } from './finding.ts';
import { dossierText, type FirstState } from './first-state.ts';

/** Whether the parts of a dossier agree with each other and with the accounts behind it. */
export function consistency(state: FirstState, rules: RulePack, today: string): Finding[] {
  const found: Finding[] = [];
  const warn = (item: string, code: string, zh: string, en: string, law: readonly string[]) =>
    found.push({ item, level: 'warning', code, says: text(zh, en), law });
  if (dossierText(state, 'subject', 'name') !== state.registrant.name) {
    warn(
      'subject.name',
      'NAME_DIFFERS',
      '主体名称与账户所属单位名称不一致。',
      'The subject name differs from the name of the registered organisation.',
      rules.profile.scope.law,
    );
  }
  if (dossierText(state, 'subject', 'creditCode') !== state.registrant.code) {
    found.push(
      gap(
        'subject.creditCode',
        'CODE_DIFFERS',
        '统一社会信用代码与登记主体不一致。',
        'The credit code is not that of the registrant.',
        rules.profile.scope.law,
      ),
    );
  }
  const summary = dossierText(state, 'dataResource', 'summary');
  if (summary !== '' && [...summary].length < 20) {
    warn(
      'dataResource.summary',
      'SUMMARY_THIN',
      '数据内容简介过短，公众难以据此了解数据。',
      'The summary is too short for the public to understand the data.',
      rules.profile.noticeLaw,
    );
  }
  for (const item of PUBLISHED_WORDS) {
    const kinds = personalIn(state, item);
    if (kinds.length === 0) continue;
    warn(
      item,
      'PUBLIC_PERSONAL',
      `这一项将要公开，疑似含有${kinds.map((k) => k.zh).join('、')}，公示前请核对。`,
      `This will be public and seems to hold: ${kinds.map((k) => k.en).join(', ')}; check it first.`,
      rules.profile.noticeLaw,
    );
  }
  const proof = state.dossier['evidence']?.['proofFile'];
  if (state.evidence && isFileValue(proof) && proof.sha256 !== state.evidence.digest) {
    found.push(
      gap(
        'evidence.proofFile',
        'EVIDENCE_CHANGED',
        '存证证明文件与关联存证的摘要不一致。',
        'The proof file differs from the digest of the linked deposit.',
        rules.profile.prerequisites.evidenceLaw,
      ),
    );
  }
  const until = dossierText(state, 'product', 'agreementTo');
  if (until !== '' && until < today) {
    found.push(
      gap(
        'product.agreementTo',
        'AGREEMENT_OVER',
        '授权协议期限已届满。',
        'The authorisation agreement is over.',
        rules.profile.validity.law,
      ),
    );
  }
  if (state.agent && state.agent.to < today) {
    found.push(
      gap(
        'agency.termTo',
        'MANDATE_OVER',
        '委托期限已届满。',
        'The mandate of the agent is over.',
        rules.profile.agents.law,
      ),
    );
  }
  if (state.importedFrom && state.anchor && state.importedFrom.itemId !== state.anchor.itemId) {
    warn(
      'dataResource.catalogueItemId',
      'CATALOGUE_DIFFERS',
      '导入内容与关联目录不是同一条目。',
      'The imported content and the linked catalogue item are not the same entry.',
      rules.profile.prerequisites.catalogueLaw,
    );
  }
  return found;
}

/** Whoever deposits or assesses as a third party stands apart from registrar, registrant and agent
 *  (CQ-REG-14, G51): Chongqing refuses, Beijing points it out. */
export function independence(state: FirstState, rules: RulePack): Finding[] {
  const { independence: strictness, law } = rules.profile.thirdParty;
  const level = strictness === 'block' ? 'gap' : 'warning';
  const near = [state.registrant.code, rules.profile.registrar.creditCode, state.agent?.code];
  const says = text(
    '第三方专业服务机构不得与登记机构、登记主体或者代理机构为同一单位。',
    'A third-party service must not be the registrar, the registrant or the agent.',
  );
  return THIRD_PARTIES.flatMap(({ group, mode, code }) => {
    const apart = dossierText(state, group, mode) !== 'third_party';
    if (apart || !near.includes(dossierText(state, group, code))) return [];
    return [{ item: `${group}.${code}`, level, code: 'NOT_INDEPENDENT', says, law }];
  });
}

const THIRD_PARTIES = [
  { group: 'evidence', mode: 'mode', code: 'providerCreditCode' },
  { group: 'riskAssessment', mode: 'author', code: 'assessorCreditCode' },
];

function personalIn(state: FirstState, item: string): Text[] {
  const [group = '', field = ''] = item.split('.');
  const hits = scanPersonal(dossierText(state, group, field));
  return [...new Set(hits.map(({ kind }) => kind))].map((kind) => PERSONAL_KINDS[kind]);
}
