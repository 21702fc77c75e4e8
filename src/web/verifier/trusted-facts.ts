import { text, type Language, type Text } from '../../base/text.ts';
import { isDemonstration } from '../../log/demonstration.ts';
import { asIs, type Fact } from './report.ts';
import type { Trust, Trusted } from './trust.ts';

const SITE = text('取自', 'Taken from');
const LOG = text('目录链', 'Log');
const WITNESS = text('见证人', 'Witness');
const QUORUM = text('要求的见证', 'Quorum');
const NOBODY = text('不要求', 'none asked for');
const DEMO = text('演示见证，不独立', 'demonstration, not independent');
const KEY = text('凭证公钥', 'Credential key');
const REGISTRAR = text('登记机构证书', 'Registrar’s certificate');

/** Everything and everybody that is believed, for the reader to see. */
export function trustedFacts(trust: Trust, now: Trusted, lang: Language): readonly Fact[] {
  const facts: Fact[] = [];
  const add = (label: Text, ...parts: readonly string[]): void => {
    facts.push({ label, value: asIs(parts.filter((part) => part !== '').join(' · ')) });
  };
  add(SITE, trust.site, trust.at.slice(0, 16).replace('T', ' '));
  for (const { logs, witnesses, groups, quorum } of new Set([now.policy.sha256, now.policy.sm3])) {
    for (const { key } of logs) add(LOG, key.name, key.scheme);
    for (const { name, key } of witnesses) {
      add(WITNESS, name, key.scheme, isDemonstration(key.name) ? DEMO[lang] : '');
    }
    for (const { name, threshold, members } of groups) {
      add(QUORUM, `${name} = ${threshold} / ${members.join(', ')}`);
    }
    add(QUORUM, quorum === 'none' ? NOBODY[lang] : quorum);
  }
  for (const { keyId, alg } of now.keys) add(KEY, alg, keyId);
  for (const code of now.certificates.keys()) add(REGISTRAR, code);
  return facts;
}
