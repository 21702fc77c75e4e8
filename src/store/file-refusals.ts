import { refuse, type Refusal } from '../base/refusal.ts';
import { text, type Text } from '../base/text.ts';

/** What the door says about a file it does not take: one function for each code. */

export const diskFull = (): Refusal =>
  refuse(
    'FILE_DISK_FULL',
    text(
      '存储空间已满，文件没有保存，请稍后再传。',
      'Storage is full; the file was not kept. Try later.',
    ),
    [],
    'busy',
  );

export const storeUnavailable = (): Refusal =>
  refuse(
    'FILE_STORE_UNAVAILABLE',
    text(
      '文件存储暂时不可用，文件没有保存，请稍后再传。',
      'The file store does not answer; the file was not kept.',
    ),
    [],
    'busy',
  );

export const scannerUnavailable = (): Refusal =>
  refuse(
    'FILE_SCAN_UNAVAILABLE',
    text('病毒查杀服务暂时不可用，请稍后再传。', 'The virus scanner does not answer. Try later.'),
    [],
    'busy',
  );

export const infected = (name: string): Refusal =>
  refuse(
    'FILE_INFECTED',
    text(`文件带有病毒（${name}），没有保存。`, `The file carries malware (${name}).`),
  );

export const tooLarge = (limitBytes: number): Refusal =>
  refuse(
    'FILE_TOO_LARGE',
    text(
      `文件超过上限 ${inMiB(limitBytes)} MB。`,
      `The file is over the limit of ${inMiB(limitBytes)} MB.`,
    ),
    [],
    'tooLarge',
    { limitBytes },
  );

export const empty = (): Refusal =>
  refuse('FILE_EMPTY', text('文件是空的，没有内容。', 'The file is empty.'));

export const badName = (): Refusal =>
  refuse(
    'FILE_NAME',
    text('文件名为空或过长，请改名后再传。', 'The file name is empty or too long.'),
  );

export const typeRefused = (name: string): Refusal =>
  refuse(
    'FILE_TYPE_REFUSED',
    text(
      `不接收“${name}”这种类型的文件。可以上传：PDF、OFD、Word（docx）、Excel（xlsx）、PNG、JPG、CSV、TXT、JSON。`,
      `Files such as "${name}" are not taken. Upload PDF, OFD, docx, xlsx, PNG, JPG, CSV, TXT or JSON.`,
    ),
  );

export const typeMismatch = (claimed: Text, found: Text): Refusal =>
  refuse(
    'FILE_TYPE_MISMATCH',
    text(
      `文件名说它是${claimed.zh}，内容却是${found.zh}。请上传原文件，不要只改扩展名。`,
      `The name claims ${claimed.en}, the content is ${found.en}. Upload the original file.`,
    ),
    [],
    'unprocessable',
    { claimed: claimed.en, found: found.en },
  );

export const encrypted = (): Refusal =>
  refuse(
    'FILE_ENCRYPTED',
    text(
      '文件设了密码，审核人员打不开。请去掉密码后再传。',
      'The file is password-protected. Remove the password.',
    ),
  );

export const acts = (): Refusal =>
  refuse(
    'FILE_ACTS',
    text(
      'PDF 带有脚本或会启动程序的动作，不能作为材料。请用“打印到 PDF”另存后再传。',
      'The PDF holds a script or starts a program. Print it to PDF and upload that.',
    ),
  );

export const malformed = (why: Text): Refusal =>
  refuse(
    'FILE_MALFORMED',
    text(`文件已损坏：${why.zh}。请重新导出后再传。`, `The file is damaged: ${why.en}.`),
  );

export const bomb = (why: Text): Refusal =>
  refuse(
    'FILE_BOMB',
    text(`文件展开后过大：${why.zh}。`, `The file unfolds beyond bounds: ${why.en}.`),
  );

export const badEncoding = (): Refusal =>
  refuse(
    'FILE_TEXT_ENCODING',
    text(
      '文本既不是 UTF-8 也不是 GB18030 编码，请另存后再传。',
      'The text is neither UTF-8 nor GB18030. Save it in one of them.',
    ),
  );

function inMiB(bytes: number): string {
  return String(Math.round((bytes / 1_048_576) * 10) / 10);
}
