import { createHash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ECDSA_SHA256, SHA256, SIGNED_DATA, signedAttributes, signedData } from './cms-write.ts';
import { algorithm, integer, TAG, tlv } from './der.ts';
import { lowS } from './ecdsa-low-s.ts';
import { acceptAnswer, positive, timestampRequest, type TimestampAuthority } from './timestamp.ts';
import { TST_INFO } from './timestamp-read.ts';
import {
  FAILURES,
  readTimestampRequest,
  type TimestampFailure,
  type TimestampQuestion,
} from './timestamp-request.ts';

export interface OwnAuthoritySettings {
  /** P-256. */
  readonly key: KeyObject;
  /** DER; critically and only for time-stamping, or nobody takes what is stamped. */
  readonly certificate: Buffer;
  readonly now: () => Date;
  /** 16 random bytes, others each time. */
  readonly serial: () => Uint8Array;
}

/** An authority that can also be asked by others. */
export interface OwnAuthority extends TimestampAuthority {
  /** A TimeStampResp (DER) to a TimeStampReq (DER): a token, or a rejection that says why. */
  answerTimestampRequest(request: Uint8Array): Buffer;
}

/** 2.25.74965425281404376472283099697576565834, a policy of our own under the arc of UUIDs (ITU-T
 *  X.667). It promises nothing but the format: the clock is this machine's, and a demonstration's can
 *  be moved. */
const POLICY = Buffer.from('061369f0e5e8b4feedd2b2afa5c2c9d3b6abc9b84a', 'hex');
const REJECTED = 2;
const WHY: Readonly<Record<TimestampFailure, string>> = {
  badAlgorithm: '只接受SHA-256与SM3。 Only SHA-256 and SM3 are taken.',
  badRequest: '不是第1版请求。 Not a request of version 1.',
  badDataFormat: '请求格式不正确。 The request is malformed.',
  unacceptedPolicy: '没有这一策略。 There is no such policy.',
  unacceptedExtension: '不接受扩展项。 Extensions are not taken.',
};

function rejection(failure: TimestampFailure): Buffer {
  const bit = FAILURES[failure];
  const bits = Buffer.alloc(2 + Math.floor(bit / 8));
  // The first octet says how many bits of the last are not meant.
  bits[0] = 7 - (bit % 8);
  bits[bits.length - 1] = 0x80 >> (bit % 8);
  const why = tlv(TAG.sequence, tlv(TAG.utf8, Buffer.from(WHY[failure])));
  return tlv(TAG.sequence, tlv(TAG.sequence, integer(REJECTED), why, tlv(TAG.bits, bits)));
}

/** TSTInfo: whole seconds, said to be right to the second, since no more is known of the clock. */
function stampInfo({ imprint, nonce }: TimestampQuestion, at: Date, serial: Buffer): Buffer {
  const second = `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return tlv(
    TAG.sequence,
    integer(1),
    POLICY,
    imprint,
    tlv(TAG.integer, serial),
    tlv(TAG.time, Buffer.from(second)),
    tlv(TAG.sequence, integer(1)),
    ...(nonce ? [nonce] : []),
  );
}

/**
 * The time-stamping authority of this instance, for demonstrations and where no other is at hand: it
 * signs with ECDSA P-256 and SHA-256 over SHA-256 or SM3 imprints. It attests only what the instance
 * says of itself; against its operator it proves nothing, and is shown as self-asserted (自证).
 */
export function ownAuthority(settings: OwnAuthoritySettings): OwnAuthority {
  const { key, certificate, now, serial } = settings;
  const token = (question: TimestampQuestion): Buffer => {
    const bytes = stampInfo(question, now(), positive(serial()));
    const digest = createHash('sha256').update(bytes).digest();
    const attributes = signedAttributes(TST_INFO, digest, certificate);
    return signedData({
      container: SIGNED_DATA,
      content: { type: TST_INFO, bytes },
      certificates: question.certificateWanted ? [certificate] : [],
      signer: certificate,
      digestAlgorithm: SHA256,
      signatureAlgorithm: algorithm(ECDSA_SHA256),
      signedAttributes: attributes,
      signature: lowS(sign('sha256', attributes, key), 'prime256v1'),
    });
  };
  const answerTimestampRequest = (request: Uint8Array): Buffer => {
    const question = readTimestampRequest(request, POLICY);
    if (typeof question === 'string') return rejection(question);
    return tlv(TAG.sequence, tlv(TAG.sequence, integer(0)), token(question));
  };
  return {
    name: '本平台自证时间戳',
    answerTimestampRequest,
    async stamp(imprint) {
      const nonce = positive(serial().subarray(0, 8));
      const reply = answerTimestampRequest(timestampRequest(imprint, nonce));
      return acceptAnswer(reply, imprint, nonce).token;
    },
  };
}
