import { text, type Text } from '../../base/text.ts';

export const NEED_FILES = text('三个部分都要选文件。', 'Choose files for all three parts.');
export const NEED_BOTH = text(
  '请选清单和要核对的文件。',
  'Choose the manifest and files to check.',
);
export const TOO_MANY = text('文件过多。', 'There are too many files.');
export const BAD_NAME = (name: string): Text =>
  text(
    `文件名“${name}”重复，或者不能写入清单。`,
    `The name "${name}" is there twice, or cannot be written.`,
  );
export const NO_MANIFEST = text(
  '这不是存证清单，或者已被改动。',
  'This is no manifest of a deposit, or it was altered.',
);
export const UNREADABLE = text(
  '有文件读不出来，或者读取期间有改动；请重新选择。',
  'A file cannot be read, or changed while it was read; choose it again.',
);
export const READING = (done: string, name: string): Text =>
  text(`正在本机计算：${done}，${name}`, `Working on this machine: ${done}, ${name}`);

export const MADE = text('清单已做好', 'The manifest is made');
export const KEEP = text(
  '请下载清单并妥善保管：它含有文件名，只有凭它才能指出哪个文件改在哪里。存证时只填下面的摘要。',
  'Download the manifest and keep it: it holds names of files, and only with it can be said what was altered where. For the deposit give only the digests below.',
);
export const DOWNLOAD = text('下载清单', 'Download the manifest');
export const FIELDS: Readonly<Record<string, Text>> = {
  digest: text('清单的SHA-256摘要', 'SHA-256 of the manifest'),
  sm3Digest: text('清单的SM3摘要', 'SM3 of the manifest'),
  storageLocation: text('“存储位置”部分的摘要', 'Digest of the storage location'),
  queryResult: text('“数据库查询结果”部分的摘要', 'Digest of the query result'),
  operationLog: text('“数据操作日志”部分的摘要', 'Digest of the operation log'),
};

export const EQUAL = text('与存证相同', 'Equal to the deposit');
export const DIFFERS = text('与存证不同', 'Not equal to the deposit');
export const AS_DEPOSITED = text(
  '清单的摘要，应与存证记录上的一致',
  'Digest of the manifest, to be the one on the record of the deposit',
);
export const UNCHECKED = (n: number): Text =>
  text(
    `清单中另有${n}个文件没有给出，未核对。`,
    `${n} more files of the manifest were not given, not checked.`,
  );

export const IS: Readonly<Record<string, { sign: string; tone: string; word: Text }>> = {
  equal: { sign: '✓', tone: 'good', word: text('相同', 'Equal') },
  altered: { sign: '✕', tone: 'bad', word: text('有改动', 'Altered') },
  renamed: { sign: '!', tone: 'warn', word: text('改过名', 'Renamed') },
  unknown: { sign: '?', tone: 'warn', word: text('清单中没有', 'Not in the manifest') },
  missing: { sign: '?', tone: 'warn', word: text('缺少', 'Missing') },
};

export const RANGE = (from: number, to: number): Text =>
  text(`第${from}至${to - 1}字节`, `bytes ${from} to ${to - 1}`);
export const SIZES = (was: number, is: number): Text =>
  text(`存证时${was}字节，现在${is}字节`, `${was} bytes deposited, ${is} bytes now`);
export const WAS = (name: string): Text =>
  text(`内容相同，存证时为“${name}”`, `same content, deposited as "${name}"`);
export const MORE = (n: number): Text => text(`另有${n}处`, `and ${n} more`);
