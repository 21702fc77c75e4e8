import { text } from '../../base/text.ts';
import { parseProof } from '../../log/proof-file.ts';
import { browserCheck } from './check-signature.ts';
import { entryFacts, entryView } from './entry-view.ts';
import { bothTrees, logged, logSignature, witnessed } from './log-checks.ts';
import { checkProof, type Evidence } from './log-evidence.ts';
import { check, reportOf, waysOf, type Check, type Report } from './report.ts';
import type { Trusted } from './trust.ts';

const SUBJECT = text('目录链记录', 'An entry of the log');

/** The entry a proof brings along in its extra data, if it is one: the proof itself vouches for it. */
const carried = (proofs: readonly string[]): Uint8Array | undefined =>
  proofs.map((file) => parseProof(file)?.extra).find((extra) => extra?.[0] === 0x7b) ?? undefined;

function intact(evidence: readonly Evidence[]): Check {
  const broken = evidence.some(({ verdict }) => !verdict.ok && verdict.fault === 'not-included');
  if (broken) {
    return check(
      'intact',
      'fail',
      text('记录的内容与链上的不同。', 'The entry is not what the log has.'),
    );
  }
  const held = evidence.some(({ verdict }) => verdict.ok);
  return held
    ? check('intact', 'pass', text('记录的内容与链上的相同。', 'The entry is what the log has.'))
    : check('intact', 'absent', text('还无从比较。', 'There is nothing to compare it with yet.'));
}

function codeOf(code: string | undefined): Check {
  return code === undefined
    ? check('code', 'absent', text('这一步没有登记码。', 'This step names no registration code.'))
    : check('code', 'pass', text(`记录写明登记码 ${code}。`, `It names the code ${code}.`));
}

const NO_TIME = text(
  '单条记录不带时间戳；见证人联署的时间见“见证”。',
  'A single entry has no time-stamp; see when the witnesses cosigned.',
);

/** One entry with its proofs (C2SP tlog-proof), or either without the other. */
export async function checkEntry(
  given: Uint8Array | undefined,
  proofs: readonly string[],
  trusted: Trusted,
): Promise<Report> {
  const entry = given ?? carried(proofs);
  if (entry === undefined || proofs.length === 0) {
    const missing = entry === undefined ? WITHOUT_ENTRY : WITHOUT_PROOF;
    const facts = entry === undefined ? [] : entryFacts(entryView(entry), trusted.words);
    return reportOf(SUBJECT, [check('intact', 'absent', missing)], facts, ['intact']);
  }
  const checks = browserCheck();
  const evidence: Evidence[] = [];
  for (const proof of proofs) evidence.push(await checkProof(proof, entry, trusted, checks));
  const view = entryView(entry);
  const all = [
    codeOf(view.code),
    intact(evidence),
    logSignature(evidence, trusted),
    logged(evidence, trusted),
    witnessed(evidence, trusted),
    check('timestamp', 'absent', NO_TIME),
    bothTrees(evidence),
  ];
  const facts = entryFacts(view, trusted.words);
  const needed = ['intact', 'signature', 'logged'] as const;
  return reportOf(SUBJECT, all, facts, needed, null, waysOf(evidence));
}

const WITHOUT_ENTRY = text(
  '只有证明，没有记录本身：请把这条记录（entry.json）一起放进来。',
  'There is a proof and no entry: add the entry itself (entry.json).',
);
const WITHOUT_PROOF = text(
  '只有记录，没有证明：请把它的 .tlog-proof 文件一起放进来。',
  'There is an entry and no proof: add its .tlog-proof file.',
);
