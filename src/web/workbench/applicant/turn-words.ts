import { text, type Text } from '../../../base/text.ts';
import type { Turn } from '../../../kernel/turn.ts';
import type { Pack } from '../queries.ts';

/** Who has a case, in words. */
export function turnWords(turn: Turn, pack: Pick<Pack, 'profile'>): Text {
  const office = pack.profile.registrar.name;
  switch (turn) {
    case 'me':
      return text('等您办', 'You');
    case 'colleague':
      return text('等本单位的同事', 'A colleague of yours');
    case 'office':
      return text(`登记机构：${office.zh}`, `The registrar: ${office.en}`);
    case 'others':
      return text('等另一方', 'The other side');
    case 'time':
      return text('不用谁办，等期限届满', 'Nobody: a period runs');
    default:
      return turn satisfies never;
  }
}
