import { refuse, Refused, type RefusalKind } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';

const refused = (
  code: string,
  zh: string,
  en: string,
  kind: RefusalKind = 'unprocessable',
): Refused => new Refused(refuse(code, text(zh, en), [], kind));

/** What is said of a change of keys that is not made. */
export const keyRefused = {
  noRing: () =>
    refused(
      'KEY_RING_MISSING',
      '还没有密钥清单：登记机请先启动一次服务；签名机请用 --origin 写明目录链的名称。',
      'There is no ring of keys yet: start the server once; on a signing machine name the log with --origin.',
      'unknown',
    ),
  origin: (origin: string) =>
    refused(
      'KEY_ORIGIN_WRONG',
      `${origin.slice(0, 80)} 不是本清单所属目录链的名称；--origin 只用于签名机。`,
      `${origin.slice(0, 80)} is not the log this ring belongs to; --origin is for signing machines only.`,
    ),
  unknown: (keyId: string) =>
    refused(
      'KEY_UNKNOWN',
      `清单中没有编号为 ${keyId.slice(0, 80)} 的密钥。`,
      `The ring has no key ${keyId.slice(0, 80)}.`,
      'unknown',
    ),
  address: (at: string) =>
    refused(
      'KEY_ADDRESS_WRONG',
      `${at.slice(0, 80)} 不是签名服务的地址（http://、https://、unix:）或密码模块中密钥的地址（pkcs11:）。`,
      `${at.slice(0, 80)} is neither the address of a signing service (http://, https://, unix:) nor that of a key in a module (pkcs11:).`,
      'malformed',
    ),
  verifier: () =>
    refused(
      'KEY_VERIFIER_WRONG',
      '验证密钥有误：须为所说的算法，名称须与目录链的名称相同（国密密钥为其后加 /sm3）。',
      'The verifier key is wrong: it must be of the scheme given and bear the name of the log (with /sm3 behind it for SM2).',
      'malformed',
    ),
  there: () =>
    refused('KEY_THERE', '这一密钥已在清单中。', 'This key is in the ring already.', 'conflict'),
  silent: (why: string) =>
    refused(
      'KEY_DOES_NOT_SIGN',
      `试签没有成功，密钥没有加入：${why}`,
      `It gave no valid signature, so it was not added: ${why}`,
    ),
  state: (keyId: string, state: string) =>
    refused(
      'KEY_NOT_SIGNING',
      `密钥 ${keyId} 已停用（${state}）。`,
      `The key ${keyId} is no longer in use (${state}).`,
      'conflict',
    ),
  last: () =>
    refused(
      'KEY_IS_LAST',
      '停用后将没有密钥可签：SHA-256 树至少要有一个 Ed25519 密钥，SM3 树至少要有一个 SM2 密钥。请先加入新密钥。',
      'Nothing would be left to sign with: the SHA-256 tree needs an Ed25519 key and the SM3 tree an SM2 key. Add a new one first.',
    ),
  unseen: () =>
    refused(
      'KEY_NOT_YET_SEEN',
      '最新公布的检查点还没有新密钥的签名：请先让新旧密钥同时签名一段时间，使见证人都换上新密钥。旧密钥已经丢失的，用 --lost。',
      'The newest published checkpoint does not bear a new key’s signature yet: let both sign until every witness has the new one. If the old key is lost, say --lost.',
    ),
} as const;
