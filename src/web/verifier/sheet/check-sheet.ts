import { text, type Text } from '../../../base/text.ts';
import { sameBytes } from '../../../log/bytes.ts';
import { credentialChecks, type CredentialChecks } from '../check-credential.ts';
import { textAt } from '../json.ts';
import {
  asIs,
  beijingTime,
  check,
  reportOf,
  STANDING,
  type Check,
  type CheckState,
  type Report,
} from '../report.ts';
import { sha256 } from '../sha256.ts';
import type { Trusted } from '../trust.ts';
import { certificateIn, certificateVerifies } from './certificate.ts';
import { bodyOf, TAG } from './der.ts';
import { pdfAttachments, pdfSignature, type PdfSignature } from './pdf.ts';
import { signedData, type SignedData } from './signed-data.ts';
import { readTimestamp } from './timestamp.ts';

const SUBJECT = text('登记确认单或电子凭证（PDF）', 'A sheet or certificate (PDF)');
const SHA256 = '2.16.840.1.101.3.4.2.1';
const DATA = '1.2.840.113549.1.7.1';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14';

function intact(
  { signed, coversAll, end }: PdfSignature,
  cms: SignedData,
  pinned: Uint8Array | undefined,
): Check {
  const plain = cms.content.type === DATA && (!pinned || cms.isPlain(certificateIn(pinned)));
  if (!coversAll) {
    const words = text(
      `签名之后又增加了内容，从文件的第 ${end} 个字节往后。`,
      `Something was added after it was signed, from byte ${end} of the file on.`,
    );
    return check('intact', 'fail', words);
  }
  if (!plain) {
    const words = text('签名之后又增加了内容。', 'Something was added after it was signed.');
    return check('intact', 'fail', words);
  }
  const same = sameBytes(sha256(signed), bodyOf(cms.signed(MESSAGE_DIGEST), TAG.octets));
  return same
    ? check(
        'intact',
        'pass',
        text('签名之后没有改动。', 'Nothing was changed after it was signed.'),
      )
    : check(
        'intact',
        'fail',
        text('签名之后内容被改动。', 'The content was changed after it was signed.'),
      );
}

async function signature(cms: SignedData, pinned: Uint8Array | undefined): Promise<Check> {
  const [found] = cms.certificates;
  if (pinned === undefined || found === undefined || !sameBytes(found, pinned)) {
    const words = text(
      'PDF 的签名证书不是这里信任的登记机构的。',
      'The certificate of the PDF is not of a registrar trusted here.',
    );
    return check('signature', 'fail', words);
  }
  const certificate = certificateIn(pinned);
  const { digest, attributes, signature: value } = cms;
  const holds = await certificateVerifies(certificate, digest, attributes, value);
  const details = [asIs(`${certificate.holder} · P-256`)];
  if (digest !== SHA256 || holds !== true) {
    return check(
      'signature',
      'fail',
      text('PDF 的签名不符。', 'The signature of the PDF is false.'),
      details,
    );
  }
  return check(
    'signature',
    'pass',
    text('PDF 的签名真实。', 'The signature of the PDF is genuine.'),
    details,
  );
}

const NOT_STAMPED = text('签名没有时间戳。', 'The signature bears no time-stamp.');
const WRONG_STAMP = text('时间戳与签名不符。', 'The time-stamp does not fit the signature.');

async function timestamp(cms: SignedData, { timestamps }: Trusted): Promise<Check> {
  const token = cms.unsigned(SIGNATURE_TIMESTAMP);
  if (token === undefined) return check('timestamp', 'fail', NOT_STAMPED);
  const stamp = await readTimestamp(token.whole, cms.signature).catch(() => undefined);
  if (stamp === undefined || stamp.answer === 'false')
    return check('timestamp', 'fail', WRONG_STAMP);
  const { authority, answer, time } = stamp;
  const at = beijingTime(time);
  const details = [asIs(authority.holder)];
  const say = (state: CheckState, zh: string, en: string): Check =>
    check('timestamp', state, text(`${at.zh}，${zh}`, `${at.en}; ${en}`), details);
  if (answer === 'unchecked') {
    return say(
      'caution',
      '所用算法这个浏览器不能核对。',
      'by an algorithm this browser cannot check.',
    );
  }
  if (sameBytes(authority.bytes, timestamps.own)) {
    return say(
      'caution',
      '自证时间戳，由本平台自行签发，不是第三方证明。',
      'self-asserted by this platform, not by a third party.',
    );
  }
  const known = timestamps.others?.some((one) => sameBytes(one, authority.bytes)) === true;
  const { holder } = authority;
  return known
    ? say('pass', `由“${holder}”签发。`, `by “${holder}”.`)
    : say(
        'caution',
        `签发者自称“${holder}”，其证书这里没有核验。`,
        `by what calls itself “${holder}”; its certificate was not verified here.`,
      );
}

