import { text, type Text } from '../../base/text.ts';
import { checkpointIn, type Checkpoint } from '../../log/checkpoint.ts';
import { parseNote } from '../../log/note.ts';
import { meetsQuorum } from '../../log/policy.ts';
import type { ProofVerdict } from '../../log/proof-file.ts';
import { verifyNote } from '../../log/verify-note.ts';
import { sameBytes, toBase64 } from '../../log/bytes.ts';
import { browserCheck } from './check-signature.ts';
import { bothTrees, logSignature, witnessed } from './log-checks.ts';
import { contradict, forkAmong, type Evidence } from './log-evidence.ts';
import { FORKED } from './log-words.ts';
import { asIs, check, reportOf, type Check, type Fact, type Report } from './report.ts';
import { suiteOf, type Trusted } from './trust.ts';

const SUBJECT = text('检查点', 'Checkpoints');

/** A head by itself, as if it came with a proof of nothing. */
async function evidenceOf(note: string, trusted: Trusted): Promise<Evidence> {
  const parsed = parseNote(note);
  const checkpoint = checkpointIn(note);
  const origin = checkpoint?.origin ?? '';
  const suite = suiteOf(trusted, origin);
  const evidence = (verdict: ProofVerdict): Evidence => ({
    suite,
    index: null,
    origin,
    verdict,
    note,
  });
  if (!parsed || !checkpoint) return evidence({ ok: false, fault: 'malformed-checkpoint' });
  const policy = trusted.policy[suite];
  const keys = [...policy.logs, ...policy.witnesses].map(({ key }) => key);
  const signed = await verifyNote(parsed, keys, browserCheck());
  if (signed === undefined) return evidence({ ok: false, fault: 'false-signature' });
  const timeOf = (keyId: Uint8Array, name: string): number | null | undefined =>
    signed.find(({ key }) => key.name === name && sameBytes(key.keyId, keyId))?.time;
  const log = policy.logs.find(
    ({ key }) => key.name === origin && timeOf(key.keyId, key.name) !== undefined,
  )?.key;
  if (log === undefined) return evidence({ ok: false, fault: 'unknown-log' });
  const witnesses = policy.witnesses.flatMap(({ name, key }) => {
    const time = timeOf(key.keyId, key.name);
    return time === undefined ? [] : [{ name, time: time ?? 0 }];
  });
  const enough = meetsQuorum(policy, new Set(witnesses.map(({ name }) => name)));
  return evidence({ ok: true, checkpoint, log, witnesses, witnessed: enough });
}

function consistency(evidence: readonly Evidence[], trusted: Trusted): Check {
  if (evidence.some(({ verdict }) => !verdict.ok)) {
    return check(
      'logged',
      'absent',
      text(
        '有检查点不可信，无从比较。',
        'Not every checkpoint can be believed, so they cannot be compared.',
      ),
    );
  }
  if (forkAmong(evidence, trusted)) return check('logged', 'fail', FORKED, evidence.map(line));
  const known = [trusted.heads.sha256, trusted.heads.sm3].flatMap(
    (note) => checkpointIn(note ?? '') ?? [],
  );
  const heads = evidence.flatMap(({ note }) => checkpointIn(note) ?? []);
  const comparable = heads.some((head, at) =>
    [...known, ...heads.slice(at + 1)].some((other) => isSameLength(head, other)),
  );
  return comparable
    ? check(
        'logged',
        'pass',
        text(
          '与同一长度的另一个检查点一致，没有矛盾。',
          'It agrees with another checkpoint of the same length.',
        ),
        evidence.map(line),
      )
    : check(
        'logged',
        'absent',
        text(
          '没有同一长度的另一个检查点可比；长度不同的，要有一致性证明才能比较。',
          'There is no other checkpoint of the same length. Different lengths can be compared by a consistency proof only.',
        ),
        evidence.map(line),
      );
}

const isSameLength = (one: Checkpoint, other: Checkpoint): boolean =>
  one.origin === other.origin && one.size === other.size && !contradict(one, other);

function line({ note }: Evidence): Text {
  const head = checkpointIn(note);
  return asIs(head ? `${head.origin} · ${head.size} · ${toBase64(head.root)}` : '—');
}

const facts = (evidence: readonly Evidence[]): readonly Fact[] =>
  evidence.flatMap(({ note }, at) => {
    const head = checkpointIn(note);
    const which = evidence.length > 1 ? ` ${at + 1}` : '';
    return head
      ? [
          { label: text(`链${which}`, `Log${which}`), value: asIs(head.origin) },
          { label: text(`长度${which}`, `Length${which}`), value: asIs(String(head.size)) },
        ]
      : [];
  });

/** Heads by themselves: whether they are genuine, who has seen them, and whether two of them cannot both
 *  be true, which would be evidence of a fork. */
export async function checkHeads(notes: readonly string[], trusted: Trusted): Promise<Report> {
  const evidence: Evidence[] = [];
  for (const note of notes) evidence.push(await evidenceOf(note, trusted));
  const checks = [
    check('code', 'absent', text('检查点不涉及登记码。', 'A checkpoint names no code.')),
    logSignature(evidence, trusted),
    consistency(evidence, trusted),
    witnessed(evidence, trusted),
    bothTrees(evidence),
  ];
  return reportOf(SUBJECT, checks, facts(evidence), ['signature']);
}
