import { text, type Text } from '../../base/text.ts';
import { isDemonstration } from '../../log/demonstration.ts';
import { formatVerifierKey } from '../../log/note.ts';
import type { ProofVerdict } from '../../log/proof-file.ts';
import type { SuiteId } from '../../log/suite.ts';
import { forkAmong, uncheckedIn, type Evidence } from './log-evidence.ts';
import {
  BOTH_AGREE,
  cosigned,
  cosignedInDemonstration,
  FAULTS,
  FORKED,
  NO_BELIEF,
  NO_PROOF,
  NO_WITNESSES,
  notChecked,
  NOTHING_TO_WITNESS,
  placeOf,
  SIGNED_BY_LOG,
  SUITE,
  TOO_FEW,
  type LogFault,
} from './log-words.ts';
import { asIs, beijingTime, check, type Check } from './report.ts';
import type { Trusted } from './trust.ts';

type Proven = Evidence & { readonly verdict: Extract<ProofVerdict, { ok: true }> };

const isProven = (one: Evidence): one is Proven => one.verdict.ok;

const faultIn = (evidence: readonly Evidence[]): LogFault | undefined =>
  evidence.flatMap(({ verdict }) => (verdict.ok ? [] : [verdict.fault]))[0];

const KEY_SHOWN = 120;

/** The signatures of the log on its heads. */
export function logSignature(evidence: readonly Evidence[], trusted: Trusted): Check {
  const keys = evidence.filter(isProven).map(({ verdict }) => formatVerifierKey(verdict.log));
  const details = [
    ...[...new Set(keys)].map((key) => asIs(key.slice(0, KEY_SHOWN))),
    ...evidence.flatMap(({ note, suite }) => uncheckedIn(note, trusted, suite).map(notChecked)),
  ];
  const fault = faultIn(evidence);
  if (evidence.length === 0) return check('signature', 'absent', NO_PROOF);
  return fault === undefined || fault === 'not-included'
    ? check('signature', 'pass', SIGNED_BY_LOG, details)
    : check('signature', 'fail', FAULTS[fault], details);
}

/** That the entry stands where its proofs say. */
export function logged(evidence: readonly Evidence[], trusted: Trusted): Check {
  const fault = faultIn(evidence);
  if (fault !== undefined) return check('logged', 'fail', FAULTS[fault]);
  const [first] = evidence.filter(isProven);
  if (first === undefined) return check('logged', 'absent', NO_PROOF);
  const details = evidence.filter(isProven).map(({ suite, index, verdict: { checkpoint } }) => {
    const { origin, size } = checkpoint;
    return text(
      `${SUITE[suite].zh}：${origin}，位置 ${index}，长度 ${size}`,
      `${SUITE[suite].en}: ${origin}, place ${index}, length ${size}`,
    );
  });
  if (forkAmong(evidence, trusted)) return check('logged', 'fail', FORKED, details);
  const place = placeOf(first.index ?? 0, first.verdict.checkpoint.size);
  return check('logged', 'pass', place, details);
}

const keyName = ({ policy }: Trusted, suite: SuiteId, name: string): string =>
  policy[suite].witnesses.find((one) => one.name === name)?.key.name ?? name;

function witnessLine(trusted: Trusted, suite: SuiteId, name: string, time: number): Text {
  const when = time === 0 ? text('未注明时间', 'no time given') : beijingTime(time);
  const demo = isDemonstration(keyName(trusted, suite, name));
  return text(
    `${SUITE[suite].zh}：${name}，${when.zh}${demo ? '（演示见证，不独立）' : ''}`,
    `${SUITE[suite].en}: ${name}, ${when.en}${demo ? ' (demonstration, not independent)' : ''}`,
  );
}

/** Who has seen the heads, and when. */
export function witnessed(evidence: readonly Evidence[], trusted: Trusted): Check {
  const proven = evidence.filter(isProven);
  if (proven.length === 0) return check('witnessed', 'absent', NOTHING_TO_WITNESS);
  const details = proven.flatMap(({ suite, verdict: { witnesses } }) =>
    witnesses.map(({ name, time }) => witnessLine(trusted, suite, name, time)),
  );
  if (proven.every(({ suite }) => trusted.policy[suite].quorum === 'none')) {
    return check('witnessed', 'absent', NO_WITNESSES, details);
  }
  if (!proven.every(({ verdict }) => verdict.witnessed)) {
    return check('witnessed', 'absent', TOO_FEW, details);
  }
  const names = proven.flatMap(({ suite, verdict: { witnesses } }) =>
    witnesses.map(({ name }) => keyName(trusted, suite, name)),
  );
  const count = new Set(names).size;
  return names.every(isDemonstration)
    ? check('witnessed', 'caution', cosignedInDemonstration(count), details)
    : check('witnessed', 'pass', cosigned(count), details);
}

/** Whether both kinds of cryptography say the same. */
export function bothTrees(evidence: readonly Evidence[]): Check {
  const held = new Set(evidence.filter(isProven).map(({ suite }) => suite));
  if (held.size === 2) return check('suites', 'pass', BOTH_AGREE);
  const [one] = held;
  if (one === undefined) {
    return check('suites', 'absent', evidence.length === 0 ? NO_PROOF : NO_BELIEF);
  }
  const { zh, en } = SUITE[one];
  return check('suites', 'absent', text(`这里只有${zh}一种。`, `Only ${en} is here.`));
}
