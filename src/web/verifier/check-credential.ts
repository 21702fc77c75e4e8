import type { Json, JsonObject } from '../../base/json.ts';
import { text, type Text } from '../../base/text.ts';
import { browserCheck } from './check-signature.ts';
import { readCredential, type Credential, type CredentialSignature } from './credential.ts';
import { fromBase64url, type Unfit } from './credential-form.ts';
import { entryView } from './entry-view.ts';
import { textAt } from './json.ts';
import { bothTrees, logged, witnessed } from './log-checks.ts';
import { checkProof, type Evidence } from './log-evidence.ts';
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
import type { Way } from './tree/way.ts';
import type { Trusted } from './trust.ts';

const SUBJECT = text('机读凭证', 'A machine-readable credential');

/** What a credential's own proofs say of the entry that it stands on. */
interface OnLog {
  /** None where the claim was withheld, or the log had nothing when it was signed. */
  readonly evidence: readonly Evidence[];
  readonly code: string | undefined;
}

async function logEvidence(
  claims: JsonObject,
  more: readonly string[],
  trusted: Trusted,
): Promise<OnLog> {
  const log = claims['log'];
  const entry = fromBase64url(textAt(log, 'entry') ?? '');
  const own = [textAt(log, 'proof'), textAt(log, 'sm3')].filter((one) => one !== undefined);
  const proofs = new Set([...own, ...more]);
  if (entry === undefined || entry.length === 0) return { evidence: [], code: undefined };
  const checks = browserCheck();
  const evidence: Evidence[] = [];
  for (const proof of proofs) evidence.push(await checkProof(proof, entry, trusted, checks));
  return { evidence, code: entryView(entry).code };
}

const ANSWERS: Readonly<Record<CredentialSignature['answer'], Text>> = {
  holds: text('真实', 'genuine'),
  false: text('不符', 'false'),
  unknown: text('密钥不在信任之列', 'of a key that is not trusted here'),
};

const ALGS: Readonly<Record<CredentialSignature['alg'], Text>> = {
  EdDSA: text('国际密码（Ed25519）', 'Ed25519'),
  'SM2-SM3': text('国密（SM2）', 'SM2'),
};

function signature({ signatures }: Credential): Check {
  const details = signatures.map(({ alg, keyId, answer }) =>
    text(
      `${ALGS[alg].zh}，密钥 ${keyId}：${ANSWERS[answer].zh}`,
      `${ALGS[alg].en}, key ${keyId}: ${ANSWERS[answer].en}`,
    ),
  );
  const answers = signatures.map(({ answer }) => answer);
  if (answers.includes('false')) {
    const words = text(
      '签名不符，内容已被改动。',
      'A signature is false: the content was changed.',
    );
    return check('signature', 'fail', words, details);
  }
  if (answers.includes('unknown')) {
    const words = text(
      '签名密钥不属于这里信任的登记机构。',
      'The signing key is not one of the registrar trusted here.',
    );
    return check('signature', 'fail', words, details);
  }
  const words = text('凭证的签名真实。', 'The signatures of the credential are genuine.');
  return check('signature', 'pass', words, details);
}

function intact({ withheld, signatures }: Credential): Check {
  const genuine = signatures.every(({ answer }) => answer === 'holds');
  if (!genuine) {
    return check(
      'intact',
      'absent',
      text('签名不成立，无从判断。', 'Nothing can be said without the signatures.'),
    );
  }
  const words =
    withheld === 0
      ? text('与签发时一致，内容齐全。', 'As it was issued, and complete.')
      : text(
          `与签发时一致；持有人略去了 ${withheld} 项内容。`,
          `As it was issued; the holder left out ${withheld} of its items.`,
        );
  return check('intact', 'pass', words);
}

