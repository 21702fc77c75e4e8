import { text, type Text } from '../../base/text.ts';
import type { ProofVerdict } from '../../log/proof-file.ts';
import type { SuiteId } from '../../log/suite.ts';

export type LogFault = Extract<ProofVerdict, { ok: false }>['fault'];

export const FAULTS: Readonly<Record<LogFault, Text>> = {
  'malformed-note': text(
    '证明文件的格式不对，读不了。',
    'The proof is malformed and cannot be read.',
  ),
  'malformed-checkpoint': text(
    '证明里的检查点格式不对，读不了。',
    'The checkpoint in the proof is malformed and cannot be read.',
  ),
  'false-signature': text('检查点上有签名是假的。', 'A signature on the checkpoint is false.'),
  'unknown-log': text(
    '检查点不是这里信任的链签的；如果来自别的平台，请在下面粘贴那个平台的信任策略。',
    'The checkpoint is not signed by a log trusted here. If it is of another platform, paste the policy of that one below.',
  ),
  'not-included': text(
    '记录或证明被改过：算出的结果与链上的不符。',
    'The entry or the proof was changed: it does not add up to what the log has.',
  ),
};

export const FORKED = text(
  '检查点互相矛盾：同一条链在同一长度上有两种内容。请保留文件，这是链被分叉的证据。',
  'The checkpoints contradict each other: one log shows two contents at one length. Keep the files, they are evidence of a fork.',
);
export const NO_PROOF = text(
  '文件里没有入链证明。',
  'The file carries no proof that it is on the log.',
);
export const NO_BELIEF = text('没有可信的入链证明。', 'There is no proof that can be believed.');
export const NOTHING_TO_WITNESS = text(
  '没有可信的检查点，谈不上见证。',
  'Without a checkpoint to believe there is nothing to witness.',
);
export const NO_WITNESSES = text(
  '所用的信任策略没有列出见证人。',
  'The policy in use names no witnesses.',
);
export const TOO_FEW = text(
  '联署的见证人还没有达到要求的人数。',
  'Fewer witnesses have cosigned than are asked for.',
);
export const SIGNED_BY_LOG = text('链的签名真实。', 'The signature of the log is genuine.');
export const BOTH_AGREE = text(
  '国际密码和国密各核对一遍，结论相同。',
  'Checked once with international and once with Chinese cryptography; both agree.',
);

export const SUITE: Readonly<Record<SuiteId, Text>> = {
  sha256: text('国际密码（SHA-256）', 'SHA-256'),
  sm3: text('国密（SM3）', 'SM3'),
};

export const placeOf = (index: number, size: number): Text =>
  text(
    `在目录链第 ${index} 号位置；出具证明时链上共有 ${size} 条。`,
    `It is number ${index} on the log, which had ${size} entries when the proof was made.`,
  );

export const cosigned = (count: number): Text =>
  text(
    `${count} 位见证人联署，达到要求的人数。`,
    `Cosigned by ${count} witnesses, as many as are asked for.`,
  );

export const cosignedInDemonstration = (count: number): Text =>
  text(
    `${count} 位演示见证人联署。演示见证，不独立：由本站自己运行，不能当作第三方见证。`,
    `Cosigned by ${count} demonstration witnesses. They are not independent: this site runs them, they are no third party.`,
  );

export const notChecked = (name: string): Text =>
  text(
    `${name} 的 ML-DSA 签名：这个浏览器不核对，其他签名的结论不受影响。`,
    `The ML-DSA signature of ${name} is not checked by this browser; the others stand without it.`,
  );
