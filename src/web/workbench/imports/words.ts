import { text, type Text } from '../../../base/text.ts';
import type { ImportView, MappedColumn, Outcome } from './queries.ts';

export const OUTCOMES: Readonly<Record<Outcome, Text>> = {
  created: text('已建草稿', 'Draft made'),
  ready: text('可以导入', 'Ready'),
  skipped: text('跳过', 'Skipped'),
  refused: text('不予导入', 'Refused'),
};

export const STATES: Readonly<Record<ImportView['state'], Text>> = {
  waiting: text('排队', 'Waiting'),
  running: text('正在办理', 'Running'),
  done: text('已办完', 'Done'),
  cancelled: text('已取消', 'Cancelled'),
  failed: text('没有办完', 'Failed'),
};

export const WHY: Readonly<Record<NonNullable<MappedColumn['why']>, Text>> = {
  unknown: text('没有对应的项目，不导入', 'no such item: left out'),
  ambiguous: text('对应不止一个项目，请选定', 'could be several items: choose one'),
  twice: text('前面已有同一项目的列，不导入', 'an earlier column is the same item: left out'),
  paper: text('文件不能写在表里，请在草稿中上传', 'files are uploaded in the drafts'),
  ignored: text('按您的选择不导入', 'left out as you chose'),
};