/** The code in the file, and that the entry which it stands on is of the same registration. */
function code(claims: JsonObject, { evidence, code: onLog }: OnLog): Check {
  const said = textAt(claims, 'code') ?? '';
  if (evidence.length === 0)
    return check('code', 'pass', text(`登记码 ${said}。`, `Code ${said}.`));
  if (onLog === said) {
    const words = text(
      `登记码 ${said}，与链上的记录一致。`,
      `Code ${said}, the same as on the log.`,
    );
    return check('code', 'pass', words);
  }
  const words = text(
    `文件写登记码 ${said}，链上的记录却是 ${onLog ?? '别的一步'}。`,
    `The file says ${said}, the entry on the log says ${onLog ?? 'something else'}.`,
  );
  return check('code', 'fail', words);
}

/** Of the credential's signatures and, where it has a proof, of the two trees as well. */
function suites({ signatures }: Credential, evidence: readonly Evidence[]): Check {
  if (signatures.length < 2) {
    const words = text(
      '紧凑格式只有国际密码的签名；国密签名在原始文件里。',
      'The compact form has the Ed25519 signature only; SM2 is in the original file.',
    );
    return check('suites', 'absent', words);
  }
  const trees = bothTrees(evidence).state === 'pass';
  const words = trees
    ? text(
        '签名和入链证明都有国际密码、国密两种。',
        'Signatures and proofs are there in both kinds.',
      )
    : text(
        '国际密码、国密两种签名都在。',
        'Signed with international and with Chinese cryptography.',
      );
  return check('suites', 'pass', words);
}

const LABELS: Readonly<Record<string, Text>> = {
  code: text('登记码', 'Registration code'),
  dataName: text('数据名称', 'Name of the data'),
  registrant: text('登记主体', 'Registrant'),
  registrar: text('登记机构', 'Registrar'),
  issuedBy: text('出具机构', 'Issued by'),
  validFrom: text('有效期自', 'Valid from'),
  validTo: text('有效期至', 'Valid to'),
  issuedOn: text('发放日期', 'Issued on'),
};

const shown = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : textAt(value, 'name');

/** What a credential states, for people to compare with what they hold. */
const credentialFacts = (claims: JsonObject): readonly Fact[] =>
  Object.entries(LABELS).flatMap(([name, label]) => {
    const value = shown(claims[name]);
    return value === undefined ? [] : [{ label, value: asIs(value) }];
  });

const NO_TIME = text(
  '机读凭证不带时间戳；见证人联署的时间见“见证”。',
  'A credential has no time-stamp; see when the witnesses cosigned.',
);

export interface CredentialChecks {
  readonly checks: readonly Check[];
  readonly claims: JsonObject;
  readonly facts: readonly Fact[];
  readonly ways: readonly Way[];
}

/** The checks of a credential that was found, alone or in a sheet, and what it states. `proofs` are
 *  others of its entry that lay beside it. */
export async function credentialChecks(
  file: string,
  trusted: Trusted,
  proofs: readonly string[] = [],
): Promise<CredentialChecks | Unfit> {
  const credential = await readCredential(file, trusted);
  if ('unfit' in credential) return credential;
  const { claims } = credential;
  const onLog = await logEvidence(claims, proofs, trusted);
  const checks = [
    code(claims, onLog),
    intact(credential),
    signature(credential),
    logged(onLog.evidence, trusted),
    witnessed(onLog.evidence, trusted),
    check('timestamp', 'absent', NO_TIME),
    suites(credential, onLog.evidence),
  ];
  return { checks, claims, facts: credentialFacts(claims), ways: waysOf(onLog.evidence) };
}

/** A credential file by itself. */
export async function checkCredential(file: string, trusted: Trusted): Promise<Report> {
  const found = await credentialChecks(file, trusted);
  if ('unfit' in found) {
    return reportOf(SUBJECT, [check('intact', 'fail', found.unfit)], [], ['intact']);
  }
  const { checks, facts, ways, claims } = found;
  const report = reportOf(SUBJECT, checks, facts, ['intact', 'signature'], STANDING, ways);
  return { ...report, code: textAt(claims, 'code') };
}
