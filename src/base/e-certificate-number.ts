import { mod37x36 } from './check-digits.ts';
import { isPersonalId } from './personal-id.ts';
import type { Refusal } from './refusal.ts';
import { isRefusal, refuse } from './refusal.ts';
import { text } from './text.ts';

export interface CertificateNumberParts {
  /**
   * 21 characters: the credit code of the body that owns the certificate standard, and three
   * digits.
   */
  readonly type: string;
  /** The credit code of the issuing body. */
  readonly issuer: string;
  /** 1 to 32 digits or capital letters, unique at the issuer. */
  readonly serial: string;
  /** Three digits, `001` for the first. */
  readonly version: string;
}

const CITES = ['GB/T 36904-2018'];
const ROOT = '1.2.156.3005.2';
const BODY = /^([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,32})\.(\d{3})$/;
const LENGTH_LIMIT = 100;

function takeApart(body: string): CertificateNumberParts | Refusal {
  const [, type, issuer, serial, version] = BODY.exec(body) ?? [];
  if (!type || !issuer || !serial || !version || isPersonalId(issuer) || isPersonalId(serial)) {
    return refuse(
      'CERTIFICATE_NUMBER_FORMAT',
      text(
        '电子证照标识格式不符：根标识、类型21位、颁发机构18位、流水号、版本3位、校验1位。',
        'Not a certificate number: root, type 21, issuer 18, serial, version 3, check 1.',
      ),
      CITES,
    );
  }
  return { type, issuer, serial, version };
}

/** MOD 37,36 runs over the parts after the root, without their dots. */
const check = (body: string): string | undefined => mod37x36(body.replaceAll('.', ''));

/** Builds the number of an electronic certificate, root and check character included. */
export function eCertificateNumber(parts: CertificateNumberParts): string | Refusal {
  const body = [parts.type, parts.issuer, parts.serial, parts.version].join('.');
  const checked = takeApart(body);
  return isRefusal(checked) ? checked : `${ROOT}.${body}.${check(body) ?? ''}`;
}

/** Takes a number apart; refuses a wrong shape or a wrong check character (`…_CHECK`). */
export function parseECertificateNumber(number: string): CertificateNumberParts | Refusal {
  const bounded = number.length <= LENGTH_LIMIT && number.startsWith(`${ROOT}.`) ? number : '';
  const body = bounded.slice(ROOT.length + 1, -2);
  const parts = takeApart(body);
  if (isRefusal(parts) || bounded.slice(-2) === `.${check(body) ?? ''}`) return parts;
  return refuse(
    'CERTIFICATE_NUMBER_CHECK',
    text('电子证照标识校验码不符，请核对。', 'The check character of the number does not match.'),
    CITES,
  );
}
