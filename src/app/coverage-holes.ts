import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';

/** Articles that nothing carries out yet: each with its reason and the issue that will close it.
 *  A test fails on a hole that is not listed here, and on a listed one that has been closed. */
export const holes: Readonly<Record<string, Text>> = {};

/** Articles about security that only an organisation can fulfil: what we bring to it, and where it is
 *  written down. */
export const organisational: Readonly<Record<string, Text>> = {
  'BJ-REG-20(1)': text(
    '测评由运行单位组织，软件带来的控制见手册“等级保护三级对照表”（docs/handbook/level-3.md）。',
    'The assessment is for the operator to arrange; the controls we bring are in docs/handbook/level-3.md.',
  ),
};