/** What the signature of the PDF says; whose certificate it must be, its credential names. */
async function signatureChecks(
  file: Uint8Array,
  pinned: Uint8Array | undefined,
  trusted: Trusted,
): Promise<readonly Check[]> {
  const found = pdfSignature(file);
  if (found === undefined) return [check('signature', 'fail', UNSIGNED)];
  try {
    const cms = signedData(found.container);
    return [
      intact(found, cms, pinned),
      await signature(cms, pinned),
      await timestamp(cms, trusted),
    ];
  } catch {
    // Whatever a hostile container makes the parsers say, it is no signature.
    return [check('signature', 'fail', UNREADABLE)];
  }
}

const UNSIGNED = text(
  '文件没有登记机构的电子签名，或者签名不止一个。',
  'The file bears no signature of a registrar, or more than one.',
);
const UNREADABLE = text('签名结构无法读取。', 'The signature cannot be read.');
const NO_CREDENTIAL = text('文件未附机读凭证。', 'No machine-readable credential is attached.');

const SEVERITY: readonly CheckState[] = ['absent', 'pass', 'caution', 'fail'];

/** Two findings on one question: the worse one speaks, the details of both stay. */
function joined(one: Check, other: Check): Check {
  const [better, worse] =
    SEVERITY.indexOf(one.state) > SEVERITY.indexOf(other.state) ? [other, one] : [one, other];
  const both = better.state === worse.state;
  const sentence: Text = both
    ? text(better.sentence.zh + worse.sentence.zh, `${better.sentence.en} ${worse.sentence.en}`)
    : worse.sentence;
  return { ...worse, sentence, details: [...one.details, ...other.details] };
}

function merged(first: readonly Check[], second: readonly Check[]): readonly Check[] {
  const rest = second.filter(({ id }) => !first.some((one) => one.id === id));
  return [
    ...rest,
    ...first.map((one) => {
      const other = second.find(({ id }) => id === one.id);
      return other && one.id !== 'timestamp' ? joined(one, other) : one;
    }),
  ];
}

/** Where a sheet was altered, as far as its credential, signed by itself, can tell. */
function whereAltered(own: readonly Check[], inside: readonly Check[]): readonly Check[] {
  const genuine = inside.some(({ id, state }) => id === 'signature' && state === 'pass');
  const said = genuine
    ? text(
        '所附机读凭证的签名仍然真实：它没有改动，改动在凭证以外，例如看到的版面。以凭证所载为准。',
        'The credential inside is still genuine: the change is outside it, such as in what is seen on the page. What the credential says holds.',
      )
    : text(
        '所附机读凭证也不能证明没有改动。',
        'Nor does the credential inside prove to be unaltered.',
      );
  return own.map((one) =>
    one.id === 'intact' && one.state === 'fail' ? { ...one, details: [...one.details, said] } : one,
  );
}

/** A sheet: its signature over every byte, the time-stamp of that, and the credential inside. */
export async function checkSheet(file: Uint8Array, trusted: Trusted): Promise<Report> {
  const attached = await pdfAttachments(file);
  const proofs = attached.filter((one) => one.startsWith('c2sp.org/tlog-proof@'));
  let credential: CredentialChecks | undefined;
  for (const one of attached.filter((words) => words.startsWith('{'))) {
    const found = await credentialChecks(one, trusted, proofs);
    if ('checks' in found) credential ??= found;
  }
  // Who issued it: somebody else than who registered it, where the document says so.
  const { issuedBy, registrar } = credential?.claims ?? {};
  const pinned = trusted.certificates.get(textAt(issuedBy ?? registrar, 'creditCode') ?? '');
  const own = await signatureChecks(file, pinned, trusted);
  const inside = credential?.checks ?? [check('code', 'fail', NO_CREDENTIAL)];
  const report = reportOf(
    SUBJECT,
    merged(whereAltered(own, inside), inside),
    credential?.facts ?? [],
    ['intact', 'signature', 'code'],
    STANDING,
    credential?.ways,
  );
  return { ...report, code: textAt(credential?.claims, 'code') };
}
