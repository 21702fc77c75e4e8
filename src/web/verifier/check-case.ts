import { checkpointIn } from '../../log/checkpoint.ts';
import { text } from '../../base/text.ts';
import { verifyProof } from '../../log/proof-file.ts';
import type { SuiteId } from '../../log/suite.ts';
import type { CheckSignature } from '../../log/verify-note.ts';
import { suites } from './browser-suites.ts';
import { caseIntact } from './case-content.ts';
import { caseFile, type CaseEvent, type CaseFile } from './case-file.ts';
import { browserCheck } from './check-signature.ts';
import { entryView, shortTime, wordsFor } from './entry-view.ts';
import { bothTrees, logged, logSignature, witnessed } from './log-checks.ts';
import { wayIn, type Evidence } from './log-evidence.ts';
import {
  asIs,
  check,
  reportOf,
  STANDING,
  waysOf,
  type Check,
  type Fact,
  type Report,
} from './report.ts';
import type { Trusted } from './trust.ts';

const SUBJECT = text('事项导出文件', 'An exported case');

async function evidenceOf(
  event: CaseEvent,
  suite: SuiteId,
  note: string,
  trusted: Trusted,
  checks: CheckSignature,
): Promise<Evidence> {
  const { index, bytes, proofs } = event;
  const proof = { index: index ?? -1, hashes: proofs[suite] ?? [], checkpoint: note, extra: null };
  const policy = trusted.policy[suite];
  const verdict = await verifyProof(suites[suite], bytes, proof, policy, checks);
  const way = wayIn(suite, bytes, proof);
  return { suite, index, origin: checkpointIn(note)?.origin ?? '', verdict, note, way };
}

/** One piece of evidence for each tree: of the first event that fails, else of the last that is there. */
async function evidenceFor(
  { events, heads }: CaseFile,
  trusted: Trusted,
): Promise<readonly Evidence[]> {
  const checks = browserCheck();
  const telling: Evidence[] = [];
  for (const suite of ['sha256', 'sm3'] as const) {
    const note = heads[suite];
    if (note === null) continue;
    let last: Evidence | undefined;
    for (const event of events) {
      if (event.proofs[suite] === null) continue;
      last = await evidenceOf(event, suite, note, trusted, checks);
      if (!last.verdict.ok) break;
    }
    if (last) telling.push(last);
  }
  return telling;
}

/** The last event's place says where the case stands; how many of the events have one is said too. */
function caseLogged(file: CaseFile, evidence: readonly Evidence[], trusted: Trusted): Check {
  const found = logged(evidence, trusted);
  const { events } = file;
  const wrong = evidence.find(({ verdict }) => !verdict.ok)?.index ?? null;
  const at = wrong === null ? undefined : events.find(({ index }) => index === wrong);
  if (found.state === 'fail' && at !== undefined) {
    const { zh, en } = found.sentence;
    const where = text(
      `第 ${at.version} 步（链上第 ${wrong} 号）：${zh}`,
      `Step ${at.version} (entry ${wrong} of the log): ${en}`,
    );
    return { ...found, sentence: where };
  }
  if (found.state !== 'pass') return found;
  const placed = events.filter(({ proofs }) => proofs.sha256 !== null && proofs.sm3 !== null);
  const [all, some] = [events.length, placed.length];
  if (some < all) {
    const words = text(
      `${all} 个步骤中有 ${all - some} 个在导出时还没有入链。`,
      `${all - some} of the ${all} steps were not on the log yet when this was exported.`,
    );
    return check('logged', 'caution', words, found.details);
  }
  const words = text(`${all} 个步骤都在链上。`, `All ${all} steps are on the log.`);
  return check('logged', 'pass', words, found.details);
}

function code({ events }: CaseFile): Check {
  const codes = events.flatMap(({ bytes }) => entryView(bytes).code ?? []);
  const [found] = codes;
  return found === undefined
    ? check(
        'code',
        'absent',
        text('这一事项还没有登记码。', 'The case has no registration code yet.'),
      )
    : check('code', 'pass', text(`登记码 ${found}。`, `Code ${found}.`));
}

const NO_TIME = text(
  '导出文件不带时间戳；见证人联署的时间见“见证”。',
  'An export has no time-stamp; see when the witnesses cosigned.',
);

function facts(file: CaseFile, words: Trusted['words']): readonly Fact[] {
  const { caseId, procedure, jurisdiction, events } = file;
  const times = events.map(({ bytes }) => shortTime(entryView(bytes).at ?? ''));
  return [
    { label: text('事项', 'Case'), value: asIs(caseId) },
    { label: text('程序', 'Procedure'), value: wordsFor(words, procedure) },
    { label: text('地区', 'Place'), value: wordsFor(words, jurisdiction) },
    { label: text('步骤', 'Steps'), value: asIs(String(events.length)) },
    { label: text('第一步', 'First step'), value: asIs(times[0] ?? '') },
    { label: text('最后一步', 'Last step'), value: asIs(times.at(-1) ?? '') },
  ];
}

/** A case as it was exported: every entry, its place in both trees, and what is disclosed. */
export async function checkCase(written: string, trusted: Trusted): Promise<Report> {
  const file = caseFile(written);
  if (file === undefined) {
    const words = text('文件不完整，读不了。', 'The file is not whole and cannot be read.');
    return reportOf(SUBJECT, [check('intact', 'fail', words)], [], ['intact']);
  }
  const evidence = await evidenceFor(file, trusted);
  const checks = [
    code(file),
    caseIntact(file),
    logSignature(evidence, trusted),
    caseLogged(file, evidence, trusted),
    witnessed(evidence, trusted),
    check('timestamp', 'absent', NO_TIME),
    bothTrees(evidence),
  ];
  return reportOf(
    SUBJECT,
    checks,
    facts(file, trusted.words),
    ['intact', 'signature', 'logged'],
    STANDING,
    waysOf(evidence),
  );
}
