import { text, type Text } from '../../../base/text.ts';
import type { Place, Standing, Witnesses } from './standing.ts';

/** The badge beside an event. */
export const STANDINGS: Readonly<Record<Standing, Text>> = {
  waiting: text('待上链', 'Waiting'),
  published: text('已入链', 'Published'),
  witnessed: text('已见证', 'Witnessed'),
};

const FROM_NOW: Readonly<Record<Witnesses, Text>> = {
  none: text('本目录链没有设见证人。', 'This log has no witnesses.'),
  demonstration: text(
    '还在等见证人联署。演示见证人与本系统不独立。',
    'Its witnesses have not signed yet; those of a demonstration are not independent of it.',
  ),
  others: text('还在等见证人联署。', 'Its witnesses have not signed yet.'),
};

const SEEN: Readonly<Record<Witnesses, Text>> = {
  none: text('', ''),
  demonstration: text(
    '见证人已联署：此后改动或隐去都会被发现。演示见证人与本系统不独立。',
    'Its witnesses have signed: from now on a change would be found out. Those of a demonstration are not independent of it.',
  ),
  others: text(
    '见证人已联署：此后改动或隐去都会被发现。',
    'Its witnesses have signed: from now on a change would be found out.',
  ),
};

/** What the badge means, in a sentence or two, with the place. */
export function standingWords({ standing, index }: Place, witnesses: Witnesses): Text {
  if (standing === 'waiting') {
    return text(
      '已经记录在案，正排队写入目录链，通常不到一秒。',
      'On record, and waiting for its place on the log, usually less than a second.',
    );
  }
  const more = (standing === 'witnessed' ? SEEN : FROM_NOW)[witnesses];
  return text(
    `在目录链上的位置：${index}。${more.zh}`,
    `It stands on the log at index ${index}. ${more.en}`,
  );
}

/** Whether an act that others may rely on is final, after the words of its event. */
export function finalityWords(title: Text, { standing }: Place, witnesses: Witnesses): Text {
  if (standing === 'witnessed') {
    return witnesses === 'demonstration'
      ? text('已见证，终局（演示见证人）', 'Witnessed; final (demonstration)')
      : text('已见证，终局', 'Witnessed; final');
  }
  if (standing === 'published' && witnesses === 'none') {
    return text(
      `已${title.zh}，已入链；本目录链没有设见证人`,
      `${title.en} and published; this log has no witnesses`,
    );
  }
  return text(`已${title.zh}，待见证`, `${title.en}; awaiting witnesses`);
}
