import { text, type Text } from '../../base/text.ts';
import { textOf } from '../../log/bytes.ts';
import { parsed, textAt } from './json.ts';
import { asIs, type Fact } from './report.ts';
import type { Trust } from './trust.ts';

/** What a log entry says of itself, for people; nothing of it is checked here. */
export interface EntryView {
  readonly caseId: string | undefined;
  readonly type: string | undefined;
  readonly at: string | undefined;
  readonly procedure: string | undefined;
  readonly jurisdiction: string | undefined;
  /** The registration code, where the event names one. */
  readonly code: string | undefined;
}

export function entryView(entry: Uint8Array): EntryView {
  const value = parsed(textOf(entry) ?? '');
  const [data] = [value].flatMap((one) =>
    typeof one === 'object' && one !== null && 'data' in one ? [one.data] : [],
  );
  return {
    caseId: textAt(value, 'caseId'),
    type: textAt(value, 'type'),
    at: textAt(value, 'at'),
    procedure: textAt(value, 'procedure'),
    jurisdiction: textAt(value, 'jurisdiction'),
    code: textAt(data, 'code'),
  };
}

const LABELS: Readonly<Record<Exclude<keyof EntryView, 'code'>, Text>> = {
  type: text('事件', 'Event'),
  at: text('记录时间', 'Recorded at'),
  procedure: text('程序', 'Procedure'),
  jurisdiction: text('地区', 'Place'),
  caseId: text('事项', 'Case'),
};

/** RFC 3339 with the offset of Beijing, without what nobody reads. */
export const shortTime = (at: string): string => at.slice(0, 19).replace('T', ' ');

/** The words for a name, where the page knows them. */
export const wordsFor = (words: Trust['words'], name: string): Text =>
  (Object.hasOwn(words, name) && words[name]) || asIs(name);

export const entryFacts = (view: EntryView, words: Trust['words']): readonly Fact[] =>
  (Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((name) => {
    const value = view[name];
    if (value === undefined) return [];
    const said = name === 'at' ? shortTime(value) : value;
    return [{ label: LABELS[name], value: wordsFor(words, said) }];
  });
